package dev.podlab.embedded.node;

/** A node could not be started or taken down. The message says what, where, and what to do next. */
public class NodeException extends RuntimeException {

    public NodeException(String message) {
        super(message);
    }

    public NodeException(String message, Throwable cause) {
        super(message, cause);
    }
}
