package dev.podlab.embedded.api.schema;

import dev.podlab.embedded.api.schema.ParsedBody.MalformedException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads a JSON body, noting keys that are written twice. */
final class JsonBody {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(ParsedBody.MAX_DEPTH)
                    .maxNumberLength(ParsedBody.MAX_NUMBER_LENGTH)
                    .build())
            .build();

    private final JsonParser parser;
    private final List<String> duplicates = new ArrayList<>();

    private JsonBody(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads a body.
     *
     * @throws MalformedException if it is not one JSON value
     */
    static ParsedBody parse(byte[] body) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() == null) {
                throw new MalformedException("unexpected end of JSON input");
            }
            var reader = new JsonBody(parser);
            JsonNode tree = reader.value("");
            if (parser.nextToken() != null) {
                throw new MalformedException("invalid character after top-level value");
            }
            return new ParsedBody(tree, reader.duplicates);
        } catch (JacksonException malformed) {
            throw new MalformedException(sentence(malformed));
        }
    }

    private JsonNode value(String path) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(path);
            case START_ARRAY -> array(path);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            default -> throw new MalformedException("unexpected " + parser.currentToken());
        };
    }

    private JsonNode integer() {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private ObjectNode object(String path) {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String field = path.isEmpty() ? name : path + "." + name;
            if (object.has(name)) {
                duplicates.add("duplicate field \"" + field + "\"");
            }
            parser.nextToken();
            object.set(name, value(field));
        }
        return object;
    }

    private ArrayNode array(String path) {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(path + "[" + array.size() + "]"));
        }
        return array;
    }

    /** Returns Jackson's complaint with its line and column, without the names of Java's classes. */
    private static String sentence(JacksonException malformed) {
        var location = malformed.getLocation();
        String what = malformed.getOriginalMessage().replaceAll("\\s*\\(`?StreamReadConstraints.*|\\n.*", "");
        return location == null ? what : "line %d, column %d: %s".formatted(location.getLineNr(), location.getColumnNr(), what);
    }
}
