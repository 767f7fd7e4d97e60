package dev.podlab.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts calls per key in fixed windows. Thread-safe; keys of past windows are dropped when a new window begins.
 */
class RateLimit {

    private final int calls;
    private final Duration window;
    private final Clock clock;
    private final ConcurrentHashMap<String, Integer> counts = new ConcurrentHashMap<>();
    private volatile Instant windowEnd = Instant.MIN;

    /**
     * @param calls  how many calls a key may make in a window
     * @param window its length
     */
    RateLimit(int calls, Duration window, Clock clock) {
        this.calls = calls;
        this.window = window;
        this.clock = clock;
    }

    /** Returns zero when the call may go on, else how long until it may. */
    Duration count(String key) {
        Instant now = clock.instant();
        startWindow(now);
        int count = counts.merge(key, 1, Integer::sum);
        return count <= calls ? Duration.ZERO : Duration.between(now, windowEnd).plusSeconds(1);
    }

    private void startWindow(Instant now) {
        if (now.isBefore(windowEnd)) {
            return;
        }
        synchronized (this) {
            if (!now.isBefore(windowEnd)) {
                counts.clear();
                windowEnd = now.plus(window);
            }
        }
    }
}
