package dev.podlab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Podlab that was launched as a person launches it. Closing it sends TERM and waits for its end. */
final class RunningPodlab implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("Podlab is ready: (http\\S+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Duration END = Duration.ofSeconds(60);

    private final Process process;
    private final long launchedAt;
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private RunningPodlab(Process process, long launchedAt) {
        this.process = process;
        this.launchedAt = launchedAt;
        Thread.ofVirtual().start(this::read);
    }

    /** Runs {@code ./podlab run} of a project; the launcher gives its process to Java, so signals reach it. */
    static RunningPodlab launch(Path project, Path home, int port) {
        var builder = new ProcessBuilder(
                project.resolve("podlab").toString(), "run", "--port", String.valueOf(port), "--home", home.toString());
        builder.redirectErrorStream(true);
        try {
            long now = System.nanoTime();
            return new RunningPodlab(builder.start(), now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = READY.matcher(line);
                if (matcher.find()) {
                    ready.complete(matcher.group(1));
                } else if (!ready.isDone()) {
                    System.err.println("  " + line);
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IllegalStateException("Podlab ended before it was ready"));
    }

    /** Returns the time since the launch. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - launchedAt);
    }

    /** Waits for the line that says so. */
    void awaitReady(Duration patience) {
        try {
            ready.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Podlab was not ready within " + patience, e);
        }
    }

    /** Returns the resident memory of the Java process, in KiB. */
    long residentKibibytes() {
        try {
            Matcher matcher = RESIDENT.matcher(Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status")));
            if (!matcher.find()) {
                throw new IllegalStateException("no VmRSS of process " + process.pid());
            }
            return Long.parseLong(matcher.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("Podlab did not end within " + END + "; ./podlab clean removes what it left");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
