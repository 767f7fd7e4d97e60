package dev.podlab.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.podlab.cluster.Cluster;
import dev.podlab.cluster.ClusterRefusedException;
import dev.podlab.cluster.ExecSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.json.JsonMapper;

class TerminalTests {

    private final Cluster cluster = mock();
    private final WebSocketSession socket = mock();
    private final ShellFake shell = new ShellFake();
    private final LinkedBlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final AtomicBoolean sandboxIsOpen = new AtomicBoolean(true);
    private final Terminal terminal = new Terminal(
            new Terminal.Target("learner", "web", "one"),
            cluster,
            new Channel(socket, JsonMapper.shared()),
            (reason, exitCode, detail) -> reason.word() + " " + exitCode + " " + detail,
            Clock.systemUTC(),
            Duration.ofMinutes(30),
            sandboxIsOpen::get);

    @BeforeEach
    void connect() throws IOException {
        when(socket.isOpen()).thenReturn(true);
        doAnswer(call -> frames.add(text(call.getArgument(0)))).when(socket).sendMessage(any());
        when(cluster.openTerminal(any(), any(), any(), any(), any())).thenReturn(shell);
    }

    @AfterEach
    void leave() {
        terminal.close();
    }

    @Test
    void saysReadyThenCarriesInputAndAcknowledgesIt() throws Exception {
        start();
        assertThat(next()).isEqualTo("{\"type\":\"ready\"}");
        terminal.typed("你好\r".getBytes(StandardCharsets.UTF_8));
        assertThat(shell.input.poll(10, TimeUnit.SECONDS)).isEqualTo("你好\r");
        assertThat(next()).contains("\"ack\"").contains("\"bytes\":7");
    }

    @Test
    void passesOutputThroughByteForByte() throws Exception {
        terminal.output(new byte[] {(byte) 0xe4, (byte) 0xbd});
        terminal.output(new byte[] {(byte) 0xa0});
        assertThat(next() + next()).isEqualTo("bytes e4bd bytes a0 ");
    }

    @Test
    void makesTheCommandWaitWhileTheBrowserDoesNotKeepUp() throws Exception {
        var printed = CompletableFuture.runAsync(() -> terminal.output(new byte[Terminal.OUTPUT_WINDOW + 100_000]));
        for (int sent = 0; sent < Terminal.OUTPUT_WINDOW; sent += 32 * 1024) {
            next();
        }
        assertThat(printed).isNotDone();
        assertThat(frames).isEmpty();
        terminal.control(new ControlMessage.Ack(Terminal.OUTPUT_WINDOW));
        printed.get(10, TimeUnit.SECONDS);
    }

    @Test
    void endsABrowserThatSendsMoreThanTheWindowAllows() throws Exception {
        terminal.typed(new byte[Terminal.INPUT_WINDOW]);
        terminal.typed(new byte[1]);
        assertThat(next()).contains("\"ended\"").contains("\"reason\":\"misuse\"");
    }

    @Test
    void tellsTheExitCodeWhenTheShellEnds() throws Exception {
        start();
        next();
        terminal.ended(3, null);
        assertThat(next()).contains("\"exitCode\":3").contains("\"reason\":\"exited\"");
        assertThat(shell.closed.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tellsThatTheContainerWasLostWhenThereIsNoExitCode() throws Exception {
        terminal.ended(null, "container was stopped");
        assertThat(next()).contains("\"reason\":\"lost\"").contains("container was stopped").doesNotContain("exitCode");
    }

    @Test
    void tellsWhyTheClusterRefuses() throws Exception {
        when(cluster.openTerminal(any(), any(), any(), any(), any()))
                .thenThrow(new ClusterRefusedException(404, "NotFound", "pods \"web\" not found", null));
        start();
        assertThat(next()).contains("\"reason\":\"refused\"").contains("not found");
    }

    @Test
    void onlyTheFirstEndIsTold() throws Exception {
        terminal.ended(0, null);
        terminal.ended(null, "closed");
        next();
        assertThat(frames).isEmpty();
    }

    @Test
    void refusesSizesThatNoTerminalHas() throws Exception {
        start();
        next();
        terminal.control(new ControlMessage.Resize(0, 24));
        terminal.control(new ControlMessage.Resize(100_000, 24));
        terminal.control(new ControlMessage.Resize(120, 40));
        assertThat(shell.sizes).containsExactly("120x40");
    }

    private void start() {
        Thread.ofVirtual().start(terminal::run);
    }

    private String next() throws InterruptedException {
        String frame = frames.poll(10, TimeUnit.SECONDS);
        assertThat(frame).as("a frame within 10 s").isNotNull();
        return frame;
    }

    private static String text(Object message) {
        return switch (message) {
            case TextMessage text -> text.getPayload();
            case BinaryMessage binary -> "bytes " + hex(binary.getPayload().duplicate()) + " ";
            case PingMessage ping -> "ping";
            default -> throw new IllegalArgumentException(message.toString());
        };
    }

    private static String hex(ByteBuffer bytes) {
        var hex = new StringBuilder();
        while (bytes.hasRemaining() && hex.length() < 64) {
            hex.append(String.format("%02x", bytes.get()));
        }
        return hex.toString();
    }

    /** A command that keeps what it gets. */
    private static final class ShellFake implements ExecSession {

        final LinkedBlockingQueue<String> input = new LinkedBlockingQueue<>();
        final LinkedBlockingQueue<String> sizes = new LinkedBlockingQueue<>();
        final CompletableFuture<Boolean> closed = new CompletableFuture<>();

        @Override
        public void send(byte[] bytes) {
            input.add(new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public void resize(int columns, int rows) {
            sizes.add(columns + "x" + rows);
        }

        @Override
        public void close() {
            closed.complete(true);
        }
    }
}
