package dev.podlab.embedded.kubelet;

/** A container runtime refused a call, failed in it, or did not answer in time. */
public class ContainerRuntimeException extends RuntimeException {

    private final Reason reason;

    public ContainerRuntimeException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Returns what kind of failure this is. */
    public Reason reason() {
        return reason;
    }

    /** Kinds of failure that callers tell apart. */
    public enum Reason {
        /** What the call names does not exist. */
        NOT_FOUND,
        /** The runtime does not know this call or option. */
        UNSUPPORTED,
        /** No answer: the runtime is down, starting, or slower than the timeout. */
        UNAVAILABLE,
        /** The runtime tried and failed; the message is its own. */
        FAILED
    }
}
