package dev.podlab.embedded.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files that keep a store: {@code snapshot-N}, everything there was at some moment, and {@code journal-N}, every write
 * since. When the journal has grown, generation N+1 begins with a new snapshot.
 *
 * <p>One thread writes. It takes all records that have come up since its last write, and syncs the file once for all of
 * them, so many writers share the cost of the disk.
 */
final class Journal implements AutoCloseable {

    /** One record. Without a key it only says that versions up to this one were used; without JSON the object was removed. */
    record Entry(long version, @Nullable ObjectKey key, @Nullable ObjectNode json) {}

    /** Everything that is in the store at one moment. */
    record Snapshot(long version, List<StoredObject> objects) {}

    /** Takes a snapshot, and runs something at that very moment: no write comes in between. */
    interface Snapshotter {
        Snapshot take(Runnable atThatMoment);
    }

    private static final Duration DISK_TIMEOUT = Duration.ofSeconds(30);
    private static final long COMPACT_ABOVE_BYTES = 16L << 20;

    private final JournalFiles files;
    private final long compactAboveBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private final Condition synced = lock.newCondition();
    private ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private long lastTicket;
    private long durableTicket;
    private boolean closing;
    private @Nullable IOException failure;
    private @Nullable Thread writer;

    private Journal(JournalFiles files, long compactAboveBytes) {
        this.files = files;
        this.compactAboveBytes = compactAboveBytes;
    }

    /** @throws IOException if the directory cannot be used or another process has it */
    static Journal open(Path directory) throws IOException {
        return open(directory, COMPACT_ABOVE_BYTES);
    }

    static Journal open(Path directory, long compactAboveBytes) throws IOException {
        return new Journal(JournalFiles.open(directory), compactAboveBytes);
    }

    /** Hands out all that is kept, oldest first. What a crash left half written at the end is cut off. */
    void replay(Consumer<Entry> reader) throws IOException {
        files.replay(reader);
    }

    /** Begins to write. */
    void start(Snapshotter snapshotter) {
        writer = Thread.ofPlatform().daemon().name("store-journal").start(() -> run(snapshotter));
    }

    /**
     * Takes a record in, without waiting. Called under the store's lock, so records stand in the order of the writes.
     *
     * @return what to wait for with {@link #awaitDurable}
     * @throws UncheckedIOException if the disk has failed: nothing can be written any more
     */
    long append(StoreEvent event) {
        byte[] record = JournalRecords.of(event);
        lock.lock();
        try {
            requireSound();
            pending.writeBytes(record);
            appended.signal();
            return ++lastTicket;
        } finally {
            lock.unlock();
        }
    }

    /** Returns once the record is on disk. */
    void awaitDurable(long ticket) {
        long left = DISK_TIMEOUT.toNanos();
        lock.lock();
        try {
            while (durableTicket < ticket) {
                requireSound();
                if (left <= 0) {
                    throw new UncheckedIOException(new IOException("the disk did not take a write within " + DISK_TIMEOUT));
                }
                left = awaitSynced(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            appended.signal();
        } finally {
            lock.unlock();
        }
        try {
            if (writer != null) {
                writer.join(DISK_TIMEOUT);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        files.close();
    }

    /** Waits even when interrupted: the write has happened, only its caller's patience has ended. */
    private long awaitSynced(long nanos) {
        long deadline = System.nanoTime() + nanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return synced.awaitNanos(deadline - System.nanoTime());
                } catch (InterruptedException again) {
                    interrupted = true;
                    if (deadline - System.nanoTime() <= 0) {
                        return 0;
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void requireSound() {
        if (failure != null) {
            throw new UncheckedIOException("the journal cannot be written", failure);
        }
    }

    private void run(Snapshotter snapshotter) {
        try {
            while (writeBatch()) {
                if (files.journalBytes() > Math.max(compactAboveBytes, 2 * files.snapshotBytes())) {
                    compact(snapshotter);
                }
            }
        } catch (IOException failed) {
            fail(failed);
        }
    }

    /** @return false when the journal closes and everything is written */
    private boolean writeBatch() throws IOException {
        Optional<Batch> batch = nextBatch();
        if (batch.isEmpty()) {
            return false;
        }
        write(batch.get());
        return true;
    }

    private record Batch(byte[] bytes, long upTo) {}

    private Optional<Batch> nextBatch() {
        lock.lock();
        try {
            while (pending.size() == 0 && !closing) {
                appended.awaitUninterruptibly();
            }
            return pending.size() == 0 ? Optional.empty() : Optional.of(takePending());
        } finally {
            lock.unlock();
        }
    }

    private Batch takePending() {
        Batch batch = new Batch(pending.toByteArray(), lastTicket);
        pending = new ByteArrayOutputStream();
        return batch;
    }

    private void write(Batch batch) throws IOException {
        files.append(batch.bytes());
        lock.lock();
        try {
            durableTicket = batch.upTo();
            synced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Writers wait for the new snapshot; readers and watches do not. */
    private void compact(Snapshotter snapshotter) throws IOException {
        Batch[] last = new Batch[1];
        Snapshot snapshot = snapshotter.take(() -> {
            lock.lock();
            try {
                last[0] = takePending();
            } finally {
                lock.unlock();
            }
        });
        write(last[0]);
        files.beginGeneration(snapshot);
    }

    private void fail(IOException failed) {
        lock.lock();
        try {
            failure = failed;
            synced.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
