package dev.podlab.embedded;

/** An embedded cluster did not start. The message is one or more plain sentences: what is wrong, and the remedy. */
public class EmbeddedClusterException extends RuntimeException {

    public EmbeddedClusterException(String message) {
        super(message);
    }

    public EmbeddedClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
