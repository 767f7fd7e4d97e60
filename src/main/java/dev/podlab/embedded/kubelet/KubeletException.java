package dev.podlab.embedded.kubelet;

/** A request for a log or a stream that the node refuses, with the HTTP code and the words that Kubernetes uses. */
public final class KubeletException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    public KubeletException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** Returns 400 for a container that has no log yet, 404 for a Pod that is not here, 500 when the node fails. */
    public int code() {
        return code;
    }
}
