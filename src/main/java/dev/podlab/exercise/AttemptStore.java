package dev.podlab.exercise;

import dev.podlab.course.ExerciseId;
import dev.podlab.learner.LearnerId;
import dev.podlab.learner.ProgressStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Keeps attempts in the progress store. Thread-safe. */
final class AttemptStore {

    private static final Logger log = LoggerFactory.getLogger(AttemptStore.class);

    private final ProgressStore progress;
    private final JsonMapper json;

    AttemptStore(ProgressStore progress, JsonMapper json) {
        this.progress = progress;
        this.json = json;
    }

    Attempt load(LearnerId learner, ExerciseId exercise) {
        return progress.load(learner, exercise.value()).map(text -> parse(exercise, text)).orElse(Attempt.NEW);
    }

    void save(LearnerId learner, ExerciseId exercise, Attempt attempt) {
        progress.save(learner, exercise.value(), json.writeValueAsString(attempt));
    }

    private Attempt parse(ExerciseId exercise, String text) {
        try {
            return json.readValue(text, Attempt.class);
        } catch (JacksonException e) {
            log.warn("An attempt at {} cannot be read and begins anew: {}", exercise, e.getOriginalMessage());
            return Attempt.NEW;
        }
    }
}
