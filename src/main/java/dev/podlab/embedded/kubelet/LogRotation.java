package dev.podlab.embedded.kubelet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Bounds a container's log: one full file beside the one that is written. */
final class LogRotation {

    static final long MAX_BYTES = 10L << 20;

    private LogRotation() {}

    /** Returns where the full file of a log is kept. */
    static Path rotated(Path log) {
        return log.resolveSibling(log.getFileName() + ".1");
    }

    /** Moves a log that has grown too large aside; returns whether the runtime must open it anew. */
    static boolean rotate(Path log) throws IOException {
        if (!Files.exists(log) || Files.size(log) < MAX_BYTES) {
            return false;
        }
        Files.move(log, rotated(log), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    /** Deletes a log with all that was rotated. */
    static void delete(Path log) throws IOException {
        Files.deleteIfExists(log);
        Files.deleteIfExists(rotated(log));
    }
}
