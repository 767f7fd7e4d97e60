package dev.podlab.embedded.kubelet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Watches the runtime of one node by looking at it: often while something runs there, seldom otherwise. One look serves
 * all Pods.
 */
final class RuntimePoller implements AutoCloseable {

    private static final Logger LOG = System.getLogger(RuntimePoller.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final RuntimeView view;
    private final Duration interval;
    private final Consumer<Set<String>> changed;
    private final Semaphore hurry = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean failing;

    /**
     * @param interval time between two looks while something runs
     * @param changed  told the uids of Pods whose sandboxes or containers changed
     */
    RuntimePoller(RuntimeView view, String node, Duration interval, Consumer<Set<String>> changed) {
        this.view = view;
        this.interval = interval;
        this.changed = changed;
        this.thread = Thread.ofVirtual().name("poll-" + node).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Makes the next look come at once. */
    void hurry() {
        hurry.release();
    }

    /** Returns whether the runtime answered the last time. */
    boolean isAnswered() {
        return !failing;
    }

    private void run() {
        try {
            while (!closed) {
                look();
                Duration wait = view.isBusy() ? interval : IDLE;
                if (hurry.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    hurry.drainPermits();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            Set<String> uids = view.refresh();
            if (!uids.isEmpty()) {
                changed.accept(uids);
            }
            failing = false;
        } catch (ContainerRuntimeException unanswered) {
            if (!failing && !closed) {
                LOG.log(Level.WARNING, () -> "the container runtime does not answer: " + unanswered.getMessage());
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        hurry();
    }
}
