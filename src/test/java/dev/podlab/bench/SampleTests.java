package dev.podlab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTests {

    @Test
    void percentilesAreTheNearestRank() {
        var hundred = new Sample(IntStream.rangeClosed(1, 100).mapToObj(i -> Duration.ofMillis(101 - i)).toList());
        assertThat(hundred.percentile(50)).hasMillis(50);
        assertThat(hundred.percentile(95)).hasMillis(95);
        assertThat(hundred.percentile(100)).hasMillis(100);
    }

    @Test
    void oneDurationIsEveryPercentile() {
        var one = new Sample(List.of(Duration.ofMillis(7)));
        assertThat(one.percentile(1)).hasMillis(7);
        assertThat(one.summary()).isEqualTo("p50 7 ms, p95 7 ms (1)");
    }

    @Test
    void nothingIsNotASample() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sample(List.of()));
    }

    @Test
    void theTableSaysWhatHoldsAndWhatDoesNot() {
        var report = new Report();
        report.atMost("fast", "1 ms", Duration.ofMillis(1), Duration.ofMillis(2));
        assertThat(report.allMet()).isTrue();
        report.memoryAtMost("large", 500 * 1024, 400);
        assertThat(report.allMet()).isFalse();
        assertThat(report).hasToString("""
                what   measured  promised   met
                fast   1 ms      ≤ 2 ms     yes
                large  500 MiB   ≤ 400 MiB  NO
                """);
    }
}
