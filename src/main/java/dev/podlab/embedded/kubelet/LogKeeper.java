package dev.podlab.embedded.kubelet;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Looks from time to time for logs of running containers that have grown too large, and rotates them. */
final class LogKeeper implements AutoCloseable {

    private static final Logger LOG = System.getLogger(LogKeeper.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final NodeContext node;
    private final BlockingQueue<Boolean> stop = new ArrayBlockingQueue<>(1);

    LogKeeper(NodeContext node) {
        this.node = node;
    }

    void start() {
        Thread.ofVirtual().name("logs-" + node.settings().nodeName()).start(this::run);
    }

    private void run() {
        try {
            while (stop.poll(INTERVAL.toMillis(), TimeUnit.MILLISECONDS) == null) {
                rotateAll();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Rotates every log that is too large. */
    void rotateAll() {
        for (String uid : node.view().uids()) {
            node.view().of(uid).running().forEach(this::rotate);
        }
    }

    private void rotate(ContainerRuntime.Container container) {
        try {
            if (container.logPath() != null && LogRotation.rotate(container.logPath())) {
                node.runtime().reopenContainerLog(container.id());
            }
        } catch (IOException | ContainerRuntimeException failed) {
            LOG.log(Level.WARNING, () -> "the log of container " + container.name() + " was not rotated", failed);
        }
    }

    @Override
    public void close() {
        stop.offer(Boolean.TRUE);
    }
}
