package dev.podlab.embedded;

import java.nio.file.Path;

/**
 * A Kubernetes cluster in this process, with real containers on this machine.
 *
 * <p>Whoever starts it closes it; closing takes every process, network namespace, bridge, mount and cgroup with it.
 */
public interface EmbeddedCluster extends AutoCloseable {

    /** Returns the file with an administrator's kubeconfig, readable by its owner only. */
    Path kubeconfig();

    /** Stops every Pod and node. Returns when nothing is left of them on the machine. */
    @Override
    void close();
}
