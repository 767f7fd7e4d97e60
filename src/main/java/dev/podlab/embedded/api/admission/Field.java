package dev.podlab.embedded.api.admission;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A place in an object and what stands there.
 *
 * @param path as Kubernetes writes it, for example {@code spec.containers[0].name}
 * @param node the value, possibly missing
 */
record Field(String path, JsonNode node) {

    static Field root(JsonNode object) {
        return new Field("", object);
    }

    Field child(String name) {
        return new Field(path.isEmpty() ? name : path + "." + name, node.path(name));
    }

    /** Returns the entry of a map, written {@code hard[cpu]}. */
    Field key(String key) {
        return new Field(path + "[" + key + "]", node.path(key));
    }

    Field descend(String... names) {
        Field field = this;
        for (String name : names) {
            field = field.child(name);
        }
        return field;
    }

    List<Field> items() {
        var items = new ArrayList<Field>();
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            items.add(new Field(path + "[" + i + "]", node.get(i)));
        }
        return items;
    }

    List<String> keys() {
        return node.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }

    boolean exists() {
        return !node.isMissingNode();
    }

    String text() {
        return node.asString("");
    }

    String text(String child) {
        return node.path(child).asString("");
    }

    boolean isTrue() {
        return node.asBoolean(false);
    }

    boolean isFalse() {
        return node.isBoolean() && !node.booleanValue();
    }

    long number(long otherwise) {
        return node.asLong(otherwise);
    }
}
