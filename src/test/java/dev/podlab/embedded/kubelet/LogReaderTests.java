package dev.podlab.embedded.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderTests {

    private static final String LINES = """
            2026-01-01T00:00:01.000000001Z stdout F one
            2026-01-01T00:00:02.000000001Z stderr P tw
            2026-01-01T00:00:02.000000002Z stderr F o
            2026-01-01T00:00:03.000000001Z stdout F 三
            """;

    @TempDir
    Path folder;

    private Path log;

    @BeforeEach
    void writeLog() throws IOException {
        log = folder.resolve("0.log");
        Files.writeString(log, LINES);
    }

    @Test
    void joinsPartsOfLines() throws IOException {
        assertThat(read(query(false, null, null, null))).isEqualTo("one\ntwo\n三\n");
    }

    @Test
    void returnsTheLastLinesOnly() throws IOException {
        assertThat(read(query(false, 2L, null, null))).isEqualTo("two\n三\n");
        assertThat(read(query(false, 0L, null, null))).isEmpty();
    }

    @Test
    void returnsSoManyBytesOnly() throws IOException {
        assertThat(read(query(false, null, 1L, null))).isEqualTo("o");
    }

    @Test
    void returnsLinesSinceATime() throws IOException {
        assertThat(read(query(false, null, null, Instant.parse("2026-01-01T00:00:03Z")))).isEqualTo("三\n");
    }

    @Test
    void beginsLinesWithTheirTimes() throws IOException {
        assertThat(read(query(true, 2L, null, null)))
                .isEqualTo("2026-01-01T00:00:02.000000001Z two\n2026-01-01T00:00:03.000000001Z 三\n");
    }

    @Test
    void readsWhatWasRotatedFirst() throws IOException {
        Files.writeString(LogRotation.rotated(log), "2025-12-31T00:00:00Z stdout F zero\n");

        assertThat(read(query(false, null, null, null))).startsWith("zero\none\n");
    }

    @Test
    void followsAcrossARotationUntilTheContainerHasEnded() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AtomicInteger looks = new AtomicInteger();

        new LogReader(new LogQuery(true, false, false, null, null, null), out).read(log, () -> goesOn(looks.incrementAndGet()));

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo\n三\nfour\nfive\n");
    }

    private boolean goesOn(int look) {
        try {
            if (look == 1) {
                Files.writeString(log, "2026-01-01T00:00:04Z stdout F four\n", StandardOpenOption.APPEND);
                Files.move(log, LogRotation.rotated(log), StandardCopyOption.REPLACE_EXISTING);
                Files.writeString(log, "2026-01-01T00:00:05Z stdout F five\n");
            }
            return look < 3;
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private String read(LogQuery query) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new LogReader(query, out).read(log, () -> false);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static LogQuery query(
            boolean timestamps, @Nullable Long tail, @Nullable Long bytes, @Nullable Instant since) {
        return new LogQuery(false, false, timestamps, tail, bytes, since);
    }
}
