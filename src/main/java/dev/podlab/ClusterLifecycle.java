package dev.podlab;

import dev.podlab.cluster.ClusterStatus;
import dev.podlab.cluster.KubernetesCluster;
import dev.podlab.embedded.EmbeddedCluster;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Brings the cluster up in the background while the web server starts, so that lessons answer at once, and takes it
 * down after the web server: first the connection, then the cluster itself.
 */
class ClusterLifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ClusterLifecycle.class);

    private final KubernetesCluster cluster;
    private final PodlabProperties properties;
    private final EmbeddedStart embeddedStart;
    /** Held while the embedded cluster starts: whoever stops Podlab meanwhile waits, or nodes would be left behind. */
    private final ReentrantLock starting = new ReentrantLock();
    private volatile boolean running;
    private @Nullable EmbeddedCluster embedded;

    ClusterLifecycle(KubernetesCluster cluster, PodlabProperties properties, EmbeddedStart embeddedStart) {
        this.cluster = cluster;
        this.properties = properties;
        this.embeddedStart = embeddedStart;
    }

    @Override
    public void start() {
        running = true;
        Path kubeconfig = properties.kubeconfig();
        if (kubeconfig != null) {
            cluster.connect(kubeconfig, properties.context());
        } else {
            Thread.ofPlatform().name("embedded-start").start(this::startEmbedded);
        }
    }

    @Override
    public void stop() {
        running = false;
        cluster.close();
        starting.lock();
        try {
            if (embedded != null) {
                embedded.close();
                embedded = null;
            }
        } finally {
            starting.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The web server starts after this and stops before it. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void startEmbedded() {
        starting.lock();
        try {
            if (running) {
                EmbeddedCluster started = embeddedStart.start();
                embedded = started;
                cluster.connect(started.kubeconfig(), null);
            }
        } catch (Exception e) {
            log.debug("The embedded cluster did not start", e);
            cluster.fail(ClusterStatus.Reason.EMBEDDED_FAILED, String.valueOf(e.getMessage()));
        } finally {
            starting.unlock();
        }
    }
}
