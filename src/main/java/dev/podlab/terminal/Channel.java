package dev.podlab.terminal;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/** The browser's end of a terminal: one frame at a time. Thread-safe; sending blocks while the network does. */
final class Channel {

    private final WebSocketSession session;
    private final JsonMapper json;
    private final ReentrantLock lock = new ReentrantLock();

    Channel(WebSocketSession session, JsonMapper json) {
        this.session = session;
        this.json = json;
    }

    void bytes(byte[] bytes, int from, int length) throws IOException {
        send(new BinaryMessage(bytes, from, length, true));
    }

    void control(ControlMessage message) throws IOException {
        send(new TextMessage(json.writerFor(ControlMessage.class).writeValueAsString(message)));
    }

    void ping() throws IOException {
        send(new PingMessage());
    }

    private void send(WebSocketMessage<?> message) throws IOException {
        lock.lock();
        try {
            if (session.isOpen()) {
                session.sendMessage(message);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes the connection; does nothing when it is closed. */
    void close(CloseStatus status) {
        try {
            session.close(status);
        } catch (IOException alreadyBroken) {
            // Closing was all that was left to do.
        }
    }
}
