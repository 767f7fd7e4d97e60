package dev.podlab.embedded;

import static org.assertj.core.api.Assertions.fail;

import dev.podlab.embedded.Kubectl.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A command that runs: what it has printed so far can be awaited, and it can be typed to. Closing ends it. */
final class RunningCommand implements AutoCloseable {

    private static final Duration END = Duration.ofSeconds(5);

    private final String line;
    private final Process process;
    private final Printed out;
    private final Printed err;

    RunningCommand(String line, Process process) {
        this.line = line;
        this.process = process;
        this.out = new Printed(process.getInputStream());
        this.err = new Printed(process.getErrorStream());
    }

    /** Writes to the command's standard input. A command that has ended already does not mind. */
    void type(String text) {
        try {
            process.getOutputStream().write(Kubectl.bytes(text));
            process.getOutputStream().flush();
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Ends the command's standard input. */
    void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Waits until standard output holds a match of {@code regex}; returns all that was printed until then. */
    String awaitOutput(String regex, Duration patience) {
        String text = out.await(Pattern.compile(regex), patience);
        if (text == null) {
            fail("%s did not print %s within %s but:%n%s%n%s", line, regex, patience, out.text(), err.text());
        }
        return out.text();
    }

    /** Waits for the command's own end. */
    Outcome awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                fail("%s did not end within %s; it printed:%n%s%n%s", line, patience, out.text(), err.text());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("interrupted while %s ran", line);
        }
        return new Outcome(process.exitValue(), out.whole(), err.whole());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** What came out of a stream so far, read by a thread of its own. */
    private static final class Printed {

        private final StringBuilder text = new StringBuilder();
        private final Thread reader;
        private boolean ended;

        Printed(InputStream in) {
            reader = Thread.ofVirtual().start(() -> read(in));
        }

        private void read(InputStream in) {
            var buffer = new char[8192];
            try (var characters = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                for (int n = characters.read(buffer); n >= 0; n = characters.read(buffer)) {
                    append(new String(buffer, 0, n));
                }
            } catch (IOException e) {
                append(""); // the command was ended: what it printed until then stands
            } finally {
                end();
            }
        }

        private synchronized void append(String more) {
            text.append(more);
            notifyAll();
        }

        private synchronized void end() {
            ended = true;
            notifyAll();
        }

        synchronized String text() {
            return text.toString();
        }

        /** Returns everything, once the stream has ended. */
        String whole() {
            try {
                reader.join(END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return text();
        }

        synchronized @Nullable String await(Pattern pattern, Duration patience) {
            long deadline = System.nanoTime() + patience.toNanos();
            while (!pattern.matcher(text).find()) {
                long left = deadline - System.nanoTime();
                if (ended || left <= 0) {
                    return null;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return null;
                }
            }
            return text.toString();
        }
    }
}
