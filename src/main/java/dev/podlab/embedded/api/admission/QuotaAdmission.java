package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.api.schema.Quantity;
import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Refuses what would exceed a quota of its namespace.
 *
 * <p>Usage is counted from the store at each admission, so it is never stale; the server admits and writes under one lock
 * per namespace, so two creations at once cannot both take the last piece.
 *
 * <p>Source: apiserver {@code pkg/admission/plugin/resourcequota/controller.go}, CheckRequest.
 */
final class QuotaAdmission {

    private final ObjectStore store;

    QuotaAdmission(ObjectStore store) {
        this.store = store;
    }

    /** Checks the creation of an object. */
    void check(ObjectKey key, JsonNode object) {
        if (!key.type().namespaced()) {
            return;
        }
        Map<String, Quantity> usage = QuotaUsage.ofObject(key.type(), object);
        for (StoredObject quota : store.list(ResourceType.RESOURCE_QUOTAS, key.namespace()).items()) {
            check(key, object, usage, quota);
        }
    }

    private void check(ObjectKey key, JsonNode object, Map<String, Quantity> usage, StoredObject quota) {
        Map<String, Quantity> hard = PodResources.amounts(Field.root(quota.json()).descend("spec", "hard"));
        if (key.type().equals(ResourceType.PODS)) {
            requireAmounts(key, object, hard.keySet(), quota.key().name());
        }
        Map<String, Quantity> requested = new TreeMap<>(usage);
        requested.entrySet().removeIf(entry -> entry.getValue().isZero() || !hard.containsKey(entry.getKey()));
        if (requested.isEmpty()) {
            return;
        }
        Map<String, Quantity> used = QuotaUsage.used(store, key.namespace(), requested.keySet());
        Set<String> exceeded = requested.keySet().stream()
                .filter(name -> used.get(name).plus(requested.get(name)).compareTo(hard.get(name)) > 0)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!exceeded.isEmpty()) {
            throw ApiException.forbidden(key.type(), key.name(), "exceeded quota: %s, requested: %s, used: %s, limited: %s"
                    .formatted(quota.key().name(), text(requested, exceeded), text(used, exceeded), text(hard, exceeded)));
        }
    }

    /** Where cpu or memory is limited, every container has to say how much of it. */
    private static void requireAmounts(ObjectKey key, JsonNode pod, Set<String> limited, String quota) {
        var missing = new ArrayList<String>();
        for (String name : new TreeSet<>(limited)) {
            QuotaUsage.compute(name)
                    .map(compute -> without(pod, compute))
                    .filter(containers -> !containers.isEmpty())
                    .ifPresent(containers -> missing.add(name + " for: " + String.join(",", containers)));
        }
        if (!missing.isEmpty()) {
            throw ApiException.forbidden(key.type(), key.name(),
                    "failed quota: %s: must specify %s".formatted(quota, String.join("; ", missing)));
        }
    }

    private static List<String> without(JsonNode pod, QuotaUsage.Compute compute) {
        return PodRules.allContainers(Field.root(pod).child("spec")).stream()
                .filter(container -> !container.descend("resources", compute.kind(), compute.resource()).exists())
                .map(container -> container.text("name"))
                .sorted()
                .toList();
    }

    private static String text(Map<String, Quantity> amounts, Set<String> names) {
        return names.stream().map(name -> name + "=" + amounts.get(name)).collect(Collectors.joining(","));
    }
}
