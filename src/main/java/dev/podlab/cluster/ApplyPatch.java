package dev.podlab.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Computes what {@code kubectl apply} sends: the manifest, and a deletion for whatever the last manifest named and this
 * one does not. Fields that others set stay. Pure.
 *
 * <p>Source: kubernetes.io, "Declarative Management of Kubernetes Objects Using Configuration Files", 1.36.
 */
final class ApplyPatch {

    /** Lists of a Pod whose items the API merges by one of their fields. */
    private static final Map<String, String> MERGE_KEYS = Map.of(
            "containers", "name",
            "initContainers", "name",
            "volumes", "name",
            "env", "name",
            "ports", "containerPort",
            "volumeMounts", "mountPath");

    private ApplyPatch() {}

    /** Returns a strategic merge patch that leads from the last manifest to the next. */
    static Map<String, @Nullable Object> between(Map<String, ?> last, Map<String, ?> next) {
        var patch = new LinkedHashMap<String, @Nullable Object>();
        next.forEach((field, value) -> patch.put(field, value(field, last.get(field), value)));
        last.keySet().stream().filter(field -> !next.containsKey(field)).forEach(field -> patch.put(field, null));
        return patch;
    }

    @SuppressWarnings("unchecked") // the keys of JSON objects are strings
    private static @Nullable Object value(String field, @Nullable Object last, @Nullable Object next) {
        if (next instanceof Map<?, ?> map) {
            return between(last instanceof Map<?, ?> before ? (Map<String, ?>) before : Map.of(), (Map<String, ?>) map);
        }
        String key = MERGE_KEYS.get(field);
        if (key != null && next instanceof List<?> items) {
            return items(key, last instanceof List<?> before ? before : List.of(), items);
        }
        return next;
    }

    private static List<@Nullable Object> items(String key, List<?> last, List<?> next) {
        var items = new ArrayList<@Nullable Object>();
        for (Object item : next) {
            items.add(find(key, id(key, item), last).map(before -> value("", before, item)).orElse(item));
        }
        for (Object before : last) {
            Object id = id(key, before);
            if (id != null && find(key, id, next).isEmpty()) {
                items.add(Map.of("$patch", "delete", key, id));
            }
        }
        return items;
    }

    private static Optional<Object> find(String key, @Nullable Object id, List<?> items) {
        return items.stream()
                .filter(item -> id != null && String.valueOf(id).equals(String.valueOf(id(key, item))))
                .map(item -> (Object) item)
                .findFirst();
    }

    private static @Nullable Object id(String key, @Nullable Object item) {
        return item instanceof Map<?, ?> map ? map.get(key) : null;
    }
}
