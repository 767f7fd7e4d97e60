package dev.podlab.picture;

import dev.podlab.cluster.Cluster;
import dev.podlab.pod.SandboxState;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One browser's picture: writes each newest state, and a comment now and then. It runs on a thread of its own; a
 * browser that reads slowly delays only itself, and misses the states in between.
 */
final class PictureStream implements Runnable {

    /** How long the stream may be silent: proxies close what is silent for longer, and a sandbox's end is seen. */
    static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final String namespace;
    private final BooleanSupplier sandboxIsOpen;
    private final SseEmitter emitter;
    private final Clock clock;
    private final PictureMetrics metrics;
    private final NewestSlot<SandboxState> slot = new NewestSlot<>();

    PictureStream(
            Cluster cluster,
            String namespace,
            BooleanSupplier sandboxIsOpen,
            SseEmitter emitter,
            Clock clock,
            PictureMetrics metrics) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.sandboxIsOpen = sandboxIsOpen;
        this.emitter = emitter;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Ends the stream; the browser will ask for a new one. */
    void close() {
        slot.close();
    }

    @Override
    public void run() {
        try (Closeable subscription = cluster.subscribe(namespace, slot::put)) {
            while (!slot.isClosed()) {
                writeNext(slot.take(HEARTBEAT));
            }
            emitter.complete();
        } catch (IOException | IllegalStateException browserIsGone) {
            emitter.completeWithError(browserIsGone);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            emitter.complete();
        }
    }

    private void writeNext(Optional<SandboxState> next) throws IOException {
        if (!sandboxIsOpen.getAsBoolean()) {
            sayGone(emitter);
            slot.close();
        } else if (next.isPresent()) {
            write(next.get());
        } else if (!slot.isClosed()) {
            emitter.send(SseEmitter.event().comment("still here"));
        }
    }

    private void write(SandboxState state) throws IOException {
        emitter.send(SseEmitter.event()
                .name("state")
                .data(new PictureEvent(clock.instant(), state), MediaType.APPLICATION_JSON));
        metrics.sent(Duration.between(state.at(), later(state.at(), clock.instant())));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** Tells a browser that the sandbox is no more. */
    static void sayGone(SseEmitter emitter) throws IOException {
        emitter.send(SseEmitter.event().name("gone").data("{}", MediaType.APPLICATION_JSON));
    }
}
