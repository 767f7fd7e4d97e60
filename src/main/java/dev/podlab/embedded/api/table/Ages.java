package dev.podlab.embedded.api.table;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Durations as people read them in tables.
 *
 * <p>Source: apimachinery {@code pkg/util/duration/duration.go}.
 */
final class Ages {

    private static final String UNKNOWN = "<unknown>";
    private static final int DAY_HOURS = 24;
    private static final int YEAR_HOURS = DAY_HOURS * 365;

    private Ages() {}

    /** Returns how long ago a timestamp was; {@code <unknown>} when it is empty or malformed. */
    static String since(String timestamp, Instant now) {
        try {
            return timestamp.isEmpty() ? UNKNOWN : human(Duration.between(Instant.parse(timestamp), now));
        } catch (DateTimeParseException malformed) {
            return UNKNOWN;
        }
    }

    /** Returns two or three significant figures: {@code 42s}, {@code 3m5s}, {@code 5h2m}, {@code 2d3h}, {@code 3y100d}. */
    static String human(Duration duration) {
        // Go truncates towards zero where Java rounds down; a clock that is a second off still says 0s.
        long seconds = duration.toMillis() / 1000;
        if (seconds < -1) {
            return "<invalid>";
        }
        if (seconds < 0) {
            return "0s";
        }
        if (seconds < 120) {
            return seconds + "s";
        }
        long minutes = duration.toMinutes();
        if (minutes < 10) {
            return pair(minutes, "m", seconds % 60, "s");
        }
        return minutes < 180 ? minutes + "m" : ofHours(duration.toHours(), minutes % 60);
    }

    private static String ofHours(long hours, long minutes) {
        if (hours < 8) {
            return pair(hours, "h", minutes, "m");
        }
        if (hours < 2 * DAY_HOURS) {
            return hours + "h";
        }
        if (hours < 8 * DAY_HOURS) {
            return pair(hours / DAY_HOURS, "d", hours % DAY_HOURS, "h");
        }
        if (hours < 2 * YEAR_HOURS) {
            return hours / DAY_HOURS + "d";
        }
        return hours < 8 * YEAR_HOURS
                ? pair(hours / YEAR_HOURS, "y", hours / DAY_HOURS % 365, "d")
                : hours / YEAR_HOURS + "y";
    }

    private static String pair(long big, String bigUnit, long small, String smallUnit) {
        return small == 0 ? big + bigUnit : big + bigUnit + small + smallUnit;
    }
}
