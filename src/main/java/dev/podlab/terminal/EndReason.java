package dev.podlab.terminal;

import java.util.Locale;

/** Why a terminal ended; the page has words for each: {@code terminal.end.} and the word in lower case. */
enum EndReason {
    /** The command ended by itself. */
    EXITED,
    /** The connection to the container was lost: it was stopped, or its Pod was deleted. */
    LOST,
    /** The cluster refused to open it: no such container, or it does not run. */
    REFUSED,
    UNAVAILABLE,
    IDLE,
    SANDBOX_ENDED,
    TOO_MANY,
    /** The browser broke the protocol. */
    MISUSE;

    /** Returns the word in JSON and in message keys, for example {@code sandbox-ended}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
