package dev.podlab.terminal;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the bytes that the other side has not taken yet, and makes a sender wait while they are many. Thread-safe. */
final class CreditWindow {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int size;
    private long outstanding;
    private boolean closed;

    /**
     * @param size bytes that may be outstanding before a sender waits
     */
    CreditWindow(int size) {
        this.size = size;
    }

    /** Waits until something may be sent and counts it as outstanding; returns false when the window is closed. */
    boolean take(int bytes) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (outstanding >= size && !closed) {
                changed.await();
            }
            outstanding += bytes;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Counts bytes as taken by the other side; more than were outstanding count as all of them. */
    void give(long bytes) {
        lock.lock();
        try {
            outstanding = Math.max(0, outstanding - Math.max(0, bytes));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets every sender go. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
