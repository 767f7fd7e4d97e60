package dev.podlab.embedded;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started, to be taken down in the reverse order, each part even when another fails. Not thread-safe. */
final class Teardown {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Remembers a part; returns it. */
    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /**
     * Closes everything; does nothing the second time.
     *
     * @throws EmbeddedClusterException if a part could not be closed; the others are closed all the same
     */
    void close() {
        EmbeddedClusterException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failed) {
                if (failure == null) {
                    failure = new EmbeddedClusterException(
                            "The embedded cluster did not stop cleanly, './podlab clean' removes the rest: " + failed.getMessage(),
                            failed);
                } else {
                    failure.addSuppressed(failed);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Closes everything after a failure, which stays the one that is told. */
    void closeAfter(Throwable failure) {
        try {
            close();
        } catch (EmbeddedClusterException another) {
            failure.addSuppressed(another);
        }
    }
}
