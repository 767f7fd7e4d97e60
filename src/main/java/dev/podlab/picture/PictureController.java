package dev.podlab.picture;

import dev.podlab.cluster.Cluster;
import dev.podlab.learner.LearnerId;
import dev.podlab.sandbox.Sandbox;
import dev.podlab.sandbox.Sandboxes;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams the learner's sandbox to the page. */
@RestController
class PictureController {

    /** A learner may look at the picture in so many places at once. */
    static final int STREAMS_PER_LEARNER = 8;

    private static final long NO_TIMEOUT = 0L;

    private final Cluster cluster;
    private final Sandboxes sandboxes;
    private final Clock clock;
    private final PictureMetrics metrics;
    private final Map<LearnerId, Set<PictureStream>> streams = new ConcurrentHashMap<>();

    PictureController(Cluster cluster, Sandboxes sandboxes, Clock clock, PictureMetrics metrics) {
        this.cluster = cluster;
        this.sandboxes = sandboxes;
        this.clock = clock;
        this.metrics = metrics;
    }

    @GetMapping(path = "/api/picture", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter picture(LearnerId learner) throws IOException {
        var emitter = new SseEmitter(NO_TIMEOUT);
        Optional<Sandbox> sandbox = sandboxes.find(learner);
        if (sandbox.isEmpty()) {
            PictureStream.sayGone(emitter);
            emitter.complete();
            return emitter;
        }
        String namespace = sandbox.get().namespace();
        start(learner, new PictureStream(
                cluster, namespace, () -> isOpen(learner, namespace), emitter, clock, metrics), emitter);
        return emitter;
    }

    private boolean isOpen(LearnerId learner, String namespace) {
        return sandboxes.find(learner).map(Sandbox::namespace).filter(namespace::equals).isPresent();
    }

    private void start(LearnerId learner, PictureStream stream, SseEmitter emitter) {
        Set<PictureStream> own = streams.compute(learner, (key, present) -> admit(present, stream));
        if (!own.contains(stream)) {
            metrics.refused();
            throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS);
        }
        emitter.onCompletion(stream::close);
        emitter.onError(error -> stream.close());
        metrics.opened();
        Thread.ofVirtual().name("picture").start(() -> {
            try {
                stream.run();
            } finally {
                metrics.closed();
                streams.computeIfPresent(learner, (key, present) -> without(present, stream));
            }
        });
    }

    private static Set<PictureStream> admit(@Nullable Set<PictureStream> present, PictureStream stream) {
        Set<PictureStream> own = present == null ? ConcurrentHashMap.newKeySet() : present;
        if (own.size() < STREAMS_PER_LEARNER) {
            own.add(stream);
        }
        return own;
    }

    private static @Nullable Set<PictureStream> without(Set<PictureStream> present, PictureStream stream) {
        present.remove(stream);
        return present.isEmpty() ? null : present;
    }

    /** A stopping server waits for requests that run: these would run for ever. */
    @EventListener(ContextClosedEvent.class)
    void closeAll() {
        streams.values().forEach(own -> own.forEach(PictureStream::close));
    }
}
