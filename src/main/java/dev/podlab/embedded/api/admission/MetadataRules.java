package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.store.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Rules for the metadata of every object. Source: apimachinery {@code pkg/api/validation/objectmeta.go}. */
final class MetadataRules {

    private static final int ANNOTATIONS_BYTES = 256 * 1024;
    private static final List<String> IMMUTABLE = List.of("name", "namespace", "uid", "creationTimestamp");
    private static final Set<ResourceType> PATH_NAMED = Set.of(ResourceType.ROLES, ResourceType.ROLE_BINDINGS);

    private MetadataRules() {}

    static void check(ResourceType type, Field metadata, Problems problems) {
        name(type, metadata, problems);
        labels(metadata.child("labels"), problems);
        annotations(metadata.child("annotations"), problems);
        metadata.child("ownerReferences").items().forEach(owner -> owner(owner, problems));
        metadata.child("finalizers").items()
                .forEach(finalizer -> Names.qualified(finalizer.text()).ifPresent(why -> problems.invalid(finalizer, why)));
    }

    static void unchanged(Field metadata, Field old, Problems problems) {
        for (String name : IMMUTABLE) {
            Field before = old.child(name);
            Field after = metadata.child(name);
            if (before.exists() && after.exists() && !after.node().equals(before.node())) {
                problems.invalid(after, "field is immutable");
            }
        }
    }

    private static void name(ResourceType type, Field metadata, Problems problems) {
        Field name = metadata.child("name");
        if (name.text().isEmpty()) {
            problems.required(name, "name or generateName is required");
            return;
        }
        form(type).apply(name.text()).ifPresent(why -> problems.invalid(name, why));
    }

    private static Function<String, Optional<String>> form(ResourceType type) {
        if (type.equals(ResourceType.NAMESPACES)) {
            return Names::label;
        }
        return PATH_NAMED.contains(type) ? MetadataRules::pathSegment : Names::subdomain;
    }

    private static Optional<String> pathSegment(String name) {
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("may not be '" + name + "'");
        }
        if (name.contains("/")) {
            return Optional.of("may not contain '/'");
        }
        return name.contains("%") ? Optional.of("may not contain '%'") : Optional.empty();
    }

    static void labels(Field labels, Problems problems) {
        for (String key : labels.keys()) {
            Names.qualified(key).ifPresent(why -> problems.invalid(labels, key, why));
            String value = labels.text(key);
            Names.labelValue(value).ifPresent(why -> problems.invalid(labels, value, why));
        }
    }

    private static void annotations(Field annotations, Problems problems) {
        long bytes = 0;
        for (String key : annotations.keys()) {
            Names.qualified(key.toLowerCase(java.util.Locale.ROOT)).ifPresent(why -> problems.invalid(annotations, key, why));
            bytes += key.length() + annotations.text(key).getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        }
        if (bytes > ANNOTATIONS_BYTES) {
            problems.tooLong(annotations, ANNOTATIONS_BYTES);
        }
    }

    private static void owner(Field owner, Problems problems) {
        for (String name : List.of("apiVersion", "kind", "name", "uid")) {
            if (owner.text(name).isEmpty()) {
                problems.invalid(owner.child(name), "", name.equals("apiVersion") ? "version must not be empty" : "must not be empty");
            }
        }
    }
}
