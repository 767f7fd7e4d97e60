package dev.podlab.exercise;

import dev.podlab.course.Exercise;
import dev.podlab.course.Exercise.Step;
import dev.podlab.exercise.AttemptEvent.Answered;
import dev.podlab.exercise.AttemptEvent.HintShown;
import dev.podlab.exercise.AttemptEvent.Passed;
import dev.podlab.exercise.AttemptEvent.Predicted;
import dev.podlab.exercise.AttemptEvent.Skipped;
import dev.podlab.exercise.AttemptEvent.Solved;
import dev.podlab.exercise.AttemptEvent.WasReset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a learner has come in an exercise. Immutable; {@link #after} is the whole state machine. An event that does
 * not fit changes nothing: two tabs of one learner may say the same twice.
 *
 * @param steps by step id; a step that is not in it was not begun
 */
record Attempt(Map<String, StepAttempt> steps) {

    static final Attempt NEW = new Attempt(Map.of());

    private static final int LONGEST_ANSWER = 500;

    Attempt {
        steps = Map.copyOf(steps);
    }

    /**
     * How far a learner has come in a step.
     *
     * @param prediction option that was chosen, empty when none was
     * @param answer     what was typed, empty when nothing was
     * @param hints      how many hints were shown
     * @param helped     whether Podlab did the step
     */
    record StepAttempt(Status status, String prediction, String answer, int hints, boolean helped) {

        static final StepAttempt NEW = new StepAttempt(Status.OPEN, "", "", 0, false);

        private StepAttempt with(Status changed) {
            return new StepAttempt(changed, prediction, answer, hints, helped);
        }
    }

    /** Where a step stands. */
    enum Status {
        OPEN,
        PASSED,
        SKIPPED
    }

    StepAttempt step(String id) {
        return steps.getOrDefault(id, StepAttempt.NEW);
    }

    /** Returns the first step that is neither passed nor skipped, or empty when the exercise is done. */
    Optional<Step> current(Exercise exercise) {
        return exercise.steps().stream()
                .filter(step -> step(step.id()).status() == Status.OPEN)
                .findFirst();
    }

    /** Returns whether a step can be worked on: it is the current one or one before it. */
    boolean isUnlocked(Exercise exercise, String step) {
        return step(step).status() != Status.OPEN
                || current(exercise).map(Step::id).filter(step::equals).isPresent();
    }

    /** Returns how many steps were passed. */
    int passed() {
        return (int) steps.values().stream()
                .filter(step -> step.status() == Status.PASSED)
                .count();
    }

    /** Returns the attempt after something happened. */
    Attempt after(AttemptEvent event, Exercise exercise) {
        Optional<Step> found = exercise.step(event.step());
        if (found.isEmpty() || !isUnlocked(exercise, event.step())) {
            return this;
        }
        StepAttempt before = step(event.step());
        return switch (event) {
            case Predicted predicted -> predict(found.get(), before, predicted.option());
            case Answered answered -> answer(found.get(), before, answered.text());
            case HintShown shown -> put(shown.step(), hint(before));
            case Solved solved -> put(solved.step(), help(before));
            case Passed passed -> before.status() == Status.OPEN ? put(passed.step(), before.with(Status.PASSED)) : this;
            case Skipped skipped ->
                before.status() == Status.OPEN ? put(skipped.step(), before.with(Status.SKIPPED)) : this;
            case WasReset reset -> forget(exercise.steps(), reset.step());
        };
    }

    private Attempt predict(Step step, StepAttempt before, String option) {
        // The first guess counts: one that may be changed after looking would not be a guess.
        if (!step.options().contains(option) || !before.prediction().isEmpty() || before.status() != Status.OPEN) {
            return this;
        }
        return put(step.id(), new StepAttempt(before.status(), option, before.answer(), before.hints(), before.helped()));
    }

    private Attempt answer(Step step, StepAttempt before, String text) {
        if (!step.answer() || before.status() != Status.OPEN) {
            return this;
        }
        String stripped = text.strip();
        String kept = stripped.substring(0, Math.min(stripped.length(), LONGEST_ANSWER));
        return put(
                step.id(),
                new StepAttempt(before.status(), before.prediction(), kept, before.hints(), before.helped()));
    }

    private static StepAttempt hint(StepAttempt before) {
        int hints = Math.min(before.hints() + 1, 2);
        return new StepAttempt(before.status(), before.prediction(), before.answer(), hints, before.helped());
    }

    private static StepAttempt help(StepAttempt before) {
        return new StepAttempt(before.status(), before.prediction(), before.answer(), before.hints(), true);
    }

    private Attempt forget(List<Step> order, String first) {
        var kept = new LinkedHashMap<String, StepAttempt>();
        for (Step step : order) {
            if (step.id().equals(first)) {
                return new Attempt(kept);
            }
            kept.put(step.id(), step(step.id()));
        }
        return this;
    }

    private Attempt put(String id, StepAttempt step) {
        var changed = new LinkedHashMap<>(steps);
        changed.put(id, step);
        return new Attempt(changed);
    }
}
