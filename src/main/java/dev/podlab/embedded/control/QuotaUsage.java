package dev.podlab.embedded.control;

import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoredObject;
import dev.podlab.embedded.store.client.Quantity;
import dev.podlab.embedded.store.client.StoreMirror;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps {@code status} of every ResourceQuota up to date with what its namespace holds.
 *
 * <p>Source: kubernetes.io/docs/concepts/policy/resource-quotas, v1.32.
 */
final class QuotaUsage implements AutoCloseable {

    private static final Duration RESYNC = Duration.ofSeconds(30);

    private static final Map<String, ResourceType> COUNTED = Map.of(
            "configmaps", ResourceType.CONFIG_MAPS,
            "secrets", ResourceType.SECRETS,
            "serviceaccounts", ResourceType.SERVICE_ACCOUNTS,
            "resourcequotas", ResourceType.RESOURCE_QUOTAS);

    private final ObjectStore store;
    private final ControlLoop loop;
    private final List<StoreMirror> mirrors;

    QuotaUsage(ObjectStore store) {
        this.store = store;
        this.loop = new ControlLoop("quota-usage", RESYNC, this::update);
        this.mirrors = List.of(
                new StoreMirror(store, ResourceType.RESOURCE_QUOTAS, key -> loop.wake()),
                new StoreMirror(store, ResourceType.PODS, key -> loop.wake()));
    }

    private void update() {
        for (StoredObject quota : store.list(ResourceType.RESOURCE_QUOTAS, null).items()) {
            List<PodDemand> pods = store.list(ResourceType.PODS, quota.key().namespace()).items().stream()
                    .map(pod -> PodDemand.of(pod.json()))
                    .filter(pod -> !pod.finished())
                    .toList();
            store.modify(quota.key(), json -> withStatus(json, quota.key().namespace(), pods));
        }
    }

    private ObjectNode withStatus(ObjectNode quota, String namespace, List<PodDemand> pods) {
        JsonNode hard = quota.path("spec").path("hard");
        ObjectNode status = quota.path("status") instanceof ObjectNode s ? s : quota.putObject("status");
        ObjectNode shownHard = status.putObject("hard");
        ObjectNode used = status.putObject("used");
        hard.properties().forEach(entry -> {
            shownHard.set(entry.getKey(), entry.getValue());
            used.put(entry.getKey(), used(entry.getKey(), namespace, pods));
        });
        return quota;
    }

    private String used(String resource, String namespace, List<PodDemand> pods) {
        String name = resource.startsWith("count/") ? resource.substring("count/".length()) : resource;
        if (name.equals("pods")) {
            return Integer.toString(pods.size());
        }
        ResourceType counted = COUNTED.get(name);
        if (counted != null) {
            return Integer.toString(store.list(counted, namespace).items().size());
        }
        boolean limits = name.startsWith("limits.");
        String measured = name.substring(name.indexOf('.') + 1);
        Quantity sum = pods.stream()
                .map(pod -> (limits ? pod.limits() : pod.requests()).getOrDefault(measured, Quantity.ZERO))
                .reduce(Quantity.ZERO, Quantity::plus);
        return measured.equals("cpu") ? sum.asCpu() : sum.asBytes();
    }

    @Override
    public void close() {
        mirrors.forEach(StoreMirror::close);
        loop.close();
    }
}
