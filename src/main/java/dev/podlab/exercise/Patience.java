package dev.podlab.exercise;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits with an end. */
final class Patience {

    private static final Duration POLL = Duration.ofMillis(100);

    private Patience() {}

    /** Asks again and again until there is something, or patience ends; returns the last answer. */
    static <T> Optional<T> until(Duration patience, Supplier<Optional<T>> ask) {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<T> found = ask.get();
        while (found.isEmpty() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return found;
            }
            found = ask.get();
        }
        return found;
    }
}
