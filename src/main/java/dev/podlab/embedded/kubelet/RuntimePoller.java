package dev.podlab.embedded.kubelet;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches the runtime of one node by looking at it: at once when a process ended, often while something runs there, seldom
 * otherwise. One look serves all Pods.
 */
final class RuntimePoller implements AutoCloseable {

    private static final Logger LOG = System.getLogger(RuntimePoller.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(1);
    /** The runtime's own books lag behind the end of a process; so look a few times in a row. */
    private static final Duration AFTER_HINT = Duration.ofMillis(15);
    private static final int LOOKS_AFTER_HINT = 6;

    private final ContainerRuntime runtime;
    private final RuntimeView view;
    private final Duration interval;
    private final Consumer<Set<String>> changed;
    private final Semaphore hurry = new Semaphore(0);
    private final AtomicInteger quickLooks = new AtomicInteger();
    private final Thread thread;
    private volatile ContainerRuntime.@Nullable ExitHints hints;
    private volatile boolean closed;
    private volatile boolean failing;

    /**
     * @param interval time between two looks while something runs
     * @param changed  told the uids of Pods whose sandboxes or containers changed
     */
    RuntimePoller(ContainerRuntime runtime, RuntimeView view, String node, Duration interval, Consumer<Set<String>> changed) {
        this.runtime = runtime;
        this.view = view;
        this.interval = interval;
        this.changed = changed;
        this.thread = Thread.ofVirtual().name("poll-" + node).unstarted(this::run);
    }

    void start() {
        hints = runtime.hintExits(this::processEnded);
        thread.start();
    }

    /** Says that a process ended: the next looks follow each other quickly. */
    private void processEnded() {
        quickLooks.set(LOOKS_AFTER_HINT);
        hurry();
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
                if (hurry.tryAcquire(untilNextLook().toMillis(), TimeUnit.MILLISECONDS)) {
                    hurry.drainPermits();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration untilNextLook() {
        if (quickLooks.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return AFTER_HINT;
        }
        return view.isBusy() ? interval : IDLE;
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
        ContainerRuntime.ExitHints open = hints;
        if (open != null) {
            open.close();
        }
        hurry();
    }
}
