package dev.podlab.embedded.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The changes that one watch has not read yet. When they become too many, the watch expires rather than the store grows. */
final class WatchQueue implements StoreWatch {

    private final @Nullable String namespace;
    private final int capacity;
    private final Consumer<WatchQueue> onClose;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<StoreEvent> events = new ArrayDeque<>();
    private boolean closed;
    private StoreException.@Nullable Expired expired;

    WatchQueue(@Nullable String namespace, int capacity, Consumer<WatchQueue> onClose) {
        this.namespace = namespace;
        this.capacity = capacity;
        this.onClose = onClose;
    }

    /** Takes a change in; never waits. Called in the order of the store's writes. */
    void offer(StoreEvent event) {
        if (namespace != null && !namespace.equals(event.object().key().namespace())) {
            return;
        }
        lock.lock();
        try {
            if (closed || expired != null) {
                return;
            }
            if (events.size() == capacity) {
                expired = new StoreException.Expired(
                        events.getFirst().object().resourceVersion() - 1, event.object().resourceVersion());
                events.clear();
            } else {
                events.add(event);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<StoreEvent> poll(Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (events.isEmpty() && !closed && expired == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (expired != null) {
                throw expired;
            }
            return closed ? Optional.empty() : Optional.ofNullable(events.poll());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            events.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        onClose.accept(this);
    }
}
