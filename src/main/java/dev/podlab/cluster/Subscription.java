package dev.podlab.cluster;

import dev.podlab.pod.SandboxState;
import java.io.Closeable;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener and the virtual thread that serves it. Changes while the listener is busy become one call. */
final class Subscription implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(Subscription.class);

    private final String namespace;
    private final Feed feed;
    private final Consumer<SandboxState> listener;
    private final Semaphore changes = new Semaphore(1);
    private volatile boolean closed;

    Subscription(String namespace, Feed feed, Consumer<SandboxState> listener) {
        this.namespace = namespace;
        this.feed = feed;
        this.listener = listener;
    }

    String namespace() {
        return namespace;
    }

    void start() {
        Thread.ofVirtual().name("feed-" + namespace).start(this::serve);
    }

    /** Makes the listener see the newest state. Never blocks. */
    void wake() {
        changes.release();
    }

    @Override
    public void close() {
        closed = true;
        feed.unsubscribe(this);
        wake();
    }

    private void serve() {
        long shown = -1;
        while (true) {
            changes.acquireUninterruptibly();
            changes.drainPermits();
            if (closed) {
                return;
            }
            SandboxState state = feed.state(namespace);
            if (state.version() != shown) {
                shown = state.version();
                show(state);
            }
        }
    }

    private void show(SandboxState state) {
        try {
            listener.accept(state);
        } catch (RuntimeException e) {
            log.warn("A listener of {} failed and is dropped", namespace, e);
            close();
        }
    }
}
