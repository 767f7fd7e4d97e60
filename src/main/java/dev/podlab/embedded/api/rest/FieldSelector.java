package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.store.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A field selector. Which fields can be selected depends on the kind.
 *
 * <p>Source: kubernetes {@code pkg/apis/core/v1/conversion.go}, v1.36.
 */
record FieldSelector(List<Requirement> requirements) {

    /** Selects everything. */
    static final FieldSelector EVERYTHING = new FieldSelector(List.of());

    private static final Set<String> EVERY_KIND = Set.of("metadata.name", "metadata.namespace");

    private static final Map<ResourceType, Set<String>> FIELDS = Map.of(
            ResourceType.PODS,
            Set.of("spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork",
                    "status.phase", "status.podIP", "status.podIPs", "status.nominatedNodeName"),
            ResourceType.EVENTS,
            Set.of("involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
                    "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath",
                    "reason", "reportingComponent", "source", "type"),
            ResourceType.NODES, Set.of("spec.unschedulable"),
            ResourceType.NAMESPACES, Set.of("status.phase"),
            ResourceType.SECRETS, Set.of("type"));

    FieldSelector {
        requirements = List.copyOf(requirements);
    }

    record Requirement(String field, String value, boolean equal) {
        boolean matches(JsonNode object) {
            return valueOf(field, object).equals(value) == equal;
        }
    }

    /** @throws ApiException 400 if the text is no selector, or names a field that this kind cannot be selected by */
    static FieldSelector parse(ResourceType type, String text) {
        if (text.isBlank()) {
            return EVERYTHING;
        }
        List<Requirement> requirements = new ArrayList<>();
        for (String term : splitAtCommas(text)) {
            if (!term.isEmpty()) {
                requirements.add(requirement(type, text, term));
            }
        }
        return new FieldSelector(requirements);
    }

    boolean matches(JsonNode object) {
        return requirements.stream().allMatch(requirement -> requirement.matches(object));
    }

    boolean isEverything() {
        return requirements.isEmpty();
    }

    private static Requirement requirement(ResourceType type, String whole, String term) {
        for (String operator : List.of("!=", "==", "=")) {
            int at = term.indexOf(operator);
            if (at > 0) {
                String field = term.substring(0, at);
                if (!EVERY_KIND.contains(field) && !FIELDS.getOrDefault(type, Set.of()).contains(field)) {
                    throw ApiException.badRequest("field label not supported: " + field);
                }
                return new Requirement(field, unescape(term.substring(at + operator.length())), !operator.equals("!="));
            }
        }
        throw ApiException.badRequest("invalid selector: '%s'; can't understand '%s'".formatted(whole, term));
    }

    private static String valueOf(String field, JsonNode object) {
        JsonNode node = object;
        for (String part : field.split("\\.")) {
            node = node.path(part);
        }
        return switch (field) {
            case "spec.hostNetwork", "spec.unschedulable" -> node.asString("false");
            case "status.podIPs" -> node.path(0).path("ip").asString("");
            case "source" -> object.path("source").path("component").asString(object.path("reportingComponent").asString(""));
            default -> node.asString("");
        };
    }

    private static List<String> splitAtCommas(String text) {
        List<String> terms = new ArrayList<>();
        StringBuilder term = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                term.append(c).append(text.charAt(++i));
            } else if (c == ',') {
                terms.add(term.toString());
                term.setLength(0);
            } else {
                term.append(c);
            }
        }
        terms.add(term.toString());
        return terms;
    }

    private static String unescape(String value) {
        return value.replaceAll("\\\\([\\\\,=])", "$1");
    }
}
