package dev.podlab.embedded.kubelet;

import java.time.Duration;

/** Durations as Go prints them, for messages that people compare with the documentation. */
final class GoDuration {

    private GoDuration() {}

    /** Returns for example {@code 1m20s}, {@code 10s} or {@code 1.234s}. */
    static String of(Duration duration) {
        long minutes = duration.toMinutes();
        String seconds = seconds(duration.minusMinutes(minutes));
        if (minutes == 0) {
            return duration.compareTo(Duration.ofSeconds(1)) < 0 && !duration.isZero()
                    ? duration.toMillis() + "ms"
                    : seconds;
        }
        return minutes < 60 ? minutes + "m" + seconds : minutes / 60 + "h" + minutes % 60 + "m" + seconds;
    }

    private static String seconds(Duration rest) {
        String millis = rest.toMillisPart() == 0 ? "" : ".%03d".formatted(rest.toMillisPart()).replaceAll("0+$", "");
        return rest.toSeconds() + millis + "s";
    }
}
