package dev.podlab.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Durations that were measured, in order of length. */
record Sample(List<Duration> durations) {

    Sample {
        if (durations.isEmpty()) {
            throw new IllegalArgumentException("a sample needs at least one duration");
        }
        durations = durations.stream().sorted().toList();
    }

    /** Returns the smallest duration that {@code percent} of all do not exceed (nearest rank). */
    Duration percentile(int percent) {
        int rank = (int) Math.ceil(percent / 100.0 * durations.size());
        return durations.get(Math.max(rank, 1) - 1);
    }

    /** Returns median, 95th percentile and size, as the table shows them. */
    String summary() {
        return String.format(Locale.ROOT, "p50 %d ms, p95 %d ms (%d)",
                percentile(50).toMillis(), percentile(95).toMillis(), durations.size());
    }
}
