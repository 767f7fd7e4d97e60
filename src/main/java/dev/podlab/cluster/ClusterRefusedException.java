package dev.podlab.cluster;

import org.jspecify.annotations.Nullable;

/** The cluster understood and said no: forbidden, over quota, not found, conflict. */
public class ClusterRefusedException extends RuntimeException {

    private final int code;
    private final String reason;

    /**
     * @param code    HTTP status code
     * @param reason  reason of the Kubernetes {@code Status}, for example {@code Forbidden}
     * @param message message of the {@code Status}
     */
    public ClusterRefusedException(int code, String reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.reason = reason;
    }

    /** Returns the HTTP status code. */
    public int code() {
        return code;
    }

    /** Returns the reason of the Kubernetes {@code Status}. */
    public String reason() {
        return reason;
    }
}
