package dev.podlab.embedded.api.schema;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Short ways to read an object's tree. */
public final class Json {

    /** What tables show where there is nothing. */
    public static final String NONE = "<none>";

    private Json() {}

    /** Returns the text at a path such as {@code spec}, {@code nodeName}; empty when there is none. */
    public static String text(JsonNode object, String... path) {
        return at(object, path).asString("");
    }

    /** Returns the text at a path, or {@code <none>}. */
    public static String orNone(JsonNode object, String... path) {
        String text = text(object, path);
        return text.isEmpty() ? NONE : text;
    }

    /** Returns the node at a path, possibly a missing node. */
    public static JsonNode at(JsonNode object, String... path) {
        JsonNode node = object;
        for (String name : path) {
            node = node.path(name);
        }
        return node;
    }

    /** Returns the elements of a list; none when it is missing. */
    public static Stream<JsonNode> items(JsonNode list) {
        return list.valueStream();
    }
}
