package dev.podlab.exercise;

/** Something that happened to an attempt. */
sealed interface AttemptEvent {

    /** The step that it happened in. */
    String step();

    /** The learner said what they think will happen. */
    record Predicted(String step, String option) implements AttemptEvent {}

    /** The learner typed an answer. */
    record Answered(String step, String text) implements AttemptEvent {}

    /** The learner asked for the next hint. */
    record HintShown(String step) implements AttemptEvent {}

    /** Podlab did the step for the learner. */
    record Solved(String step) implements AttemptEvent {}

    /** Every check of the step passed. */
    record Passed(String step) implements AttemptEvent {}

    /** The learner went on without passing. */
    record Skipped(String step) implements AttemptEvent {}

    /** The learner does the step again, and so all that follow. */
    record WasReset(String step) implements AttemptEvent {}
}
