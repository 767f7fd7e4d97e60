package dev.podlab.embedded;

import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoredObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Waits until the API shows every node as ready: from then on a Pod finds a place. */
final class NodeReadiness {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private NodeReadiness() {}

    /**
     * Returns when all of them are ready.
     *
     * @throws EmbeddedClusterException if they are not in time
     */
    static void await(ObjectStore store, Set<String> names) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        var missing = new HashSet<>(names);
        while (true) {
            store.list(ResourceType.NODES, null).items().stream()
                    .filter(NodeReadiness::isReady)
                    .forEach(node -> missing.remove(node.key().name()));
            if (missing.isEmpty()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new EmbeddedClusterException("After %d s these nodes are not ready: %s."
                        .formatted(TIMEOUT.toSeconds(), String.join(", ", missing)));
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private static boolean isReady(StoredObject node) {
        return node.json().path("status").path("conditions").valueStream()
                .anyMatch(condition -> condition.path("type").asString("").equals("Ready")
                        && condition.path("status").asString("").equals("True"));
    }
}
