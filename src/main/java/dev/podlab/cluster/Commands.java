package dev.podlab.cluster;

import dev.podlab.cluster.Cluster.CommandResult;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs commands in containers over the API's exec WebSocket. */
final class Commands {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_OUTPUT = 64 * 1024;

    private final Api api;

    Commands(Api api) {
        this.api = api;
    }

    CommandResult run(String namespace, String pod, String container, List<String> command, Duration timeout) {
        var collected = new Collected();
        ExecChannels session = open(Paths.exec(namespace, pod, container, command, false), collected);
        try (session) {
            boolean ended = collected.end.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return collected.result(ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return collected.result(false);
        }
    }

    ExecSession openTerminal(
            String namespace, String pod, String container, List<String> command, ExecSession.Listener listener) {
        return open(Paths.exec(namespace, pod, container, command, true), new ExecChannels.Sink() {
            @Override
            public void output(int channel, byte[] bytes) {
                listener.output(bytes);
            }

            @Override
            public void ended(@Nullable Integer exitCode, @Nullable String reason) {
                listener.ended(exitCode, reason);
            }
        });
    }

    private ExecChannels open(String path, ExecChannels.Sink sink) {
        var channels = new ExecChannels(sink, api::parse);
        var socket = api.client().getHttpClient().newWebSocketBuilder()
                .uri(URI.create(api.base() + path))
                .subprotocol(ExecChannels.PROTOCOL)
                .connectTimeout(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .buildAsync(channels);
        try {
            channels.opened(socket.get(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
            return channels;
        } catch (ExecutionException e) {
            throw refusal(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new ClusterUnavailableException("the container did not answer in " + CONNECT_TIMEOUT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnavailableException("interrupted", e);
        }
    }

    private static RuntimeException refusal(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof WebSocketHandshakeException handshake) {
                int code = handshake.getResponse().code();
                String reason = code == 404 ? "NotFound" : code == 403 ? "Forbidden" : "BadRequest";
                return new ClusterRefusedException(
                        code, reason, "the cluster does not run a command there: HTTP status " + code, cause);
            }
        }
        return new ClusterUnavailableException("no connection to the container: " + cause.getMessage(), cause);
    }

    private static final class Collected implements ExecChannels.Sink {

        private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile @Nullable Integer exitCode;
        private volatile @Nullable String reason;

        @Override
        public synchronized void output(int channel, byte[] bytes) {
            ByteArrayOutputStream target = channel == ExecChannels.STDERR ? stderr : stdout;
            target.write(bytes, 0, Math.min(bytes.length, MAX_OUTPUT - target.size()));
        }

        @Override
        public void ended(@Nullable Integer code, @Nullable String why) {
            exitCode = code;
            reason = why;
            end.countDown();
        }

        synchronized CommandResult result(boolean ended) {
            Integer code = exitCode;
            if (ended && code == null) {
                throw new ClusterUnavailableException("the command's connection was lost: " + reason, null);
            }
            return new CommandResult(
                    code == null ? -1 : code,
                    stdout.toString(StandardCharsets.UTF_8),
                    stderr.toString(StandardCharsets.UTF_8));
        }
    }
}
