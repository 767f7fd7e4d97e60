package dev.podlab.embedded.api;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the API server needs of the nodes: the kubelet's log and streaming endpoints. Implemented by the composition
 * root of the embedded cluster over its kubelets.
 *
 * <p>All methods throw {@link NodeGatewayException} with a message fit for a Kubernetes {@code Status}.
 */
public interface NodeGateway {

    /** Returns the one-time streaming URL of an exec session (SPDY or WebSocket, served by the node itself). */
    URI exec(PodReference pod, ExecOptions options);

    /** Returns the one-time streaming URL of an attach session. */
    URI attach(PodReference pod, ExecOptions options);

    /** Returns the one-time streaming URL of a port-forward session. */
    URI portForward(PodReference pod, List<Integer> ports);

    /**
     * Writes a container's log to {@code out}, flushing as lines come, until its end or, when following, until the
     * container is gone for good or writing fails.
     *
     * @throws IOException if {@code out} fails: the reader went away
     */
    void logs(PodReference pod, LogOptions options, OutputStream out) throws IOException;

    /** A Pod on a node. */
    record PodReference(String namespace, String name, String uid, String node) {}

    /** Parameters of exec and attach; {@code container} is never empty. */
    record ExecOptions(
            String container, List<String> command, boolean stdin, boolean stdout, boolean stderr, boolean tty) {}

    /**
     * Parameters of logs; {@code container} is never empty.
     *
     * @param tailLines  how many of the last lines, or null for all
     * @param limitBytes how many bytes at most, or null
     * @param since      lines not older than this, or null
     * @param sinceTime  lines not older than this, or null
     */
    record LogOptions(
            String container,
            boolean follow,
            boolean previous,
            boolean timestamps,
            @Nullable Long tailLines,
            @Nullable Long limitBytes,
            @Nullable Duration since,
            @Nullable Instant sinceTime) {}

    /** A refusal by the node, with the HTTP code and the message that Kubernetes uses. */
    final class NodeGatewayException extends RuntimeException {
        private final int code;

        public NodeGatewayException(int code, String message) {
            super(message);
            this.code = code;
        }

        /** Returns the HTTP status code: 400 for a container that is not there yet, 500 for a node that fails. */
        public int code() {
            return code;
        }
    }
}
