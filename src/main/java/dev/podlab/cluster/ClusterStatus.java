package dev.podlab.cluster;

/**
 * Whether sandboxes can be opened in the cluster, and if not, why.
 *
 * @param detail one English sentence for the operator: what is wrong, where, and what to do; empty when nothing is
 */
public record ClusterStatus(State state, Reason reason, String detail) {

    /** Nothing is known yet: the cluster is starting. */
    public static final ClusterStatus STARTING = new ClusterStatus(State.UNKNOWN, Reason.STARTING, "");

    /** Sandboxes can be opened. */
    public static final ClusterStatus READY = new ClusterStatus(State.READY, Reason.NONE, "");

    /** Returns the state of a cluster that cannot be used now. */
    public static ClusterStatus unavailable(Reason reason, String detail) {
        return new ClusterStatus(State.UNAVAILABLE, reason, detail);
    }

    /** Returns whether sandboxes can be opened. */
    public boolean isReady() {
        return state == State.READY;
    }

    /** Whether sandboxes can be opened. */
    public enum State {
        UNKNOWN,
        READY,
        UNAVAILABLE
    }

    /** Why they cannot: the pages have words for each. */
    public enum Reason {
        NONE,
        STARTING,
        /** The embedded cluster did not start. */
        EMBEDDED_FAILED,
        KUBECONFIG_UNREADABLE,
        CONTEXT_MISSING,
        UNREACHABLE,
        /** The credentials are wrong or may too little. */
        REFUSED,
        VERSION_TOO_OLD,
        NO_READY_NODE
    }
}
