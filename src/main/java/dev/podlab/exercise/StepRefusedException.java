package dev.podlab.exercise;

/** A learner asked for something that the step does not allow now. */
final class StepRefusedException extends RuntimeException {

    private final Reason reason;

    StepRefusedException(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** Why: pages have words for each. */
    enum Reason {
        LOCKED,
        PREDICT_FIRST,
        NO_SUCH_ACTION
    }
}
