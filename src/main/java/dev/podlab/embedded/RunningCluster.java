package dev.podlab.embedded;

import java.nio.file.Path;

/** A cluster that was started. Thread-safe. */
final class RunningCluster implements EmbeddedCluster {

    private final Path kubeconfig;
    private final Teardown parts;

    RunningCluster(Path kubeconfig, Teardown parts) {
        this.kubeconfig = kubeconfig;
        this.parts = parts;
    }

    @Override
    public Path kubeconfig() {
        return kubeconfig;
    }

    @Override
    public synchronized void close() {
        parts.close();
    }
}
