package dev.podlab.cluster;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads fields of API objects, which are plain maps and lists. What is absent or of another type reads as empty. */
final class Fields {

    private Fields() {}

    static @Nullable Object value(Map<String, Object> object, String... path) {
        Object current = object;
        for (String field : path) {
            if (!(current instanceof Map<?, ?> map)) {
                return null;
            }
            current = map.get(field);
        }
        return current;
    }

    static String text(Map<String, Object> object, String... path) {
        return value(object, path) instanceof String text ? text : "";
    }

    static int number(Map<String, Object> object, String... path) {
        return value(object, path) instanceof Number number ? number.intValue() : 0;
    }

    static boolean isTrue(Map<String, Object> object, String... path) {
        return Boolean.TRUE.equals(value(object, path));
    }

    static @Nullable Instant time(Map<String, Object> object, String... path) {
        String text = text(object, path);
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Returns the object at a path, or an empty one. */
    @SuppressWarnings("unchecked") // the keys of JSON objects are strings
    static Map<String, Object> object(Map<String, Object> object, String... path) {
        return value(object, path) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** Returns the objects in the list at a path. */
    @SuppressWarnings("unchecked") // the keys of JSON objects are strings
    static List<Map<String, Object>> objects(Map<String, Object> object, String... path) {
        return value(object, path) instanceof List<?> list
                ? list.stream()
                        .filter(item -> item instanceof Map<?, ?>)
                        .map(item -> (Map<String, Object>) item)
                        .toList()
                : List.of();
    }

    static List<String> texts(Map<String, Object> object, String... path) {
        return value(object, path) instanceof List<?> list
                ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
                : List.of();
    }

    /** Returns the entries with text values of the object at a path. */
    static Map<String, String> entries(Map<String, Object> object, String... path) {
        var entries = new java.util.TreeMap<String, String>();
        object(object, path).forEach((key, value) -> entries.put(key, String.valueOf(value)));
        return entries;
    }
}
