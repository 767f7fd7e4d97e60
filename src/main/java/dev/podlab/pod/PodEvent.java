package dev.podlab.pod;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes event about an object of the sandbox.
 *
 * @param type      {@code Normal} or {@code Warning}
 * @param object    kind and name, for example {@code Pod/web}
 * @param container name of the container that it is about, empty when it is about the whole object
 * @param count     how often it happened
 */
public record PodEvent(
        String uid,
        String type,
        String reason,
        String message,
        String object,
        String container,
        int count,
        @Nullable Instant first,
        @Nullable Instant last) {}
