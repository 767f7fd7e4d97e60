package dev.podlab.embedded.control;

import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoredObject;
import dev.podlab.embedded.store.client.StoreMirror;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps {@code status} of every ResourceQuota up to date with what its namespace holds.
 *
 * <p>Source: kubernetes.io/docs/concepts/policy/resource-quotas, v1.32.
 */
final class QuotaUsage implements AutoCloseable {

    private static final Duration RESYNC = Duration.ofSeconds(30);

    private final ObjectStore store;
    private final Function<JsonNode, ObjectNode> status;
    private final ControlLoop loop;
    private final List<StoreMirror> mirrors;

    /**
     * @param status returns the status of a quota: admission's own count, so that what is shown is what is enforced
     */
    QuotaUsage(ObjectStore store, Function<JsonNode, ObjectNode> status) {
        this.store = store;
        this.status = status;
        this.loop = new ControlLoop("quota-usage", RESYNC, this::update);
        this.mirrors = List.of(
                new StoreMirror(store, ResourceType.RESOURCE_QUOTAS, key -> loop.wake()),
                new StoreMirror(store, ResourceType.PODS, key -> loop.wake()));
    }

    private void update() {
        for (StoredObject quota : store.list(ResourceType.RESOURCE_QUOTAS, null).items()) {
            store.modify(quota.key(), json -> {
                json.set("status", status.apply(json));
                return json;
            });
        }
    }

    @Override
    public void close() {
        mirrors.forEach(StoreMirror::close);
        loop.close();
    }
}
