package dev.podlab.cluster;

import org.jspecify.annotations.Nullable;

/** The cluster does not answer: it is starting, down, or out of reach. Trying again later may help. */
public class ClusterUnavailableException extends RuntimeException {

    public ClusterUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
