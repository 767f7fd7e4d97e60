package dev.podlab.embedded.kubelet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one container log: what was rotated first, then the current file, then, when following, what is still written,
 * also into a new file after a rotation.
 */
final class LogReader {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int BLOCK = 32 * 1024;

    private final LogQuery query;
    private final OutputStream out;
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
    private final Deque<byte[]> tail = new ArrayDeque<>();
    private boolean tailing;
    private boolean atLineStart = true;
    private long left;
    private @Nullable Object file;

    LogReader(LogQuery query, OutputStream out) {
        this.query = query;
        this.out = out;
        this.tailing = query.tailLines() != null;
        this.left = query.limitBytes() == null ? Long.MAX_VALUE : query.limitBytes();
    }

    /**
     * Writes the log and returns at its end.
     *
     * @param running whether the container may still write
     * @throws IOException if {@code out} fails or the log cannot be read
     */
    void read(Path log, BooleanSupplier running) throws IOException {
        Path rotated = LogRotation.rotated(log);
        if (Files.exists(rotated)) {
            try (RandomAccessFile in = new RandomAccessFile(rotated.toFile(), "r")) {
                drain(in);
            }
        }
        boolean follow = query.follow();
        RandomAccessFile in = open(log);
        try {
            drain(in);
            writeTail();
            out.flush();
            while (follow && left > 0) {
                // Asked before the last look, so that nothing is missed that was written before the end.
                follow = running.getAsBoolean();
                in = advance(log, in);
                out.flush();
                if (follow) {
                    pause();
                }
            }
        } finally {
            in.close();
        }
    }

    /** Reads what has come; changes to the new file when the log was rotated, after the end of the old one. */
    private RandomAccessFile advance(Path log, RandomAccessFile in) throws IOException {
        Object now = identity(log);
        drain(in);
        if (now == null || now.equals(file)) {
            return in;
        }
        RandomAccessFile fresh = open(log);
        in.close();
        drain(fresh);
        return fresh;
    }

    private static @Nullable Object identity(Path log) throws IOException {
        try {
            return Files.getAttribute(log, "unix:ino");
        } catch (NoSuchFileException between) {
            return null;
        }
    }

    private RandomAccessFile open(Path log) throws IOException {
        file = identity(log);
        return new RandomAccessFile(log.toFile(), "r");
    }

    private void drain(RandomAccessFile in) throws IOException {
        byte[] block = new byte[BLOCK];
        for (int read = in.read(block); read > 0 && left > 0; read = in.read(block)) {
            int start = 0;
            for (int i = 0; i < read; i++) {
                if (block[i] == '\n') {
                    unfinished.write(block, start, i - start);
                    start = i + 1;
                    record(unfinished.toByteArray());
                    unfinished.reset();
                }
            }
            unfinished.write(block, start, read - start);
        }
    }

    private void record(byte[] raw) throws IOException {
        LogLine line = LogLine.parse(raw).orElse(null);
        if (line == null || (query.since() != null && line.instant().isBefore(query.since()))) {
            return;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        if (query.timestamps() && atLineStart) {
            text.writeBytes((line.time() + " ").getBytes(StandardCharsets.US_ASCII));
        }
        text.writeBytes(line.content());
        if (!tailing) {
            write(text.toByteArray());
        } else if (atLineStart) {
            tail.addLast(text.toByteArray());
            if (tail.size() > Objects.requireNonNullElse(query.tailLines(), 0L)) {
                tail.removeFirst();
            }
        } else if (!tail.isEmpty()) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(tail.removeLast());
            whole.writeBytes(text.toByteArray());
            tail.addLast(whole.toByteArray());
        }
        atLineStart = !line.partial();
    }

    private void writeTail() throws IOException {
        tailing = false;
        for (byte[] line : tail) {
            write(line);
        }
        tail.clear();
    }

    private void write(byte[] bytes) throws IOException {
        int count = (int) Math.min(bytes.length, left);
        out.write(bytes, 0, count);
        left -= count;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        }
    }
}
