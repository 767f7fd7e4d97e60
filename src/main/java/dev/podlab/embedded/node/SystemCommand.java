package dev.podlab.embedded.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of this machine, run to its end.
 *
 * @param words   program and arguments
 * @param input   what it reads on standard input
 * @param timeout after which it is killed
 */
record SystemCommand(List<String> words, String input, Duration timeout) {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    static SystemCommand of(String... words) {
        return new SystemCommand(List.of(words), "", TIMEOUT);
    }

    SystemCommand reading(String text) {
        return new SystemCommand(words, text, timeout);
    }

    SystemCommand within(Duration time) {
        return new SystemCommand(words, input, time);
    }

    /** Outcome: the exit code, and what it printed on both streams. */
    record Outcome(int exitCode, String output) {}

    /**
     * Returns what the program printed.
     *
     * @throws NodeException if it cannot be started, fails or is too slow
     */
    String run() {
        Outcome outcome = outcome();
        if (outcome.exitCode() != 0) {
            throw new NodeException("'%s' failed with exit code %d: %s"
                    .formatted(String.join(" ", words), outcome.exitCode(), outcome.output().strip()));
        }
        return outcome.output();
    }

    /**
     * Returns how the program ended.
     *
     * @throws NodeException if it cannot be started or is too slow
     */
    Outcome outcome() {
        try {
            return finish(new ProcessBuilder(words).redirectErrorStream(true).start());
        } catch (IOException | UncheckedIOException failure) {
            throw new NodeException("cannot run '%s': %s".formatted(words.getFirst(), failure.getMessage()), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NodeException("interrupted while '%s' ran".formatted(words.getFirst()), interrupted);
        }
    }

    private Outcome finish(Process process) throws IOException, InterruptedException {
        try {
            var output = new StringBuilder();
            Thread reader = Thread.ofVirtual().start(() -> output.append(readAll(process)));
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new NodeException(
                        "'%s' did not end within %d s".formatted(String.join(" ", words), timeout.toSeconds()));
            }
            reader.join();
            return new Outcome(process.exitValue(), output.toString());
        } finally {
            process.destroyForcibly();
        }
    }

    private static String readAll(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
