package dev.podlab.cluster;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The exec protocol over one WebSocket: the first byte of a message names its channel. The next message is asked for
 * when the last was taken, so a slow listener slows the command down instead of filling memory.
 *
 * <p>Source: kubernetes {@code k8s.io/apimachinery/pkg/util/remotecommand/constants.go}, {@code v4.channel.k8s.io}.
 */
final class ExecChannels implements WebSocket.Listener, ExecSession {

    static final String PROTOCOL = "v4.channel.k8s.io";
    static final int STDERR = 2;

    private static final int STDIN = 0;
    private static final int ERROR = 3;
    private static final int RESIZE = 4;
    private static final int NORMAL_CLOSE = 1000;
    private static final int MAX_QUEUED_BYTES = 64 * 1024;
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SEND_POLL = Duration.ofMillis(2);

    private final Sink sink;
    private final Function<String, Map<String, Object>> parse;
    private final ExecutorService order =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("exec").factory());
    private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    ExecChannels(Sink sink, Function<String, Map<String, Object>> parse) {
        this.sink = sink;
        this.parse = parse;
    }

    /** Takes the connection. */
    void opened(WebSocket opened) {
        socket.complete(opened);
    }

    @Override
    public void send(byte[] input) {
        message(STDIN, input);
    }

    @Override
    public void resize(int columns, int rows) {
        message(RESIZE, ("{\"Width\":" + columns + ",\"Height\":" + rows + "}").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() {
        inOrder(() -> end(null, null));
        WebSocket open = socket.getNow(null);
        if (open != null) {
            open.sendClose(NORMAL_CLOSE, "");
        }
    }

    @Override
    public void onMessage(WebSocket from, ByteBuffer message) {
        var bytes = new byte[message.remaining()];
        message.get(bytes);
        inOrder(() -> {
            try {
                take(bytes);
                from.request();
            } catch (RuntimeException e) {
                end(null, "the listener failed: " + e.getMessage());
                from.sendClose(NORMAL_CLOSE, "");
            }
        });
    }

    @Override
    public void onMessage(WebSocket from, String message) {
        // The protocol has none, but the next message comes only when this one was taken.
        from.request();
    }

    @Override
    public void onClose(WebSocket from, int code, String reason) {
        inOrder(() -> end(null, reason.isEmpty() ? "connection closed" : reason));
    }

    @Override
    public void onError(WebSocket from, Throwable problem) {
        inOrder(() -> end(null, "connection lost: " + problem.getMessage()));
    }

    private void message(int channel, byte[] payload) {
        WebSocket open = socket.getNow(null);
        if (open == null || ended.get()) {
            return;
        }
        awaitRoom(open);
        open.send(ByteBuffer.allocate(payload.length + 1).put((byte) channel).put(payload).flip());
    }

    private void awaitRoom(WebSocket open) {
        long deadline = System.nanoTime() + SEND_TIMEOUT.toNanos();
        while (open.queueSize() > MAX_QUEUED_BYTES && !ended.get()) {
            if (System.nanoTime() > deadline) {
                throw new ClusterUnavailableException("the container takes no input", null);
            }
            LockSupport.parkNanos(SEND_POLL.toNanos());
        }
    }

    private void take(byte[] message) {
        if (message.length < 2 || ended.get()) {
            return;
        }
        byte[] payload = Arrays.copyOfRange(message, 1, message.length);
        if (message[0] == ERROR) {
            finish(parse.apply(new String(payload, StandardCharsets.UTF_8)));
        } else {
            sink.output(message[0], payload);
        }
    }

    /** The last message is a Status: success, an exit code, or why there is none. */
    private void finish(Map<String, Object> status) {
        if (Fields.text(status, "status").equals("Success")) {
            end(0, null);
            return;
        }
        Integer exitCode = Fields.objects(status, "details", "causes").stream()
                .filter(cause -> Fields.text(cause, "reason").equals("ExitCode"))
                .map(cause -> Integer.valueOf(Fields.text(cause, "message")))
                .findFirst()
                .orElse(null);
        end(exitCode, exitCode == null ? Fields.text(status, "message") : null);
    }

    private void end(@Nullable Integer exitCode, @Nullable String reason) {
        if (ended.compareAndSet(false, true)) {
            try {
                sink.ended(exitCode, reason);
            } finally {
                order.shutdown();
            }
        }
    }

    private void inOrder(Runnable step) {
        try {
            order.execute(step);
        } catch (RejectedExecutionException over) {
            // It has ended, and the listener knows.
        }
    }

    /** Gets what the command does, in order, on one thread at a time. */
    interface Sink {

        void output(int channel, byte[] bytes);

        void ended(@Nullable Integer exitCode, @Nullable String reason);
    }
}
