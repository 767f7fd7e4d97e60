package dev.podlab.picture;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Holds one value for one taker: a newer one replaces an older one that was not taken. Thread-safe. */
final class NewestSlot<T> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable T value;
    private boolean closed;

    /** Puts a value in place of the one that waits. */
    void put(T newest) {
        lock.lock();
        try {
            value = newest;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets every later {@link #take} return at once. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether it was closed. */
    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Returns and removes the value, waiting for one; empty when the time is over or the slot is closed. */
    Optional<T> take(Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (value == null && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            Optional<T> taken = closed ? Optional.empty() : Optional.ofNullable(value);
            value = null;
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
