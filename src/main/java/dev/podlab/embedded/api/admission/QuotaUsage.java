package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.api.schema.Quantity;
import dev.podlab.embedded.api.schema.Schemas;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoredObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How much of what a quota limits is in use, counted from the objects themselves.
 *
 * <p>Source: kubernetes {@code pkg/quota/v1/evaluator/core/pods.go}, v1.36.
 */
public final class QuotaUsage {

    private static final Set<String> COMPUTE = Set.of("cpu", "memory", "ephemeral-storage");
    private static final Set<String> COUNTED_BY_NAME = Set.of("configmaps", "secrets", "resourcequotas");

    private QuotaUsage() {}

    /**
     * Returns the {@code status} of a ResourceQuota: its limits, and what is used of each.
     *
     * @param quota the whole object
     */
    public static ObjectNode status(ObjectStore store, JsonNode quota) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        Field hard = Field.root(quota).descend("spec", "hard");
        if (hard.keys().isEmpty()) {
            return status;
        }
        Map<String, Quantity> used = used(store, quota.path("metadata").path("namespace").asString(""), Set.copyOf(hard.keys()));
        status.set("hard", hard.node().deepCopy());
        ObjectNode usedNode = status.putObject("used");
        used.forEach((name, amount) -> usedNode.put(name, amount.toString()));
        return status;
    }

    /** Returns what is in use in a namespace of each of the named resources, zeros included. */
    static Map<String, Quantity> used(ObjectStore store, String namespace, Set<String> names) {
        var used = new TreeMap<String, Quantity>();
        names.forEach(name -> used.put(name, Quantity.ZERO));
        for (ResourceType type : Schemas.kinds()) {
            if (type.namespaced() && names.stream().anyMatch(name -> concerns(type, name))) {
                for (StoredObject object : store.list(type, namespace).items()) {
                    ofObject(type, object.json()).forEach((name, amount) -> used.computeIfPresent(name, (n, sum) -> sum.plus(amount)));
                }
            }
        }
        return used;
    }

    /** Returns what one object uses. */
    static Map<String, Quantity> ofObject(ResourceType type, JsonNode object) {
        var usage = new TreeMap<String, Quantity>();
        usage.put("count/" + type.qualifiedName(), Quantity.of(1));
        if (type.group().isEmpty() && COUNTED_BY_NAME.contains(type.plural())) {
            usage.put(type.plural(), Quantity.of(1));
        }
        if (type.equals(ResourceType.PODS) && !isOver(object)) {
            pod(Field.root(object).child("spec"), usage);
        }
        return usage;
    }

    /** Returns the resource of a container's requests or limits that a quota name means, for example {@code limits.cpu}. */
    static Optional<Compute> compute(String name) {
        if (COMPUTE.contains(name)) {
            return Optional.of(new Compute("requests", name));
        }
        for (String kind : new String[] {"requests", "limits"}) {
            if (name.startsWith(kind + ".") && COMPUTE.contains(name.substring(kind.length() + 1))) {
                return Optional.of(new Compute(kind, name.substring(kind.length() + 1)));
            }
        }
        return Optional.empty();
    }

    /**
     * A resource that containers ask for.
     *
     * @param kind     {@code requests} or {@code limits}
     * @param resource for example {@code cpu}
     */
    record Compute(String kind, String resource) {}

    private static boolean concerns(ResourceType type, String name) {
        if (name.equals("count/" + type.qualifiedName()) || name.equals(type.plural()) && type.group().isEmpty()) {
            return true;
        }
        return type.equals(ResourceType.PODS) && compute(name).isPresent();
    }

    private static void pod(Field spec, Map<String, Quantity> usage) {
        usage.put("pods", Quantity.of(1));
        PodResources.total(spec, "requests").forEach((name, amount) -> {
            usage.put("requests." + name, amount);
            usage.put(name, amount);
        });
        PodResources.total(spec, "limits").forEach((name, amount) -> usage.put("limits." + name, amount));
    }

    /** A Pod that has ended uses nothing any more. */
    private static boolean isOver(JsonNode pod) {
        String phase = pod.path("status").path("phase").asString("");
        return phase.equals("Succeeded") || phase.equals("Failed");
    }
}
