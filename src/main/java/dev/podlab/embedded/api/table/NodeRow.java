package dev.podlab.embedded.api.table;

import static dev.podlab.embedded.api.schema.Json.NONE;
import static dev.podlab.embedded.api.schema.Json.at;
import static dev.podlab.embedded.api.schema.Json.items;
import static dev.podlab.embedded.api.schema.Json.text;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What {@code kubectl get nodes} says of a node. */
final class NodeRow {

    private static final String ROLE_PREFIX = "node-role.kubernetes.io/";
    private static final String ROLE_LABEL = "kubernetes.io/role";

    private NodeRow() {}

    static List<Object> cells(JsonNode node, Instant now) {
        return List.of(
                KindTables.objectName(node),
                status(node),
                roles(node),
                KindTables.ageOf(node, now),
                text(node, "status", "nodeInfo", "kubeletVersion"),
                address(node, "InternalIP"),
                address(node, "ExternalIP"),
                orUnknown(node, "osImage"),
                orUnknown(node, "kernelVersion"),
                orUnknown(node, "containerRuntimeVersion"));
    }

    private static String status(JsonNode node) {
        String ready = items(at(node, "status", "conditions"))
                .filter(condition -> text(condition, "type").equals("Ready"))
                .map(condition -> text(condition, "status").equals("True") ? "Ready" : "NotReady")
                .findFirst()
                .orElse("Unknown");
        return at(node, "spec", "unschedulable").asBoolean(false) ? ready + ",SchedulingDisabled" : ready;
    }

    private static String roles(JsonNode node) {
        String roles = at(node, "metadata", "labels").properties().stream()
                .map(label -> role(label.getKey(), label.getValue().asString("")))
                .filter(role -> !role.isEmpty())
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
        return roles.isEmpty() ? NONE : roles;
    }

    private static String role(String label, String value) {
        if (label.startsWith(ROLE_PREFIX)) {
            return label.substring(ROLE_PREFIX.length());
        }
        return label.equals(ROLE_LABEL) ? value : "";
    }

    private static String address(JsonNode node, String type) {
        return items(at(node, "status", "addresses"))
                .filter(address -> text(address, "type").equals(type))
                .map(address -> text(address, "address"))
                .findFirst()
                .orElse(NONE);
    }

    private static String orUnknown(JsonNode node, String field) {
        String text = text(node, "status", "nodeInfo", field);
        return text.isEmpty() ? "<unknown>" : text;
    }
}
