package dev.podlab.embedded.kubelet;

/** A container cannot be started; the reason is the word that its waiting state shows. */
final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    StartException(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** Returns the message, which is never null. */
    String text() {
        return getMessage() == null ? reason : getMessage();
    }
}
