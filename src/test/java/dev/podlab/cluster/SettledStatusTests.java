package dev.podlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.cluster.ClusterStatus.Reason;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettledStatusTests {

    private final SettledStatus settled = new SettledStatus(0);

    @ParameterizedTest(name = "{0} after {1} s is told as {2}")
    @CsvSource({
        "UNREACHABLE, 1, STARTING",
        "NO_READY_NODE, 2, STARTING",
        "UNREACHABLE, 4, UNREACHABLE",
        "CONTEXT_MISSING, 0, CONTEXT_MISSING",
        "VERSION_TOO_OLD, 0, VERSION_TOO_OLD"
    })
    void aStartHasAMoment(Reason seen, long seconds, Reason told) {
        assertThat(settled.after(status(seen), nanos(seconds)).reason()).isEqualTo(told);
    }

    @ParameterizedTest(name = "{0} {1} s after it was ready is told as {2}")
    @CsvSource({
        "STARTING, 5, NONE",
        "STARTING, 16, STARTING",
        "UNREACHABLE, 2, NONE",
        "UNREACHABLE, 4, UNREACHABLE",
        "NO_READY_NODE, 0, NO_READY_NODE",
        "REFUSED, 1, REFUSED"
    })
    void aShortBreakIsNoNews(Reason seen, long seconds, Reason told) {
        settled.after(ClusterStatus.READY, nanos(100));

        assertThat(settled.after(status(seen), nanos(100 + seconds)).reason()).isEqualTo(told);
    }

    private static ClusterStatus status(Reason reason) {
        return reason == Reason.STARTING ? ClusterStatus.STARTING : ClusterStatus.unavailable(reason, "because");
    }

    private static long nanos(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
