package dev.podlab.embedded;

import java.nio.file.Path;

/**
 * What an embedded cluster is started with.
 *
 * @param home    folder of all its state; names the cluster too, so two clusters need two
 * @param nodes   how many nodes, 1 to 5
 * @param apiPort port of the API server on the loopback address; 0 takes a free one
 */
public record EmbeddedClusterConfig(Path home, int nodes, int apiPort) {

    /** How many nodes a cluster has unless told otherwise: enough to see Pods being spread. */
    public static final int DEFAULT_NODES = 2;

    private static final int MOST_NODES = 5;
    private static final int HIGHEST_PORT = 65_535;

    public EmbeddedClusterConfig {
        if (nodes < 1 || nodes > MOST_NODES) {
            throw new EmbeddedClusterException(
                    "An embedded cluster has 1 to " + MOST_NODES + " nodes, not " + nodes + ": change --nodes.");
        }
        if (apiPort < 0 || apiPort > HIGHEST_PORT) {
            throw new EmbeddedClusterException("There is no port " + apiPort + ": change --api-port.");
        }
        home = home.toAbsolutePath().normalize();
    }

    /** Returns the usual cluster: two nodes, a free port. */
    public static EmbeddedClusterConfig at(Path home) {
        return new EmbeddedClusterConfig(home, DEFAULT_NODES, 0);
    }
}
