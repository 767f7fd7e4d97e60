package dev.podlab.embedded.kubelet;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt: 10 s, doubling up to 300 s, forgotten after 10 minutes without trouble. The
 * first attempt after the first failure waits for nothing.
 *
 * <p>Source: kubernetes/client-go util/flowcontrol and kubelet {@code doBackOff}, v1.32.
 *
 * @param delay     how long the next attempt waits after a failure
 * @param updatedAt when the last attempt was made
 */
record BackOff(Duration delay, Instant updatedAt) {

    static final Duration INITIAL = Duration.ofSeconds(10);
    static final Duration MAX = Duration.ofSeconds(300);
    private static final Duration FORGOTTEN_AFTER = MAX.multipliedBy(2);

    /** Returns the earliest time for an attempt after the failure at {@code failedAt}. */
    static Instant notBefore(@Nullable BackOff before, Instant failedAt) {
        return before == null || before.isForgotten(failedAt) ? failedAt : failedAt.plus(before.delay);
    }

    /** Returns what to remember when an attempt is made at {@code now} after the failure at {@code failedAt}. */
    static BackOff next(@Nullable BackOff before, Instant failedAt, Instant now) {
        if (before == null || before.isForgotten(failedAt)) {
            return new BackOff(INITIAL, now);
        }
        Duration doubled = before.delay.multipliedBy(2);
        return new BackOff(doubled.compareTo(MAX) > 0 ? MAX : doubled, now);
    }

    private boolean isForgotten(Instant failedAt) {
        return Duration.between(updatedAt, failedAt).compareTo(FORGOTTEN_AFTER) > 0;
    }
}
