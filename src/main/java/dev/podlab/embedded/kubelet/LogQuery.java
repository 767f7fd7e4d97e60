package dev.podlab.embedded.kubelet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a container's log is wanted.
 *
 * @param follow     go on until the container has ended
 * @param previous   the log of the instance before the last restart
 * @param timestamps begin each line with its time
 * @param tailLines  how many of the last lines, or null for all
 * @param limitBytes how many bytes at most, or null
 * @param since      no lines older than this, or null
 */
public record LogQuery(
        boolean follow,
        boolean previous,
        boolean timestamps,
        @Nullable Long tailLines,
        @Nullable Long limitBytes,
        @Nullable Instant since) {}
