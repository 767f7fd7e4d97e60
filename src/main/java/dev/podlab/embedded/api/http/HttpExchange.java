package dev.podlab.embedded.api.http;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** One request and the way to answer it. Used by one thread. */
public interface HttpExchange {

    /** Returns the method in capitals. */
    String method();

    /** Returns the path, decoded, without the query. */
    String path();

    /** Returns the query parameters. */
    Query query();

    /** Returns a header's first value. */
    Optional<String> header(String name);

    /** Returns all values of a header that may come several times. */
    List<String> headers(String name);

    /** Returns the whole body, empty when there is none. */
    byte[] body();

    /** Returns whether an answer has been sent, at least its head. */
    boolean isAnswered();

    /** Returns whether the client asks to switch protocols, to WebSocket or another one. */
    boolean wantsUpgrade();

    /** Returns whether the client asks for a WebSocket. */
    boolean wantsWebSocket();

    /** Returns the WebSocket subprotocols that the client offers, in its order. */
    List<String> webSocketProtocols();

    /** Sends a whole answer. */
    void answer(Answer answer);

    /** Sends the head of an answer, to be followed by its pieces. */
    AnswerStream stream(int code, String contentType) throws IOException;

    /**
     * Turns the connection into a WebSocket. Each piece written becomes one message.
     *
     * @param protocol the subprotocol that was agreed on, or empty
     * @param binary   whether the messages are binary, not text
     */
    AnswerStream webSocket(String protocol, boolean binary) throws IOException;

    /**
     * Hands the connection over to another server: sends it the request with all headers but the credentials, and, if it agrees
     * to switch protocols, passes bytes on in both directions until either side ends. Returns when the connection is over.
     *
     * @param target plain HTTP URL
     * @throws IOException if the other server cannot be reached; nothing has been answered then
     */
    void relay(URI target) throws IOException;
}
