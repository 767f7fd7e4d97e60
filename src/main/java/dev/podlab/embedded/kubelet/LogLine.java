package dev.podlab.embedded.kubelet;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

/**
 * One line of a container log in CRI format: {@code TIME STREAM TAGS CONTENT}.
 *
 * <p>Source: kubernetes design proposal "CRI: log management", tag {@code P} for a part of a line, {@code F} for its end.
 *
 * @param time    as written, RFC 3339 with nanoseconds
 * @param partial whether the line goes on in the next record
 * @param content without the time, with the line end if the line ends here
 */
record LogLine(String time, boolean partial, byte[] content) {

    /** Returns the record in {@code raw}, which has no line end, or empty when it is not one. */
    static Optional<LogLine> parse(byte[] raw) {
        int first = indexOf(raw, ' ', 0);
        int second = first < 0 ? -1 : indexOf(raw, ' ', first + 1);
        int third = second < 0 ? -1 : indexOf(raw, ' ', second + 1);
        if (second < 0) {
            return Optional.empty();
        }
        int tagsEnd = third < 0 ? raw.length : third;
        String tags = new String(raw, second + 1, tagsEnd - second - 1, StandardCharsets.US_ASCII);
        boolean partial = tags.startsWith("P");
        int start = Math.min(raw.length, tagsEnd + 1);
        byte[] content = Arrays.copyOfRange(raw, start, raw.length + (partial ? 0 : 1));
        if (!partial) {
            content[content.length - 1] = '\n';
        }
        return Optional.of(new LogLine(new String(raw, 0, first, StandardCharsets.US_ASCII), partial, content));
    }

    /** Returns when it was written; the beginning of time when that cannot be read. */
    Instant instant() {
        try {
            return java.time.OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeParseException unreadable) {
            return Instant.MIN;
        }
    }

    private static int indexOf(byte[] bytes, char wanted, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
