package dev.podlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecChannelsTests {

    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final String EXIT_7 = """
            {"status":"Failure","reason":"NonZeroExitCode","message":"command terminated with exit code 7",
             "details":{"causes":[{"reason":"ExitCode","message":"7"}]}}
            """;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final FakeSocket socket = new FakeSocket();
    private final CountDownLatch mayTake = new CountDownLatch(1);
    private final ExecChannels channels = new ExecChannels(new Recorder(), ExecChannelsTests::status);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock = """
            {"status":"Success"} | ended 0 null
            EXIT_7 | ended 7 null
            {"status":"Failure","message":"container not running"} | ended null container not running
            """)
    void theLastMessageTellsTheEnd(String status, String heardAtLast) {
        mayTake.countDown();
        channels.opened(socket);
        receive(1, "你好");
        receive(3, status.equals("EXIT_7") ? EXIT_7 : status);
        channels.onClose(socket, 1000, "");

        await().atMost(WAIT).until(() -> heard.size() == 2);
        assertThat(heard).containsExactly("output 1 你好", heardAtLast);
    }

    @Test
    void aLostConnectionIsAnEndWithoutAnExitCode() {
        channels.opened(socket);
        channels.onError(socket, new java.io.IOException("reset"));
        channels.onClose(socket, 1006, "");

        await().atMost(WAIT).until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("ended null connection lost: reset");
    }

    @Test
    void theNextMessageIsAskedForWhenTheLastWasTaken() {
        channels.opened(socket);
        receive(1, "slow");
        assertThat(socket.requests).hasValue(0);
        mayTake.countDown();

        await().atMost(WAIT).until(() -> socket.requests.get() == 1);
    }

    @Test
    void inputAndSizeHaveTheirChannels() {
        channels.opened(socket);
        channels.send("ls\n".getBytes(StandardCharsets.UTF_8));
        channels.resize(132, 43);

        assertThat(socket.sent).containsExactly("0ls\n", "4{\"Width\":132,\"Height\":43}");
    }

    @Test
    void nothingIsSentAfterTheEnd() {
        channels.opened(socket);
        channels.close();
        await().atMost(WAIT).until(() -> !heard.isEmpty());
        channels.send(new byte[] {1});

        assertThat(heard).containsExactly("ended null null");
        assertThat(socket.sent).containsExactly("close 1000");
    }

    private void receive(int channel, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        channels.onMessage(socket, ByteBuffer.allocate(payload.length + 1).put((byte) channel).put(payload).flip());
    }

    private static Map<String, Object> status(String json) {
        return Yaml.object(json);
    }

    private final class Recorder implements ExecChannels.Sink {

        @Override
        public void output(int channel, byte[] bytes) {
            try {
                mayTake.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            heard.add("output " + channel + " " + new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public void ended(@Nullable Integer exitCode, @Nullable String reason) {
            heard.add("ended " + exitCode + " " + reason);
        }
    }

    private static final class FakeSocket implements WebSocket {

        final List<String> sent = new CopyOnWriteArrayList<>();
        final AtomicInteger requests = new AtomicInteger();

        @Override
        public boolean send(ByteBuffer message) {
            int channel = message.get();
            return sent.add(channel + StandardCharsets.UTF_8.decode(message).toString());
        }

        @Override
        public boolean sendClose(int code, String reason) {
            return sent.add("close " + code);
        }

        @Override
        public long queueSize() {
            return 0;
        }

        @Override
        public void request() {
            requests.incrementAndGet();
        }
    }
}
