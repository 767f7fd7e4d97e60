package dev.podlab.embedded.store.client;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Times as Kubernetes writes them. */
public final class Times {

    private Times() {}

    /** Returns a {@code metav1.Time}: RFC 3339 in UTC with whole seconds. */
    public static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Returns a {@code metav1.MicroTime}: RFC 3339 in UTC with six digits of a second. */
    public static String micros(Instant time) {
        Instant whole = time.truncatedTo(ChronoUnit.SECONDS);
        String text = whole.toString();
        return "%s.%06dZ".formatted(text.substring(0, text.length() - 1), time.getNano() / 1_000);
    }

    /** Returns the time in a JSON string, or null when there is none or it cannot be read. */
    public static @Nullable Instant parse(JsonNode node) {
        String text = node.asString("");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }
}
