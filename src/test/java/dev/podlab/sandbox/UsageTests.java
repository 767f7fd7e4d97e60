package dev.podlab.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTests {

    @ParameterizedTest
    @CsvSource({"64Mi, 67108864", "1Gi, 1073741824", "1G, 1000000000", "1k, 1000", "200, 200", "1.5Ki, 1536", "words, 0", "'', 0"})
    void readsQuantities(String text, long value) {
        assertThat(Usage.quantity(text).longValue()).isEqualTo(value);
    }

    @Test
    void addsTheLimitsOfPodsThatAreNotFinished() {
        Usage usage = Usage.of(List.of(pod("Running", "200m", "64Mi"), pod("Pending", "1", "64Mi"), pod("Succeeded", "1", "1Gi")));

        assertThat(usage).isEqualTo(new Usage(2, 128L << 20, 1200));
    }

    @Test
    void aPodWithoutAnythingCountsAsOne() {
        assertThat(Usage.of(List.of(Map.of()))).isEqualTo(new Usage(1, 0, 0));
    }

    private static Map<String, Object> pod(String phase, String cpu, String memory) {
        Map<String, Object> limits = Map.of("cpu", cpu, "memory", memory);
        return Map.of(
                "status", Map.of("phase", phase),
                "spec", Map.of("containers", List.of(Map.of("resources", Map.of("limits", limits)))));
    }
}
