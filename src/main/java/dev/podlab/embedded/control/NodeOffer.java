package dev.podlab.embedded.control;

import dev.podlab.embedded.store.client.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the scheduler needs to know of a node. */
record NodeOffer(
        String name,
        Map<String, String> labels,
        boolean unschedulable,
        List<Taint> taints,
        Map<String, Quantity> allocatable) {

    /** A taint. */
    record Taint(String key, String value, String effect) {

        boolean keepsPodsAway() {
            return effect.equals("NoSchedule") || effect.equals("NoExecute");
        }

        boolean isToleratedBy(PodDemand.Toleration t) {
            boolean effectMatches = t.effect().isEmpty() || t.effect().equals(effect);
            boolean keyMatches = t.key().isEmpty() ? t.exists() : t.key().equals(key);
            return effectMatches && keyMatches && (t.exists() || t.value().equals(value));
        }
    }

    static NodeOffer of(JsonNode node) {
        Map<String, Quantity> allocatable = new LinkedHashMap<>();
        node.path("status").path("allocatable").properties()
                .forEach(e -> allocatable.put(e.getKey(), Quantity.of(e.getValue())));
        return new NodeOffer(
                node.path("metadata").path("name").asString(""),
                PodDemand.texts(node.path("metadata").path("labels")),
                node.path("spec").path("unschedulable").asBoolean(false),
                node.path("spec").path("taints").valueStream()
                        .map(t -> new Taint(
                                t.path("key").asString(""), t.path("value").asString(""), t.path("effect").asString("")))
                        .toList(),
                Map.copyOf(allocatable));
    }
}
