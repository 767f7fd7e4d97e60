package dev.podlab.embedded.control;

import dev.podlab.embedded.store.client.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What the scheduler and the quotas need to know of a Pod.
 *
 * @param node     the node it is bound to, or empty
 * @param finished whether it has ended: it occupies nothing any more
 * @param requests what it asks for, by resource, init containers taken into account
 * @param limits   what it is limited to, by resource
 */
record PodDemand(
        String namespace,
        String name,
        String uid,
        String node,
        boolean finished,
        Map<String, Quantity> requests,
        Map<String, Quantity> limits,
        Map<String, String> nodeSelector,
        List<Toleration> tolerations) {

    /** A toleration; empty key, value and effect match everything. */
    record Toleration(String key, boolean exists, String value, String effect) {}

    static PodDemand of(JsonNode pod) {
        JsonNode meta = pod.path("metadata");
        JsonNode spec = pod.path("spec");
        String phase = pod.path("status").path("phase").asString("");
        return new PodDemand(
                meta.path("namespace").asString(""),
                meta.path("name").asString(""),
                meta.path("uid").asString(""),
                spec.path("nodeName").asString(""),
                phase.equals("Succeeded") || phase.equals("Failed"),
                total(spec, "requests"),
                total(spec, "limits"),
                texts(spec.path("nodeSelector")),
                spec.path("tolerations").valueStream().map(PodDemand::toleration).toList());
    }

    Quantity request(String resource) {
        return requests.getOrDefault(resource, Quantity.ZERO);
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> result = new LinkedHashMap<>();
        object.properties().forEach(e -> result.put(e.getKey(), e.getValue().asString("")));
        return result;
    }

    private static Toleration toleration(JsonNode t) {
        return new Toleration(
                t.path("key").asString(""),
                t.path("operator").asString("Equal").equals("Exists"),
                t.path("value").asString(""),
                t.path("effect").asString(""));
    }

    /**
     * The containers together, or the greediest moment of initialization, whichever is more.
     *
     * <p>Source: kubernetes.io/docs/concepts/workloads/pods/sidecar-containers, "Resource sharing within containers".
     */
    private static Map<String, Quantity> total(JsonNode spec, String field) {
        Map<String, Quantity> sidecars = new LinkedHashMap<>();
        Map<String, Quantity> peak = new LinkedHashMap<>();
        for (JsonNode init : spec.path("initContainers")) {
            Map<String, Quantity> own = amounts(init, field);
            if (init.path("restartPolicy").asString("").equals("Always")) {
                own.forEach((name, amount) -> sidecars.merge(name, amount, Quantity::plus));
                sidecars.forEach((name, amount) -> peak.merge(name, amount, Quantity::max));
            } else {
                own.forEach((name, amount) -> peak.merge(
                        name, amount.plus(sidecars.getOrDefault(name, Quantity.ZERO)), Quantity::max));
            }
        }
        Map<String, Quantity> sum = new LinkedHashMap<>(sidecars);
        for (JsonNode container : spec.path("containers")) {
            amounts(container, field).forEach((name, amount) -> sum.merge(name, amount, Quantity::plus));
        }
        peak.forEach((name, amount) -> sum.merge(name, amount, Quantity::max));
        return Map.copyOf(sum);
    }

    private static Map<String, Quantity> amounts(JsonNode container, String field) {
        Map<String, Quantity> result = new LinkedHashMap<>();
        container.path("resources").path(field).properties()
                .forEach(e -> result.put(e.getKey(), Quantity.of(e.getValue())));
        return result;
    }
}
