package dev.podlab.embedded.store;

import java.time.Duration;
import java.util.Optional;

/**
 * An open watch: changes in the order in which the store made them, none missing and none twice.
 *
 * <p>One thread reads it; {@link #close()} may be called from any thread and ends a waiting {@link #poll}.
 */
public interface StoreWatch extends AutoCloseable {

    /**
     * Waits for the next change.
     *
     * @param timeout how long to wait at most
     * @return the change, or empty when the time is over or the watch is closed
     * @throws StoreException.Expired if the reader was too slow and changes had to be dropped
     * @throws InterruptedException   if the waiting thread is interrupted
     */
    Optional<StoreEvent> poll(Duration timeout) throws InterruptedException;

    /** Returns whether the watch was closed, by its reader or because the store closed. */
    boolean isClosed();

    @Override
    void close();
}
