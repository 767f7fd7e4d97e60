package dev.podlab.embedded.control;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Calls a turn whenever it was woken, and from time to time anyway. Several wake-ups before a turn count as one. */
final class ControlLoop implements AutoCloseable {

    private static final Logger LOG = System.getLogger(ControlLoop.class.getName());

    private final String name;
    private final Duration resync;
    private final Runnable turn;
    private final BlockingQueue<Boolean> slot = new ArrayBlockingQueue<>(1);
    private volatile boolean closed;

    /** Starts the loop; the first turn comes at once. */
    ControlLoop(String name, Duration resync, Runnable turn) {
        this.name = name;
        this.resync = resync;
        this.turn = turn;
        wake();
        Thread.ofVirtual().name(name).start(this::run);
    }

    void wake() {
        slot.offer(Boolean.TRUE);
    }

    private void run() {
        try {
            while (!closed) {
                slot.poll(resync.toMillis(), TimeUnit.MILLISECONDS);
                if (!closed) {
                    takeTurn();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeTurn() {
        try {
            turn.run();
        } catch (RuntimeException unexpected) {
            LOG.log(closed ? Level.DEBUG : Level.WARNING, () -> name + " tries again later", unexpected);
        }
    }

    @Override
    public void close() {
        closed = true;
        wake();
    }
}
