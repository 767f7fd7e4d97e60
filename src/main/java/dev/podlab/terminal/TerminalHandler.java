package dev.podlab.terminal;

import dev.podlab.cluster.Cluster;
import dev.podlab.learner.LearnerId;
import dev.podlab.sandbox.Sandbox;
import dev.podlab.sandbox.Sandboxes;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Connects browsers to terminals: {@code /api/terminal?pod=&container=}, in the learner's own sandbox only. */
class TerminalHandler extends AbstractWebSocketHandler {

    private static final int TEXT_LIMIT = 4 * 1024;
    private static final int BINARY_LIMIT = Terminal.INPUT_WINDOW;

    private final Cluster cluster;
    private final Sandboxes sandboxes;
    private final MessageSource messages;
    private final JsonMapper json;
    private final Clock clock;
    private final TerminalSettings settings;
    private final Map<String, Terminal> terminals = new ConcurrentHashMap<>();
    private final Map<LearnerId, Integer> counts = new ConcurrentHashMap<>();
    private final AtomicInteger gauge;

    TerminalHandler(
            Cluster cluster,
            Sandboxes sandboxes,
            MessageSource messages,
            JsonMapper json,
            Clock clock,
            TerminalSettings settings,
            MeterRegistry registry) {
        this.cluster = cluster;
        this.sandboxes = sandboxes;
        this.messages = messages;
        this.json = json;
        this.clock = clock;
        this.settings = settings;
        this.gauge = Objects.requireNonNull(registry.gauge("podlab.terminal.sessions", new AtomicInteger()));
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        session.setTextMessageSizeLimit(TEXT_LIMIT);
        session.setBinaryMessageSizeLimit(BINARY_LIMIT);
        Handshake handshake = Handshake.of(session);
        LearnerId learner = handshake.learner();
        String namespace = sandboxes.find(learner).map(Sandbox::namespace).orElse("");
        var terminal = new Terminal(
                new Terminal.Target(namespace, handshake.pod(), handshake.container()),
                cluster,
                new Channel(session, json),
                (reason, exitCode, detail) -> say(handshake.locale(), reason, exitCode, detail),
                clock,
                settings.idleTimeout(),
                () -> isOpen(learner, namespace));
        gauge.incrementAndGet();
        terminals.put(session.getId(), terminal);
        int open = counts.merge(learner, 1, Integer::sum);
        if (namespace.isEmpty()) {
            terminal.end(EndReason.SANDBOX_ENDED, null, null);
        } else if (open > settings.perLearner()) {
            terminal.end(EndReason.TOO_MANY, null, null);
        } else {
            Thread.ofVirtual().name("terminal").start(terminal::run);
        }
    }

    private boolean isOpen(LearnerId learner, String namespace) {
        return sandboxes.find(learner).map(Sandbox::namespace).filter(namespace::equals).isPresent();
    }

    private String say(Locale locale, EndReason reason, @Nullable Integer exitCode, @Nullable String detail) {
        Object[] arguments = {exitCode == null ? "" : exitCode.toString(), detail == null ? "" : detail};
        return messages.getMessage("terminal.end." + reason.word(), arguments, locale);
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
        ByteBuffer payload = message.getPayload();
        var bytes = new byte[payload.remaining()];
        payload.get(bytes);
        Terminal terminal = terminals.get(session.getId());
        if (terminal != null) {
            terminal.typed(bytes);
        }
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
        Terminal terminal = terminals.get(session.getId());
        if (terminal == null) {
            return;
        }
        try {
            terminal.control(json.readValue(message.getPayload(), ControlMessage.class));
        } catch (JacksonException notOurs) {
            terminal.end(EndReason.MISUSE, null, null);
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        Terminal terminal = terminals.remove(session.getId());
        if (terminal != null) {
            terminal.close();
            gauge.decrementAndGet();
            counts.computeIfPresent(Handshake.of(session).learner(), (key, n) -> n > 1 ? n - 1 : null);
        }
    }

    /** A stopping server waits for connections that are open: these would stay open for ever. */
    @EventListener(ContextClosedEvent.class)
    void closeAll() {
        terminals.values().forEach(Terminal::close);
    }
}
