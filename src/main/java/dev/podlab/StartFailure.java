package dev.podlab;

import java.util.Optional;
import org.springframework.boot.web.server.PortInUseException;

/** Explains failed starts that the user can mend. Pure. */
final class StartFailure {

    private StartFailure() {}

    /** Returns what is wrong and the remedy in one sentence, or empty when it is a fault of Podlab. */
    static Optional<String> sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException port) {
                return Optional.of("port " + port.getPort()
                        + " is taken by another program; stop that or choose another port with --port.");
            }
            String message = String.valueOf(cause.getMessage());
            if (message.contains("Database may be already in use")) {
                return Optional.of("another Podlab uses the same folder; stop it, or name another folder with --home.");
            }
            if (cause instanceof java.net.BindException) {
                return Optional.of("the address of --address is not one of this machine's.");
            }
        }
        return Optional.empty();
    }
}
