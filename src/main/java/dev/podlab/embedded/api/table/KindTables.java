package dev.podlab.embedded.api.table;

import static dev.podlab.embedded.api.table.Column.age;
import static dev.podlab.embedded.api.table.Column.integer;
import static dev.podlab.embedded.api.table.Column.string;
import static dev.podlab.embedded.api.schema.Json.NONE;
import static dev.podlab.embedded.api.schema.Json.at;
import static dev.podlab.embedded.api.schema.Json.items;
import static dev.podlab.embedded.api.schema.Json.orNone;
import static dev.podlab.embedded.api.schema.Json.text;

import dev.podlab.embedded.store.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The columns of every kind served.
 *
 * <p>Source: kubernetes {@code pkg/printers/internalversion/printers.go}, v1.36.
 */
final class KindTables {

    /** Kinds without columns of their own. */
    static final KindTable NAME_AND_AGE = new KindTable(
            List.of(Column.objectName(), string("Created At")), (o, now) -> List.of(objectName(o), text(o, "metadata", "creationTimestamp")));

    static final Map<ResourceType, KindTable> ALL = Map.ofEntries(
            Map.entry(ResourceType.PODS, new KindTable(
                    List.of(Column.objectName(), string("Ready"), string("Status"), string("Restarts"), age(), string("IP").wide(),
                            string("Node").wide(), string("Nominated Node").wide(), string("Readiness Gates").wide()),
                    KindTables::pod)),
            Map.entry(ResourceType.NODES, new KindTable(
                    List.of(Column.objectName(), string("Status"), string("Roles"), age(), string("Version"), string("Internal-IP").wide(),
                            string("External-IP").wide(), string("OS-Image").wide(), string("Kernel-Version").wide(),
                            string("Container-Runtime").wide()),
                    NodeRow::cells)),
            Map.entry(ResourceType.NAMESPACES, new KindTable(
                    List.of(Column.objectName(), string("Status"), age()),
                    (o, now) -> List.of(objectName(o), text(o, "status", "phase"), ageOf(o, now)))),
            Map.entry(ResourceType.EVENTS, new KindTable(
                    List.of(string("Last Seen"), string("Type"), string("Reason"), string("Object"), string("Subobject").wide(),
                            string("Source").wide(), string("Message"), string("First Seen").wide(), integer("Count").wide(),
                            new Column("Name", "string", "name", 1)),
                    EventRow::cells)),
            Map.entry(ResourceType.CONFIG_MAPS, new KindTable(
                    List.of(Column.objectName(), integer("Data"), age()),
                    (o, now) -> List.of(objectName(o), at(o, "data").size() + at(o, "binaryData").size(), ageOf(o, now)))),
            Map.entry(ResourceType.SECRETS, new KindTable(
                    List.of(Column.objectName(), string("Type"), integer("Data"), age()),
                    (o, now) -> List.of(objectName(o), text(o, "type"), at(o, "data").size(), ageOf(o, now)))),
            Map.entry(ResourceType.SERVICE_ACCOUNTS, new KindTable(
                    List.of(Column.objectName(), integer("Secrets"), age()),
                    (o, now) -> List.of(objectName(o), at(o, "secrets").size(), ageOf(o, now)))),
            Map.entry(ResourceType.RESOURCE_QUOTAS, new KindTable(
                    List.of(Column.objectName(), string("Request"), string("Limit"), age()),
                    (o, now) -> List.of(objectName(o), quota(o, false), quota(o, true), ageOf(o, now)))),
            Map.entry(ResourceType.LIMIT_RANGES, NAME_AND_AGE),
            Map.entry(ResourceType.ROLES, NAME_AND_AGE),
            Map.entry(ResourceType.ROLE_BINDINGS, new KindTable(
                    List.of(Column.objectName(), string("Role"), age(), string("Users").wide(), string("Groups").wide(),
                            string("ServiceAccounts").wide()),
                    KindTables::roleBinding)),
            Map.entry(ResourceType.NETWORK_POLICIES, new KindTable(
                    List.of(Column.objectName(), string("Pod-Selector"), age()),
                    (o, now) -> List.of(objectName(o), SelectorText.of(at(o, "spec", "podSelector")), ageOf(o, now)))),
            Map.entry(ResourceType.LEASES, new KindTable(
                    List.of(Column.objectName(), string("Holder"), age()),
                    (o, now) -> List.of(objectName(o), text(o, "spec", "holderIdentity"), ageOf(o, now)))));

    private KindTables() {}

    static String objectName(JsonNode object) {
        return text(object, "metadata", "name");
    }

    static String ageOf(JsonNode object, Instant now) {
        return Ages.since(text(object, "metadata", "creationTimestamp"), now);
    }

    private static List<Object> pod(JsonNode pod, Instant now) {
        PodRow row = PodRow.of(pod);
        return List.of(
                objectName(pod),
                row.readyContainers() + "/" + row.totalContainers(),
                row.status(),
                row.restartsCell(now),
                ageOf(pod, now),
                podIp(pod),
                orNone(pod, "spec", "nodeName"),
                orNone(pod, "status", "nominatedNodeName"),
                readinessGates(pod));
    }

    private static String podIp(JsonNode pod) {
        String first = text(at(pod, "status", "podIPs").path(0), "ip");
        return first.isEmpty() ? orNone(pod, "status", "podIP") : first;
    }

    private static String readinessGates(JsonNode pod) {
        List<String> gates = items(at(pod, "spec", "readinessGates")).map(gate -> text(gate, "conditionType")).toList();
        if (gates.isEmpty()) {
            return NONE;
        }
        long open = gates.stream()
                .filter(gate -> items(at(pod, "status", "conditions"))
                        .anyMatch(c -> text(c, "type").equals(gate) && text(c, "status").equals("True")))
                .count();
        return open + "/" + gates.size();
    }

    private static String quota(JsonNode quota, boolean limits) {
        JsonNode hard = at(quota, "status", "hard");
        var resources = new TreeMap<String, String>();
        hard.properties().stream()
                .filter(entry -> entry.getKey().startsWith("limits") == limits)
                .forEach(entry -> resources.put(entry.getKey(), entry.getValue().asString("")));
        return resources.entrySet().stream()
                .map(entry -> "%s: %s/%s".formatted(entry.getKey(), used(quota, entry.getKey()), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String used(JsonNode quota, String resource) {
        String used = text(quota, "status", "used", resource);
        return used.isEmpty() ? "0" : used;
    }

    private static List<Object> roleBinding(JsonNode binding, Instant now) {
        return List.of(
                objectName(binding),
                text(binding, "roleRef", "kind") + "/" + text(binding, "roleRef", "name"),
                ageOf(binding, now),
                subjects(binding, "User"),
                subjects(binding, "Group"),
                subjects(binding, "ServiceAccount"));
    }

    private static String subjects(JsonNode binding, String kind) {
        return items(at(binding, "subjects"))
                .filter(subject -> text(subject, "kind").equals(kind))
                .map(subject -> kind.equals("ServiceAccount")
                        ? text(subject, "namespace") + "/" + text(subject, "name")
                        : text(subject, "name"))
                .collect(Collectors.joining(", "));
    }
}
