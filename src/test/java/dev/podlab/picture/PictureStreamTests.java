package dev.podlab.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.podlab.cluster.Cluster;
import dev.podlab.pod.SandboxState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

class PictureStreamTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final Cluster cluster = mock();
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final AtomicBoolean unsubscribed = new AtomicBoolean();
    private final RecordingEmitter browser = new RecordingEmitter();
    private final CompletableFuture<Consumer<SandboxState>> feed = new CompletableFuture<>();
    private final PictureStream stream = new PictureStream(
            cluster, "learner", open::get, browser, Clock.fixed(NOW, ZoneOffset.UTC), new PictureMetrics(new SimpleMeterRegistry()));

    @Test
    void sendsEachStateWithTheServersTime() throws Exception {
        Thread thread = start();
        feed.get(10, TimeUnit.SECONDS).accept(state(7));
        assertThat(browser.next()).contains("event:state").contains("serverTime=" + NOW).contains("version=7");
        stop(thread);
    }

    @Test
    void saysGoneAndEndsWhenTheSandboxIsNoMore() throws Exception {
        Thread thread = start();
        open.set(false);
        feed.get(10, TimeUnit.SECONDS).accept(state(8));
        assertThat(browser.next()).contains("event:gone");
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(unsubscribed).isTrue();
    }

    @Test
    void endsTheSubscriptionWhenTheBrowserIsGone() throws Exception {
        browser.broken.set(true);
        Thread thread = start();
        feed.get(10, TimeUnit.SECONDS).accept(state(9));
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(unsubscribed).isTrue();
    }

    private Thread start() {
        when(cluster.subscribe(eq("learner"), any())).thenAnswer(call -> {
            feed.complete(call.getArgument(1));
            Closeable subscription = () -> unsubscribed.set(true);
            return subscription;
        });
        return Thread.ofVirtual().start(stream);
    }

    private void stop(Thread thread) throws InterruptedException {
        stream.close();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }

    private static SandboxState state(long version) {
        return new SandboxState("learner", version, NOW, List.of(), List.of(), List.of());
    }

    /** Keeps what would be written. */
    private static final class RecordingEmitter extends SseEmitter {

        final AtomicBoolean broken = new AtomicBoolean();
        private final LinkedBlockingQueue<String> sent = new LinkedBlockingQueue<>();

        @Override
        public void send(SseEventBuilder event) throws IOException {
            if (broken.get()) {
                throw new IOException("connection reset");
            }
            sent.add(event.build().stream().map(part -> String.valueOf(part.getData())).collect(Collectors.joining()));
        }

        String next() throws InterruptedException {
            String event = sent.poll(10, TimeUnit.SECONDS);
            assertThat(event).as("an event within 10 s").isNotNull();
            return event;
        }
    }
}
