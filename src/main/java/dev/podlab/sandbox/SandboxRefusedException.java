package dev.podlab.sandbox;

/** A sandbox cannot be had, for a reason that the learner can understand and that is nobody's fault. */
public class SandboxRefusedException extends RuntimeException {

    private final Reason reason;

    /**
     * @param detail one English sentence for the log
     */
    public SandboxRefusedException(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    /** Returns why. */
    public Reason reason() {
        return reason;
    }

    /** Why a sandbox cannot be had: the pages have words for each. */
    public enum Reason {
        /** The learner has none: it was never opened, or it has expired. */
        NOT_OPEN,
        /** As many are open as this Podlab allows. */
        FULL,
        /** This learner asks too often. */
        TOO_OFTEN,
        /** The namespace of that name belongs to somebody else. */
        TAKEN
    }
}
