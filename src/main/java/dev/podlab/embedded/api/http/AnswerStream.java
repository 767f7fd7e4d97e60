package dev.podlab.embedded.api.http;

import java.io.IOException;

/** An answer that is written piece by piece. Used by one thread. */
public interface AnswerStream extends AutoCloseable {

    /**
     * Sends a piece at once.
     *
     * @throws IOException if the client is gone or does not read
     */
    void write(byte[] piece) throws IOException;

    /** Ends the answer properly. Does nothing the second time. */
    @Override
    void close();
}
