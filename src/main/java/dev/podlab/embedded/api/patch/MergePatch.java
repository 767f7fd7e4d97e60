package dev.podlab.embedded.api.patch;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON Merge Patch. Source: RFC 7386. */
final class MergePatch {

    private MergePatch() {}

    /** Changes and returns {@code target}. */
    static ObjectNode apply(ObjectNode target, ObjectNode changes) {
        changes.properties().forEach(change -> {
            String field = change.getKey();
            JsonNode value = change.getValue();
            if (value.isNull()) {
                target.remove(field);
            } else if (value instanceof ObjectNode nested) {
                ObjectNode into = target.path(field) instanceof ObjectNode present
                        ? present
                        : JsonNodeFactory.instance.objectNode();
                target.set(field, apply(into, nested));
            } else {
                target.set(field, value.deepCopy());
            }
        });
        return target;
    }
}
