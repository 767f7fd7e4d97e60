package dev.podlab.sandbox;

import dev.podlab.learner.LearnerId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Limits how often one learner opens or resets: each costs the cluster dozens of calls. Thread-safe. */
class SandboxPace {

    /** Trying a thing again every few seconds is learning; twenty times a minute is not. */
    private static final int CHANGES = 20;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<LearnerId, Deque<Instant>> changes = new ConcurrentHashMap<>();

    SandboxPace(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts a change.
     *
     * @throws SandboxRefusedException if it is one too many
     */
    void count(LearnerId learner) {
        Instant now = clock.instant();
        changes.compute(learner, (id, earlier) -> {
            Deque<Instant> recent = earlier == null ? new ArrayDeque<>() : earlier;
            recent.removeIf(at -> !at.isAfter(now.minus(WINDOW)));
            if (recent.size() >= CHANGES) {
                throw new SandboxRefusedException(
                        SandboxRefusedException.Reason.TOO_OFTEN, CHANGES + " openings and resets in a minute");
            }
            recent.addLast(now);
            return recent;
        });
        changes.values().removeIf(recent -> recent.isEmpty() || !recent.peekLast().isAfter(now.minus(WINDOW)));
    }
}
