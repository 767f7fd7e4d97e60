package dev.podlab.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CreditWindowTests {

    private final CreditWindow window = new CreditWindow(10);

    @Test
    void letsASenderGoUntilTheWindowIsFull() throws InterruptedException {
        assertThat(window.take(6)).isTrue();
        assertThat(window.take(6)).isTrue();
    }

    @Test
    void makesASenderWaitUntilTheOtherSideHasTakenSomething() throws Exception {
        assertThat(window.take(10)).isTrue();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(this::takeOne);
        assertThat(waiting).isNotDone();
        window.give(4);
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingLetsAWaitingSenderGoWithoutSending() throws Exception {
        assertThat(window.take(10)).isTrue();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(this::takeOne);
        window.close();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void ignoresAcknowledgementsOfWhatWasNeverSent() throws Exception {
        window.give(1_000);
        window.give(-5);
        assertThat(window.take(10)).isTrue();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(this::takeOne);
        assertThat(waiting).isNotDone();
        window.close();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isFalse();
    }

    private boolean takeOne() {
        try {
            return window.take(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
