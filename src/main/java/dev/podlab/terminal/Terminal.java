package dev.podlab.terminal;

import dev.podlab.cluster.Cluster;
import dev.podlab.cluster.ClusterRefusedException;
import dev.podlab.cluster.ClusterUnavailableException;
import dev.podlab.cluster.ExecSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;

/**
 * One terminal: bytes between a browser and a command, each side slowed down by the other through acknowledged windows,
 * so that neither a program that prints for ever nor a large paste fills memory. Thread-safe.
 */
final class Terminal implements ExecSession.Listener {

    /** Output that the browser has not shown yet, before the command has to wait. */
    static final int OUTPUT_WINDOW = 256 * 1024;
    /** Input that the command has not taken yet; a browser that sends more breaks the protocol. */
    static final int INPUT_WINDOW = 64 * 1024;

    private static final int FRAME = 32 * 1024;
    private static final Duration WATCH = Duration.ofSeconds(10);
    private static final int MAX_SIZE = 1000;
    private static final List<String> SHELL = List.of(
            "sh",
            "-c",
            "TERM=xterm-256color LANG=C.UTF-8; export TERM LANG; command -v bash >/dev/null 2>&1 && exec bash || exec sh");

    private final Target target;
    private final Cluster cluster;
    private final Channel channel;
    private final Words words;
    private final Clock clock;
    private final Duration idleTimeout;
    private final BooleanSupplier sandboxIsOpen;
    private final CreditWindow output = new CreditWindow(OUTPUT_WINDOW);
    private final LinkedBlockingQueue<byte[]> input = new LinkedBlockingQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Instant active;
    private volatile @Nullable ExecSession exec;

    /** Which container. */
    record Target(String namespace, String pod, String container) {}

    /** What to say at the end, in the reader's language. */
    interface Words {

        /** Returns a sentence. */
        String say(EndReason reason, @Nullable Integer exitCode, @Nullable String detail);
    }

    Terminal(
            Target target,
            Cluster cluster,
            Channel channel,
            Words words,
            Clock clock,
            Duration idleTimeout,
            BooleanSupplier sandboxIsOpen) {
        this.target = target;
        this.cluster = cluster;
        this.channel = channel;
        this.words = words;
        this.clock = clock;
        this.idleTimeout = idleTimeout;
        this.sandboxIsOpen = sandboxIsOpen;
        this.active = clock.instant();
    }

    /** Opens the shell and carries input to it until the end. Blocks; meant for a thread of its own. */
    void run() {
        Thread watcher = Thread.ofVirtual().name("terminal-watch").start(this::watch);
        try {
            ExecSession session =
                    cluster.openTerminal(target.namespace(), target.pod(), target.container(), SHELL, this);
            exec = session;
            if (over.get()) {
                session.close();
                return;
            }
            channel.control(new ControlMessage.Ready());
            carryInput(session);
        } catch (ClusterRefusedException refused) {
            end(EndReason.REFUSED, null, refused.getMessage());
        } catch (ClusterUnavailableException unavailable) {
            end(EndReason.UNAVAILABLE, null, null);
        } catch (IOException browserIsGone) {
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        } finally {
            watcher.interrupt();
        }
    }

    private void carryInput(ExecSession session) throws InterruptedException, IOException {
        while (!over.get()) {
            byte[] next = input.poll(WATCH.toMillis(), TimeUnit.MILLISECONDS);
            if (next != null) {
                session.send(next);
                queued.addAndGet(-next.length);
                channel.control(new ControlMessage.Ack(next.length));
            }
        }
    }

    /** Takes what was typed. Never blocks. */
    void typed(byte[] bytes) {
        active = clock.instant();
        if (queued.addAndGet(bytes.length) > INPUT_WINDOW) {
            end(EndReason.MISUSE, null, null);
            return;
        }
        input.add(bytes);
    }

    /** Takes a control message. Never blocks on the command. */
    void control(ControlMessage message) {
        switch (message) {
            case ControlMessage.Resize size -> resize(size);
            case ControlMessage.Ack ack -> output.give(ack.bytes());
            case ControlMessage.Ready ready -> end(EndReason.MISUSE, null, null);
            case ControlMessage.Ended ended -> end(EndReason.MISUSE, null, null);
        }
    }

    private void resize(ControlMessage.Resize size) {
        ExecSession session = exec;
        boolean sane = size.columns() > 0 && size.rows() > 0 && size.columns() <= MAX_SIZE && size.rows() <= MAX_SIZE;
        if (session != null && sane) {
            session.resize(size.columns(), size.rows());
        }
    }

    @Override
    public void output(byte[] bytes) {
        active = clock.instant();
        try {
            for (int from = 0; from < bytes.length; from += FRAME) {
                int length = Math.min(FRAME, bytes.length - from);
                if (!output.take(length)) {
                    return;
                }
                channel.bytes(bytes, from, length);
            }
        } catch (IOException browserIsGone) {
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    @Override
    public void ended(@Nullable Integer exitCode, @Nullable String reason) {
        end(exitCode == null ? EndReason.LOST : EndReason.EXITED, exitCode, reason);
    }

    private void watch() {
        try {
            while (!closed.await(WATCH.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!sandboxIsOpen.getAsBoolean()) {
                    end(EndReason.SANDBOX_ENDED, null, null);
                } else if (active.plus(idleTimeout).isBefore(clock.instant())) {
                    end(EndReason.IDLE, null, null);
                } else {
                    channel.ping();
                }
            }
        } catch (IOException browserIsGone) {
            close();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says why it ended and closes both sides. Only the first end counts. */
    void end(EndReason reason, @Nullable Integer exitCode, @Nullable String detail) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        release();
        try {
            channel.control(new ControlMessage.Ended(exitCode, reason.word(), words.say(reason, exitCode, detail)));
        } catch (IOException browserIsGone) {
            // Nobody is left to be told.
        }
        channel.close(CloseStatus.NORMAL);
    }

    /** Closes both sides without a word: the browser has left. */
    void close() {
        if (over.compareAndSet(false, true)) {
            release();
            channel.close(CloseStatus.GOING_AWAY);
        }
    }

    private void release() {
        closed.countDown();
        output.close();
        input.clear();
        input.add(new byte[0]);
        ExecSession session = exec;
        if (session != null) {
            Thread.ofVirtual().name("terminal-close").start(session::close);
        }
    }
}
