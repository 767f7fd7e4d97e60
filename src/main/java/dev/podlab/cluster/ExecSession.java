package dev.podlab.cluster;

import org.jspecify.annotations.Nullable;

/** An interactive command in a container. Thread-safe. */
public interface ExecSession extends AutoCloseable {

    /** Sends bytes to the command's standard input; blocks while the cluster does not take them. */
    void send(byte[] input);

    /** Tells the terminal's size in characters. */
    void resize(int columns, int rows);

    /** Ends the command's connection. Does nothing when it is over. */
    @Override
    void close();

    /** Gets what the command does, on one thread at a time; a slow listener slows the command down. */
    interface Listener {

        /** Output of the command, standard output and error together. */
        void output(byte[] bytes);

        /**
         * The end, exactly once.
         *
         * @param exitCode the command's exit code, or null when the connection was lost or closed before it ended
         * @param reason   in the cluster's words why it ended otherwise, or null
         */
        void ended(@Nullable Integer exitCode, @Nullable String reason);
    }
}
