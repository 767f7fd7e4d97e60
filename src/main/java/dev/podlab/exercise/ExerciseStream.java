package dev.podlab.exercise;

import dev.podlab.cluster.Cluster;
import dev.podlab.cluster.ClusterUnavailableException;
import dev.podlab.learner.LearnerId;
import dev.podlab.sandbox.Sandbox;
import dev.podlab.sandbox.Sandboxes;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells one open page how its learner stands, whenever that changes. Changes of the sandbox wake it at once; answers,
 * logs and a sandbox that opens or closes are noticed within {@link #LOOK_AGAIN}.
 */
final class ExerciseStream implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(ExerciseStream.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final int BEATS_PER_HEARTBEAT = 15;

    private final LearnerId learner;
    private final Cluster cluster;
    private final Sandboxes sandboxes;
    private final Supplier<ExerciseView> look;
    private final SseEmitter emitter;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean closed;
    private @Nullable Closeable subscription;
    private String subscribed = "";

    ExerciseStream(
            LearnerId learner,
            Cluster cluster,
            Sandboxes sandboxes,
            Supplier<ExerciseView> look,
            SseEmitter emitter) {
        this.learner = learner;
        this.cluster = cluster;
        this.sandboxes = sandboxes;
        this.look = look;
        this.emitter = emitter;
    }

    void close() {
        closed = true;
        wake.release();
    }

    @Override
    public void run() {
        try {
            follow();
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            log.debug("A page went away: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The page connects again by itself, and may find what is missing now.
            log.warn("A learner's standing cannot be told", e);
            emitter.completeWithError(e);
        } finally {
            unsubscribe();
        }
    }

    private void follow() throws IOException, InterruptedException {
        ExerciseView sent = null;
        int quiet = 0;
        while (!closed) {
            subscribe();
            ExerciseView now = look.get();
            if (!now.equals(sent)) {
                emitter.send(SseEmitter.event().name("exercise").data(now));
                sent = now;
                quiet = 0;
            } else if (++quiet % BEATS_PER_HEARTBEAT == 0) {
                emitter.send(SseEmitter.event().comment("still here"));
            }
            if (wake.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
        }
    }

    private void subscribe() {
        String namespace = sandboxes.find(learner).map(Sandbox::namespace).orElse("");
        if (namespace.equals(subscribed)) {
            return;
        }
        unsubscribe();
        try {
            subscription = namespace.isEmpty() ? null : cluster.subscribe(namespace, state -> wake.release());
            subscribed = namespace;
        } catch (ClusterUnavailableException e) {
            log.debug("The sandbox cannot be watched yet: {}", e.getMessage());
        }
    }

    private void unsubscribe() {
        Closeable open = subscription;
        subscription = null;
        subscribed = "";
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                log.debug("A subscription did not close: {}", e.getMessage());
            }
        }
    }
}
