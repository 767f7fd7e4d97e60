package dev.podlab.learner;

import java.util.Optional;

/** How far learners have come in each exercise. Survives restarts. Thread-safe; the last writer wins. */
public interface ProgressStore {

    /** Returns what was saved for an exercise, or empty when the learner has not begun it. */
    Optional<String> load(LearnerId learner, String exerciseId);

    /**
     * Saves a learner's state in an exercise in place of what was there.
     *
     * @param stateJson JSON text, at most 64 KiB
     */
    void save(LearnerId learner, String exerciseId, String stateJson);

    /** Forgets an exercise, as if the learner had never begun it. */
    void delete(LearnerId learner, String exerciseId);
}
