package dev.podlab.embedded.control;

import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoreException;
import dev.podlab.embedded.store.StoredObject;
import dev.podlab.embedded.store.client.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Removes what nobody else removes: Pods of nodes that do not exist, deleted Pods that no node ever got, old events.
 *
 * <p>Source: kubernetes pkg/controller/podgc (quarantine of 40 s), kube-apiserver {@code --event-ttl} (1 h), v1.32.
 */
final class GarbageCollection implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(20);
    private static final Duration QUARANTINE = Duration.ofSeconds(40);
    private static final Duration EVENT_TTL = Duration.ofHours(1);

    private final ObjectStore store;
    private final Clock clock;
    private final Map<String, Instant> missingNodes = new HashMap<>();
    private final ControlLoop loop;

    GarbageCollection(ObjectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.loop = new ControlLoop("garbage-collection", INTERVAL, this::collect);
    }

    private void collect() {
        for (StoredObject pod : store.list(ResourceType.PODS, null).items()) {
            if (isLost(pod.json())) {
                delete(pod.key());
            }
        }
        Instant oldest = clock.instant().minus(EVENT_TTL);
        for (StoredObject event : store.list(ResourceType.EVENTS, null).items()) {
            Instant last = lastSeen(event.json());
            if (last != null && last.isBefore(oldest)) {
                delete(event.key());
            }
        }
    }

    private static Instant lastSeen(JsonNode event) {
        Instant last = Times.parse(event.path("lastTimestamp"));
        return last != null ? last : Times.parse(event.path("metadata").path("creationTimestamp"));
    }

    private boolean isLost(JsonNode pod) {
        String node = pod.path("spec").path("nodeName").asString("");
        if (node.isEmpty()) {
            return pod.path("metadata").hasNonNull("deletionTimestamp");
        }
        if (store.get(ObjectKey.of(ResourceType.NODES, node)).isPresent()) {
            missingNodes.remove(node);
            return false;
        }
        Instant since = missingNodes.computeIfAbsent(node, name -> clock.instant());
        return !clock.instant().isBefore(since.plus(QUARANTINE));
    }

    private void delete(ObjectKey key) {
        try {
            store.delete(key, null);
        } catch (StoreException.NotFound gone) {
            return;
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
