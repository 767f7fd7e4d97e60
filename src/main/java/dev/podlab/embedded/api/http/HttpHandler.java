package dev.podlab.embedded.api.http;

/** Answers requests. Called on a virtual thread per request, which is interrupted when the client goes away. */
@FunctionalInterface
public interface HttpHandler {

    /** Answers one request by exactly one of the exchange's answering methods. Must not throw. */
    void handle(HttpExchange exchange);
}
