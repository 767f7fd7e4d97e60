package dev.podlab.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NewestSlotTests {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final NewestSlot<String> slot = new NewestSlot<>();

    @Test
    void givesOnlyTheNewestOfSeveralValues() throws InterruptedException {
        slot.put("first");
        slot.put("second");
        assertThat(slot.take(LONG)).contains("second");
        assertThat(slot.take(Duration.ZERO)).isEmpty();
    }

    @Test
    void returnsEmptyWhenNothingComesInTime() throws InterruptedException {
        assertThat(slot.take(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void wakesATakerThatWaits() throws Exception {
        CompletableFuture<Optional<String>> taken = CompletableFuture.supplyAsync(this::takeLong);
        slot.put("value");
        assertThat(taken.get(10, TimeUnit.SECONDS)).contains("value");
    }

    @Test
    void closingLetsATakerGoWithNothing() throws Exception {
        CompletableFuture<Optional<String>> taken = CompletableFuture.supplyAsync(this::takeLong);
        slot.close();
        assertThat(taken.get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(slot.isClosed()).isTrue();
    }

    private Optional<String> takeLong() {
        try {
            return slot.take(LONG);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
