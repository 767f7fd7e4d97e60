package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.api.schema.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The limits of a namespace: what a container gets that asks for nothing, and what nobody may exceed. Pure.
 *
 * <p>Source: kubernetes {@code plugin/pkg/admission/limitranger/admission.go}, v1.36.
 */
final class LimitRanges {

    private static final String ANNOTATION = "kubernetes.io/limit-ranger";

    private LimitRanges() {}

    /** Fills in default requests and limits, and notes in an annotation which ones. */
    static void applyDefaults(ObjectNode pod, List<JsonNode> ranges) {
        for (JsonNode range : ranges) {
            var limits = new TreeMap<String, String>();
            var requests = new TreeMap<String, String>();
            for (Field item : items(range, "Container")) {
                item.child("default").keys().forEach(name -> limits.put(name, item.child("default").text(name)));
                item.child("defaultRequest").keys().forEach(name -> requests.put(name, item.child("defaultRequest").text(name)));
            }
            var notes = new ArrayList<String>();
            containers(pod, "containers", "container", requests, limits, notes);
            containers(pod, "initContainers", "init container", requests, limits, notes);
            if (!notes.isEmpty()) {
                PodDefaults.object(PodDefaults.object(pod, "metadata"), "annotations")
                        .put(ANNOTATION, "LimitRanger plugin set: " + String.join("; ", notes));
            }
        }
    }

    /** Returns what exceeds the limits, in Kubernetes' words; empty when nothing does. */
    static List<String> violations(Field pod, List<JsonNode> ranges) {
        var violations = new ArrayList<String>();
        Field spec = pod.child("spec");
        for (JsonNode range : ranges) {
            for (Field item : items(range, "Container")) {
                for (Field container : containersFirst(spec)) {
                    Map<String, Quantity> requests = PodResources.amounts(container.descend("resources", "requests"));
                    Map<String, Quantity> limits = PodResources.amounts(container.descend("resources", "limits"));
                    constraints("Container", item, requests, limits, violations);
                }
            }
            for (Field item : items(range, "Pod")) {
                constraints("Pod", item, PodResources.total(spec, "requests"), PodResources.total(spec, "limits"), violations);
            }
        }
        return violations;
    }

    /** One message: alone as it is, several in brackets. */
    static String sentence(List<String> violations) {
        return violations.size() == 1 ? violations.getFirst() : "[" + String.join(", ", violations) + "]";
    }

    private static List<Field> containersFirst(Field spec) {
        return PodRules.allContainers(spec).stream()
                .sorted(Comparator.comparing(container -> container.path().startsWith("spec.initContainers")))
                .toList();
    }

    private static List<Field> items(JsonNode range, String type) {
        return Field.root(range).descend("spec", "limits").items().stream()
                .filter(item -> item.text("type").equals(type))
                .toList();
    }

    private static void containers(
            ObjectNode pod, String list, String word, Map<String, String> requests, Map<String, String> limits, List<String> notes) {
        PodDefaults.objects(pod.path("spec").path(list)).forEach(container -> {
            ObjectNode resources = PodDefaults.object(container, "resources");
            note(fill(resources, "requests", requests), "request", word, container, notes);
            note(fill(resources, "limits", limits), "limit", word, container, notes);
        });
    }

    private static List<String> fill(ObjectNode resources, String kind, Map<String, String> defaults) {
        List<String> missing = defaults.keySet().stream().filter(name -> !resources.path(kind).has(name)).toList();
        missing.forEach(name -> PodDefaults.object(resources, kind).put(name, defaults.get(name)));
        return missing;
    }

    private static void note(List<String> set, String kind, String word, ObjectNode container, List<String> notes) {
        if (!set.isEmpty()) {
            notes.add("%s %s for %s %s".formatted(String.join(", ", set), kind, word, container.path("name").asString("")));
        }
    }

    private static void constraints(
            String type, Field item, Map<String, Quantity> requests, Map<String, Quantity> limits, List<String> violations) {
        PodResources.amounts(item.child("min")).forEach((name, min) -> minimum(type, name, min, requests, limits, violations));
        PodResources.amounts(item.child("max")).forEach((name, max) -> maximum(type, name, max, requests, limits, violations));
        PodResources.amounts(item.child("maxLimitRequestRatio"))
                .forEach((name, ratio) -> ratio(type, name, ratio, requests, limits, violations));
    }

    private static void minimum(
            String type, String name, Quantity min, Map<String, Quantity> requests, Map<String, Quantity> limits, List<String> violations) {
        String rule = "minimum %s usage per %s is %s".formatted(name, type, min);
        Quantity request = requests.get(name);
        Quantity limit = limits.get(name);
        if (request == null) {
            violations.add(rule + ".  No request is specified");
        } else if (request.compareTo(min) < 0) {
            violations.add(rule + ", but request is " + request);
        } else if (limit != null && limit.compareTo(min) < 0) {
            violations.add(rule + ", but limit is " + limit);
        }
    }

    private static void maximum(
            String type, String name, Quantity max, Map<String, Quantity> requests, Map<String, Quantity> limits, List<String> violations) {
        String rule = "maximum %s usage per %s is %s".formatted(name, type, max);
        Quantity request = requests.get(name);
        Quantity limit = limits.get(name);
        if (limit == null) {
            violations.add(rule + ".  No limit is specified");
        } else if (limit.compareTo(max) > 0) {
            violations.add(rule + ", but limit is " + limit);
        } else if (request != null && request.compareTo(max) > 0) {
            violations.add(rule + ", but request is " + request);
        }
    }

    private static void ratio(
            String type, String name, Quantity ratio, Map<String, Quantity> requests, Map<String, Quantity> limits, List<String> violations) {
        String rule = "%s max limit to request ratio per %s is %s".formatted(name, type, ratio);
        Quantity request = requests.get(name);
        Quantity limit = limits.get(name);
        if (request == null || request.isZero()) {
            violations.add(rule + ", but no request is specified or request is 0");
        } else if (limit == null || limit.isZero()) {
            violations.add(rule + ", but no limit is specified or limit is 0");
        } else {
            double observed = limit.value().doubleValue() / request.value().doubleValue();
            if (observed > ratio.value().doubleValue()) {
                violations.add(rule + ", but provided ratio is " + String.format(java.util.Locale.ROOT, "%f", observed));
            }
        }
    }
}
