package dev.podlab.embedded.api.discovery;

import dev.podlab.embedded.api.discovery.ServedResource.Subresource;
import dev.podlab.embedded.store.ResourceType;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The discovery documents, plain and aggregated. Pure.
 *
 * <p>Source: apimachinery {@code meta/v1} APIVersions, APIGroupList, APIResourceList; {@code k8s.io/api/apidiscovery/v2}, v1.36.
 */
public final class Discovery {

    private Discovery() {}

    /** Returns {@code /api}. */
    public static ObjectNode core(String address) {
        ObjectNode versions = JsonNodeFactory.instance.objectNode().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs").addObject().put("clientCIDR", "0.0.0.0/0").put("serverAddress", address);
        return versions;
    }

    /** Returns {@code /apis}. */
    public static ObjectNode groups() {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        Resources.groupVersions().forEach(groupVersion -> groups.add(groupBody(groupVersion)));
        return list;
    }

    /** Returns {@code /apis/GROUP}, or empty when there is no such group. */
    public static Optional<ObjectNode> group(String group) {
        return Resources.groupVersions().stream()
                .filter(groupVersion -> groupVersion.startsWith(group + "/"))
                .findFirst()
                .map(groupVersion -> {
                    ObjectNode body = JsonNodeFactory.instance.objectNode().put("kind", "APIGroup").put("apiVersion", "v1");
                    body.setAll(groupBody(groupVersion));
                    return body;
                });
    }

    /** Returns {@code /api/v1} or {@code /apis/GROUP/VERSION}, or empty when nothing is served there. */
    public static Optional<ObjectNode> resources(String groupVersion) {
        List<ServedResource> served = Resources.of(groupVersion);
        if (served.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("kind", "APIResourceList").put("apiVersion", "v1");
        list.put("groupVersion", groupVersion);
        ArrayNode resources = list.putArray("resources");
        for (ServedResource resource : served) {
            describe(resource, resources.addObject());
            resource.subresources().forEach(subresource -> describe(resource, subresource, resources.addObject()));
        }
        return Optional.of(list);
    }

    /** Returns all of {@code /api} (the core group) or {@code /apis} (the named groups) as one {@code APIGroupDiscoveryList}. */
    public static ObjectNode aggregated(boolean core, String version) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("kind", "APIGroupDiscoveryList");
        list.put("apiVersion", "apidiscovery.k8s.io/" + version).putObject("metadata");
        ArrayNode items = list.putArray("items");
        if (core) {
            aggregate("", "v1", items.addObject());
        } else {
            Resources.groupVersions().forEach(groupVersion -> {
                int slash = groupVersion.indexOf('/');
                aggregate(groupVersion.substring(0, slash), groupVersion.substring(slash + 1), items.addObject());
            });
        }
        return list;
    }

    private static ObjectNode groupBody(String groupVersion) {
        int slash = groupVersion.indexOf('/');
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", groupVersion.substring(0, slash));
        ObjectNode version = JsonNodeFactory.instance.objectNode();
        version.put("groupVersion", groupVersion).put("version", groupVersion.substring(slash + 1));
        body.putArray("versions").add(version);
        body.set("preferredVersion", version.deepCopy());
        return body;
    }

    private static void describe(ServedResource resource, ObjectNode into) {
        ResourceType type = resource.type();
        into.put("name", type.plural()).put("singularName", resource.singular());
        into.put("namespaced", type.namespaced()).put("kind", type.kind());
        texts(into, "verbs", verbs(resource));
        if (!resource.shortNames().isEmpty()) {
            texts(into, "shortNames", resource.shortNames());
        }
        if (!resource.categories().isEmpty()) {
            texts(into, "categories", resource.categories());
        }
    }

    private static void describe(ServedResource resource, Subresource subresource, ObjectNode into) {
        into.put("name", resource.type().plural() + "/" + subresource.name()).put("singularName", "");
        into.put("namespaced", resource.type().namespaced());
        if (!subresource.group().isEmpty()) {
            into.put("group", subresource.group()).put("version", subresource.version());
        }
        into.put("kind", subresource.kind());
        texts(into, "verbs", subresource.verbs());
    }

    private static void aggregate(String group, String version, ObjectNode into) {
        ObjectNode metadata = into.putObject("metadata");
        if (!group.isEmpty()) {
            metadata.put("name", group);
        }
        metadata.putNull("creationTimestamp");
        ObjectNode versionNode = into.putArray("versions").addObject().put("version", version).put("freshness", "Current");
        ArrayNode resources = versionNode.putArray("resources");
        Resources.of(group.isEmpty() ? version : group + "/" + version)
                .forEach(resource -> aggregate(resource, resources.addObject()));
    }

    private static void aggregate(ServedResource resource, ObjectNode into) {
        ResourceType type = resource.type();
        into.put("resource", type.plural());
        kind(type.group(), type.version(), type.kind(), into);
        into.put("scope", type.namespaced() ? "Namespaced" : "Cluster").put("singularResource", resource.singular());
        texts(into, "verbs", verbs(resource));
        texts(into, "shortNames", resource.shortNames());
        texts(into, "categories", resource.categories());
        ArrayNode subresources = into.putArray("subresources");
        for (Subresource subresource : resource.subresources()) {
            ObjectNode node = subresources.addObject().put("subresource", subresource.name());
            kind(subresource.group(), subresource.version(), subresource.kind(), node);
            texts(node, "verbs", subresource.verbs());
        }
    }

    private static void kind(String group, String version, String kind, ObjectNode into) {
        into.putObject("responseKind").put("group", group).put("version", version).put("kind", kind);
    }

    private static List<String> verbs(ServedResource resource) {
        return Resources.REVIEWS.contains(resource) ? List.of("create") : ServedResource.VERBS;
    }

    private static void texts(ObjectNode into, String field, List<String> values) {
        ArrayNode array = into.putArray(field);
        values.forEach(array::add);
    }
}
