package dev.podlab.embedded.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A journal's directory. Used by one thread at a time. */
final class JournalFiles implements AutoCloseable {

    private static final String SNAPSHOT = "snapshot-";
    private static final String JOURNAL = "journal-";
    private static final String UNFINISHED = ".tmp";

    private final Path directory;
    private final FileChannel lockFile;
    private int generation;
    private long snapshotBytes;
    private long journalBytes;
    private @Nullable FileChannel journal;

    private JournalFiles(Path directory, FileChannel lockFile, int generation) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.generation = generation;
    }

    /** @throws IOException if the directory cannot be used or another process has it */
    static JournalFiles open(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel lockFile =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lockFile.tryLock() == null) {
                throw new IOException(directory + " is in use by another process");
            }
            return new JournalFiles(directory, lockFile, newestGeneration(directory));
        } catch (OverlappingFileLockException here) {
            lockFile.close();
            throw new IOException(directory + " is already open in this process", here);
        } catch (IOException refused) {
            lockFile.close();
            throw refused;
        }
    }

    void replay(Consumer<Journal.Entry> reader) throws IOException {
        Path snapshot = snapshotFile(generation);
        if (Files.exists(snapshot)) {
            snapshotBytes = Files.size(snapshot);
            if (readAll(snapshot, reader) < snapshotBytes) {
                throw new IOException(snapshot + " is damaged");
            }
        }
        Path file = journalFile(generation);
        journal = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        journalBytes = readAll(file, reader);
        journal.truncate(journalBytes);
        journal.position(journalBytes);
        syncDirectory();
        removeOtherGenerations();
    }

    long journalBytes() {
        return journalBytes;
    }

    long snapshotBytes() {
        return snapshotBytes;
    }

    /** Returns once the bytes are on disk. */
    void append(byte[] bytes) throws IOException {
        writeFully(journal, ByteBuffer.wrap(bytes));
        journal.force(false);
        journalBytes += bytes.length;
    }

    /** Keeps the snapshot, and starts an empty journal after it. */
    void beginGeneration(Journal.Snapshot snapshot) throws IOException {
        int next = generation + 1;
        Path unfinished = directory.resolve(SNAPSHOT + next + UNFINISHED);
        snapshotBytes = write(snapshot, unfinished);
        FileChannel fresh = FileChannel.open(
                journalFile(next),
                StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(unfinished, snapshotFile(next), StandardCopyOption.ATOMIC_MOVE);
        syncDirectory();
        journal.close();
        journal = fresh;
        journalBytes = 0;
        generation = next;
        removeOtherGenerations();
    }

    @Override
    public void close() {
        try {
            if (journal != null) {
                journal.close();
            }
            lockFile.close();
        } catch (IOException alreadySynced) {
            throw new UncheckedIOException("closing " + directory + " failed", alreadySynced);
        }
    }

    private static long write(Journal.Snapshot snapshot, Path file) throws IOException {
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(out, ByteBuffer.wrap(JournalRecords.version(snapshot.version())));
            for (StoredObject object : snapshot.objects()) {
                writeFully(out, ByteBuffer.wrap(JournalRecords.put(object)));
            }
            out.force(true);
            return out.size();
        }
    }

    private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** @return how many bytes, from the start, are whole records */
    private static long readAll(Path file, Consumer<Journal.Entry> reader) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        while (true) {
            Optional<Journal.Entry> entry = JournalRecords.read(bytes);
            if (entry.isEmpty()) {
                return bytes.position();
            }
            reader.accept(entry.get());
        }
    }

    /** A snapshot is there only when it is whole, so the newest one decides. */
    private static int newestGeneration(Path directory) throws IOException {
        return names(directory).stream()
                .filter(name -> name.startsWith(SNAPSHOT) && !name.endsWith(UNFINISHED))
                .mapToInt(name -> Integer.parseInt(name.substring(SNAPSHOT.length())))
                .max()
                .orElse(0);
    }

    private void removeOtherGenerations() throws IOException {
        for (String name : names(directory)) {
            boolean ours = name.startsWith(SNAPSHOT) || name.startsWith(JOURNAL);
            if (ours && !name.equals(SNAPSHOT + generation) && !name.equals(JOURNAL + generation)) {
                Files.deleteIfExists(directory.resolve(name));
            }
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void syncDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path snapshotFile(int number) {
        return directory.resolve(SNAPSHOT + number);
    }

    private Path journalFile(int number) {
        return directory.resolve(JOURNAL + number);
    }
}
