package dev.podlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RateLimitTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Instant now = NOON;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final RateLimit limit = new RateLimit(2, Duration.ofMinutes(1), clock);

    @Test
    void aThirdCallWaitsForTheNextWindow() {
        assertThat(limit.count("ada")).isZero();
        assertThat(limit.count("ada")).isZero();
        now = NOON.plusSeconds(20);

        assertThat(limit.count("ada")).isEqualTo(Duration.ofSeconds(41));
    }

    @Test
    void keysAreCountedApart() {
        limit.count("ada");
        limit.count("ada");

        assertThat(limit.count("bob")).isZero();
    }

    @Test
    void aNewWindowForgets() {
        limit.count("ada");
        limit.count("ada");
        now = NOON.plusSeconds(60);

        assertThat(limit.count("ada")).isZero();
    }
}
