package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.store.ResourceType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What clients cannot set: the system's own metadata, and status except through its subresource. Pure.
 *
 * <p>Source: kubernetes {@code pkg/registry/core/*}{@code /strategy.go}, apiserver {@code pkg/registry/rest/create.go}, v1.36.
 */
final class ObjectRules {

    private static final List<String> SYSTEM_METADATA =
            List.of("uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds");
    private static final List<String> NOT_ON_CREATION = List.of(
            "uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds", "resourceVersion", "selfLink");
    private static final Set<ResourceType> HAVE_STATUS = Set.of(
            ResourceType.PODS, ResourceType.NODES, ResourceType.NAMESPACES, ResourceType.RESOURCE_QUOTAS);
    private static final Set<ResourceType> COUNT_GENERATIONS =
            Set.of(ResourceType.PODS, ResourceType.NETWORK_POLICIES);

    private ObjectRules() {}

    /** Returns the object's metadata, made if it is missing. */
    static ObjectNode metadata(ObjectNode object) {
        return object.path("metadata") instanceof ObjectNode metadata ? metadata : object.putObject("metadata");
    }

    /** Changes an object that somebody wants to create. */
    static void prepareCreate(ResourceType type, ObjectNode object) {
        ObjectNode metadata = metadata(object);
        metadata.remove(NOT_ON_CREATION);
        if (COUNT_GENERATIONS.contains(type)) {
            metadata.put("generation", 1);
        }
        if (type.equals(ResourceType.PODS)) {
            object.putObject("status").put("phase", "Pending");
        } else if (type.equals(ResourceType.NAMESPACES)) {
            object.withObjectProperty("spec").putArray("finalizers").add("kubernetes");
            object.putObject("status").put("phase", "Active");
            labelWithName(object);
        } else if (type.equals(ResourceType.RESOURCE_QUOTAS)) {
            object.putObject("status");
        } else if (type.equals(ResourceType.SECRETS)) {
            encodeStringData(object);
        }
    }

    /** Changes an object that somebody wants to replace {@code old} with, by the URL of the object itself. */
    static void prepareUpdate(ResourceType type, ObjectNode object, ObjectNode old) {
        keepSystemMetadata(object, old);
        if (HAVE_STATUS.contains(type)) {
            keep("status", object, old);
        }
        if (type.equals(ResourceType.NAMESPACES)) {
            keepFinalizersOfSpec(object, old);
            labelWithName(object);
        } else if (type.equals(ResourceType.SECRETS)) {
            encodeStringData(object);
        }
        if (COUNT_GENERATIONS.contains(type) && !object.path("spec").equals(old.path("spec"))) {
            metadata(object).put("generation", old.path("metadata").path("generation").asLong(0) + 1);
        }
    }

    /** Changes an object that came by {@code /status}: only its status, labels and annotations count. */
    static void prepareStatusUpdate(ObjectNode object, ObjectNode old) {
        keepSystemMetadata(object, old);
        ObjectNode metadata = metadata(object);
        keep("ownerReferences", metadata, metadata(old));
        keep("finalizers", metadata, metadata(old));
        keep("spec", object, old);
    }

    /** Changes a namespace that came by {@code /finalize}: only its {@code spec.finalizers} count. */
    static void prepareFinalize(ObjectNode namespace, ObjectNode old) {
        JsonNode finalizers = namespace.path("spec").path("finalizers").deepCopy();
        namespace.removeAll();
        namespace.setAll(old.deepCopy());
        ObjectNode spec = namespace.withObjectProperty("spec");
        spec.remove("finalizers");
        if (finalizers.size() > 0) {
            spec.set("finalizers", finalizers);
        }
    }

    /** Returns what a client would get if a dry run were none. */
    static ObjectNode asIfCreated(ObjectNode object, UUID uid, Instant now) {
        metadata(object).put("uid", uid.toString()).put("creationTimestamp", now.toString());
        return object;
    }

    /** Returns whether an object that is being deleted has nothing left to wait for. */
    static boolean isReadyToGo(ResourceType type, ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        boolean deleting = metadata.hasNonNull("deletionTimestamp");
        boolean finalized = metadata.path("finalizers").isEmpty();
        if (type.equals(ResourceType.NAMESPACES)) {
            return deleting && finalized && object.path("spec").path("finalizers").isEmpty();
        }
        return deleting && finalized && metadata.path("deletionGracePeriodSeconds").asLong(0) == 0;
    }

    private static void keepSystemMetadata(ObjectNode object, ObjectNode old) {
        ObjectNode metadata = metadata(object);
        metadata.remove("selfLink");
        SYSTEM_METADATA.forEach(field -> keep(field, metadata, metadata(old)));
    }

    private static void keep(String field, ObjectNode object, ObjectNode old) {
        if (old.has(field)) {
            object.set(field, old.path(field).deepCopy());
        } else {
            object.remove(field);
        }
    }

    private static void keepFinalizersOfSpec(ObjectNode object, ObjectNode old) {
        if (object.has("spec") || old.path("spec").has("finalizers")) {
            keep("finalizers", object.withObjectProperty("spec"), (ObjectNode) old.path("spec"));
        }
    }

    private static void labelWithName(ObjectNode namespace) {
        ObjectNode metadata = metadata(namespace);
        metadata.withObjectProperty("labels").put("kubernetes.io/metadata.name", metadata.path("name").asString(""));
    }

    private static void encodeStringData(ObjectNode secret) {
        if (secret.path("stringData") instanceof ObjectNode plain) {
            ObjectNode data = secret.path("data") instanceof ObjectNode present ? present : secret.putObject("data");
            plain.properties().forEach(entry -> data.put(
                    entry.getKey(),
                    Base64.getEncoder().encodeToString(entry.getValue().asString("").getBytes(StandardCharsets.UTF_8))));
        }
        secret.remove("stringData");
        if (secret.path("type").asString("").isEmpty()) {
            secret.put("type", "Opaque");
        }
    }
}
