package dev.podlab.embedded.api.schema;

import dev.podlab.embedded.api.schema.FieldType.ListOf;
import dev.podlab.embedded.api.schema.FieldType.MapOf;
import dev.podlab.embedded.api.schema.FieldType.Scalar;
import dev.podlab.embedded.api.schema.FieldType.Struct;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Copies a tree, keeping the fields that its kind has and checking the types of their values.
 *
 * <p>As the Go types do it, what is null or empty is left out, and quantities get their canonical form; so the rest of
 * the server never meets an explicit null. The status keeps empty values: there, zero and empty mean something.
 */
final class FieldChecker {

    private static final String STATUS = "status";

    private final List<String> unknown = new ArrayList<>();

    /** Names on the way to a value without list positions, as Go writes them, and the struct that holds the last one. */
    private record Place(String path, String goPath, String struct) {
        Place field(String name, String owner) {
            return new Place(path.isEmpty() ? name : path + "." + name, goPath.isEmpty() ? name : goPath + "." + name, owner);
        }

        Place item(int index) {
            return new Place(path + "[" + index + "]", goPath, struct);
        }

        Place entry(String key) {
            return new Place(path + "." + key, goPath, struct);
        }

        boolean inStatus() {
            return path.startsWith(STATUS);
        }
    }

    /**
     * Returns the checked copy.
     *
     * @throws TypeMismatchException if a value has the wrong type
     */
    ObjectNode check(Struct type, JsonNode tree) {
        if (!(tree instanceof ObjectNode object)) {
            throw new TypeMismatchException(
                    "json: cannot unmarshal %s into Go value of type %s".formatted(jsonName(tree), type.goName()));
        }
        return struct(type, object, new Place("", "", type.name()));
    }

    /** Returns {@code unknown field "spec.foo"} for each field that was left out, in the order of the tree. */
    List<String> unknown() {
        return List.copyOf(unknown);
    }

    private ObjectNode struct(Struct type, ObjectNode object, Place place) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(property -> {
            FieldType field = type.fields().get(property.getKey());
            Place there = place.field(property.getKey(), type.name());
            if (field == null) {
                unknown.add("unknown field \"" + there.path() + "\"");
                return;
            }
            JsonNode value = value(field, property.getValue(), there);
            if (value != null && (there.inStatus() || !isEmpty(field, value))) {
                copy.set(property.getKey(), value);
            }
        });
        return copy;
    }

    private static boolean isEmpty(FieldType type, JsonNode value) {
        return switch (type) {
            case ListOf ignored -> value.isEmpty();
            case MapOf ignored -> value.isEmpty();
            case Scalar ignored -> value.isString() && value.stringValue().isEmpty();
            case Struct ignored -> false;
        };
    }

    private @Nullable JsonNode value(FieldType type, JsonNode value, Place place) {
        if (value.isNull()) {
            return null;
        }
        return switch (type) {
            case Struct struct when value instanceof ObjectNode object -> struct(struct, object, place);
            case ListOf list when value instanceof ArrayNode array -> list(list, array, place);
            case MapOf map when value instanceof ObjectNode object -> map(map, object, place);
            case Scalar scalar -> ScalarCheck.check(scalar, value, () -> mismatch(scalar, value, place));
            case Struct ignored -> throw mismatch(type, value, place);
            case ListOf ignored -> throw mismatch(type, value, place);
            case MapOf ignored -> throw mismatch(type, value, place);
        };
    }

    private ArrayNode list(ListOf type, ArrayNode array, Place place) {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < array.size(); i++) {
            JsonNode item = value(type.item(), array.get(i), place.item(i));
            copy.add(item == null ? zero(type.item()) : item);
        }
        return copy;
    }

    private ObjectNode map(MapOf type, ObjectNode object, Place place) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(entry -> {
            JsonNode value = value(type.value(), entry.getValue(), place.entry(entry.getKey()));
            copy.set(entry.getKey(), value == null ? zero(type.value()) : value);
        });
        return copy;
    }

    /** Returns what Go makes of a null inside a list or map. */
    private static JsonNode zero(FieldType type) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (type) {
            case Struct ignored -> nodes.objectNode();
            case MapOf ignored -> nodes.objectNode();
            case ListOf ignored -> nodes.arrayNode();
            case Scalar scalar -> switch (scalar.kind()) {
                case BOOLEAN -> nodes.booleanNode(false);
                case INTEGER, NUMBER, INT_OR_STRING -> nodes.numberNode(0);
                case QUANTITY -> nodes.stringNode("0");
                case STRING, TIME, MICRO_TIME, BYTES, ANY -> nodes.stringNode("");
            };
        };
    }

    private static TypeMismatchException mismatch(FieldType type, JsonNode value, Place place) {
        String found = type instanceof Scalar(FieldType.ScalarKind kind, String ignored)
                        && kind == FieldType.ScalarKind.INTEGER
                        && value.isNumber()
                ? "number " + value.asString()
                : jsonName(value);
        return new TypeMismatchException("json: cannot unmarshal %s into Go struct field %s.%s of type %s"
                .formatted(found, place.struct(), place.goPath(), type.goName()));
    }

    private static String jsonName(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case NUMBER -> "number";
            case BOOLEAN -> "bool";
            case ARRAY -> "array";
            default -> "object";
        };
    }
}
