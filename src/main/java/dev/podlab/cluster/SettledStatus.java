package dev.podlab.cluster;

import dev.podlab.cluster.ClusterStatus.Reason;
import java.time.Duration;

/**
 * Turns single looks at the cluster into a status that is worth telling: one slow answer, or a watch that the server
 * closed and the client opens again, is no news. Not thread-safe.
 */
final class SettledStatus {

    /** A cluster that has just started need not be complained about. */
    private static final Duration START = Duration.ofSeconds(3);

    /** Servers close watches every now and then. */
    private static final Duration WATCHES_AGAIN = Duration.ofSeconds(15);

    private static final Duration NO_ANSWER = Duration.ofSeconds(3);

    private final long begunNanos;
    private boolean everReady;
    private long readyNanos;

    /**
     * @param nowNanos a clock that only goes forward, as {@link System#nanoTime()}
     */
    SettledStatus(long nowNanos) {
        this.begunNanos = nowNanos;
    }

    /** Takes what was seen and returns what to tell. */
    ClusterStatus after(ClusterStatus seen, long nowNanos) {
        if (seen.isReady()) {
            everReady = true;
            readyNanos = nowNanos;
            return seen;
        }
        if (everReady) {
            return nowNanos - readyNanos < patience(seen.reason()).toNanos() ? ClusterStatus.READY : seen;
        }
        return nowNanos - begunNanos < START.toNanos() && mayPass(seen.reason()) ? ClusterStatus.STARTING : seen;
    }

    private static Duration patience(Reason reason) {
        return switch (reason) {
            case STARTING -> WATCHES_AGAIN;
            case UNREACHABLE -> NO_ANSWER;
            case NONE, EMBEDDED_FAILED, KUBECONFIG_UNREADABLE, CONTEXT_MISSING, REFUSED, VERSION_TOO_OLD, NO_READY_NODE ->
                Duration.ZERO;
        };
    }

    private static boolean mayPass(Reason reason) {
        return switch (reason) {
            case STARTING, UNREACHABLE, NO_READY_NODE, REFUSED -> true;
            case NONE, EMBEDDED_FAILED, KUBECONFIG_UNREADABLE, CONTEXT_MISSING, VERSION_TOO_OLD -> false;
        };
    }
}
