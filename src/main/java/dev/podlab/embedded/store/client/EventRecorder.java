package dev.podlab.embedded.store.client;

import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoreException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes Kubernetes events from a thread of its own, so that recording one costs its caller nothing. Thread-safe.
 *
 * <p>The same event again raises {@code count} and {@code lastTimestamp} of the one that is there.
 *
 * <p>Source: kubernetes/client-go tools/record (event recorder and correlator), v1.32.
 */
public final class EventRecorder implements AutoCloseable {

    private static final int REMEMBERED = 4_096;
    private static final int QUEUED = 10_000;
    /** Recorders of one process, kept apart below the microsecond. */
    private static final int APART = 100;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final AtomicInteger RECORDERS = new AtomicInteger();

    private final ObjectStore store;
    private final Clock clock;
    private final String component;
    private final String host;
    private final int offset = Math.floorMod(RECORDERS.getAndIncrement() * APART, NANOS_PER_MICRO);
    private Instant last = Instant.EPOCH;
    private final BlockingQueue<Occurrence> queue = new LinkedBlockingQueue<>(QUEUED);
    private final Thread writer;
    private final Map<Happening, ObjectKey> known = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Happening, ObjectKey> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Types of event. */
    public enum Type {
        Normal,
        Warning
    }

    /**
     * What an event is about.
     *
     * @param namespace empty for a cluster-scoped object
     * @param fieldPath for example {@code spec.containers{main}}, or empty
     */
    public record Subject(
            String apiVersion, String kind, String namespace, String name, String uid, String fieldPath) {

        /** Returns the same object, narrowed to a field. */
        public Subject at(String path) {
            return new Subject(apiVersion, kind, namespace, name, uid, path);
        }

        /** Returns a Pod as a subject. */
        public static Subject pod(String namespace, String name, String uid) {
            return new Subject("v1", "Pod", namespace, name, uid, "");
        }
    }

    private record Happening(Subject subject, Type type, String reason, String message) {}

    private record Occurrence(Happening happening, Instant at) {}

    /**
     * Starts a recorder.
     *
     * @param component {@code source.component}, for example {@code kubelet}
     * @param host      {@code source.host}: the node, or empty
     */
    public EventRecorder(ObjectStore store, Clock clock, String component, String host) {
        this.store = store;
        this.clock = clock;
        this.component = component;
        this.host = host;
        this.writer = Thread.ofVirtual().name("events-" + component).start(this::write);
    }

    /** Records an event; returns at once. When thousands wait to be written, it is dropped. */
    public void record(Subject subject, Type type, String reason, String message) {
        queue.offer(new Occurrence(new Happening(subject, type, reason, message), distinct(clock.instant())));
    }

    @Override
    public void close() {
        writer.interrupt();
    }

    private void write() {
        try {
            while (true) {
                Occurrence next = queue.take();
                try {
                    write(next);
                } catch (StoreException | IllegalStateException refused) {
                    // Events are best effort: one that cannot be written must not stop the next.
                    known.remove(next.happening());
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Occurrence occurrence) {
        @Nullable ObjectKey before = known.get(occurrence.happening());
        if (before != null && store.modify(before, event -> again(event, occurrence.at())).isPresent()) {
            return;
        }
        Happening what = occurrence.happening();
        String namespace = what.subject().namespace().isEmpty() ? "default" : what.subject().namespace();
        String name = "%s.%016x".formatted(what.subject().name(), nanos(occurrence.at()));
        ObjectKey key = new ObjectKey(ResourceType.EVENTS, namespace, name);
        store.create(key, event(key, what, occurrence.at()));
        known.put(what, key);
    }

    private static ObjectNode again(ObjectNode event, Instant at) {
        event.put("count", event.path("count").asInt(1) + 1);
        event.put("lastTimestamp", Times.seconds(at));
        return event;
    }

    private ObjectNode event(ObjectKey key, Happening what, Instant at) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("kind", "Event").put("apiVersion", "v1");
        event.putObject("metadata").put("name", key.name()).put("namespace", key.namespace());
        ObjectNode involved = event.putObject("involvedObject");
        Subject subject = what.subject();
        involved.put("kind", subject.kind());
        putUnlessEmpty(involved, "namespace", subject.namespace());
        involved.put("name", subject.name());
        putUnlessEmpty(involved, "uid", subject.uid());
        involved.put("apiVersion", subject.apiVersion());
        putUnlessEmpty(involved, "fieldPath", subject.fieldPath());
        event.put("reason", what.reason()).put("message", what.message());
        putUnlessEmpty(event.putObject("source").put("component", component), "host", host);
        event.put("firstTimestamp", Times.seconds(at)).put("lastTimestamp", Times.seconds(at));
        event.put("count", 1).put("type", what.type().name());
        event.putNull("eventTime");
        event.put("reportingComponent", component).put("reportingInstance", host);
        return event;
    }

    private static void putUnlessEmpty(ObjectNode node, String field, String value) {
        if (!value.isEmpty()) {
            node.put(field, value);
        }
    }

    /**
     * Returns the time to the microsecond, and below it digits that no other event has: events are named by their time, so
     * that a client which lists them by name shows them as they happened.
     */
    private synchronized Instant distinct(Instant at) {
        Instant micro = at.truncatedTo(ChronoUnit.MICROS);
        last = micro.equals(last.truncatedTo(ChronoUnit.MICROS)) ? last.plusNanos(1) : micro.plusNanos(offset);
        return last;
    }

    private static long nanos(Instant at) {
        return at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }
}
