package dev.podlab.embedded.api.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.podlab.embedded.api.protobuf.Messages.Field;
import dev.podlab.embedded.api.protobuf.Messages.Message;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a message into JSON. Fields that are not in its table are passed over.
 *
 * <p>Go writes the fields that JSON omits: an empty text, an empty message. They are omitted here.
 */
final class MessageReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final Message QUANTITY = new Message(Map.of(1, new Field("text", "string", Messages.Shape.ONE)));
    private static final Message TIME = new Message(Map.of(1, new Field("seconds", "number", Messages.Shape.ONE)));

    private MessageReader() {}

    static ObjectNode read(Message message, CodedInputStream in) throws IOException {
        ObjectNode object = NODES.objectNode();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            Field field = message.fields().get(WireFormat.getTagFieldNumber(tag));
            if (field == null) {
                in.skipField(tag);
                continue;
            }
            switch (field.shape()) {
                case ONE -> {
                    JsonNode value = value(field.type(), in);
                    if (!isEmpty(value)) {
                        object.set(field.name(), value);
                    }
                }
                case LIST -> object.withArrayProperty(field.name()).add(value(field.type(), in));
                case MAP -> entry(field, in, object.withObjectProperty(field.name()));
            }
        }
        return object;
    }

    private static void entry(Field field, CodedInputStream outer, ObjectNode into) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(outer.readByteArray());
        String key = "";
        JsonNode value = NODES.stringNode("");
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case KEY -> key = in.readStringRequireUtf8();
                case VALUE -> value = value(field.type(), in);
                default -> in.skipField(tag);
            }
        }
        into.set(key, value);
    }

    private static JsonNode value(String type, CodedInputStream in) throws IOException {
        return switch (type) {
            case "string" -> NODES.stringNode(in.readStringRequireUtf8());
            case "bytes" -> NODES.binaryNode(in.readByteArray());
            case "number" -> NODES.numberNode(in.readInt64());
            case "bool" -> NODES.booleanNode(in.readBool());
            case "quantity" -> NODES.stringNode(nested(QUANTITY, in).path("text").asString("0"));
            case "time" -> time(nested(TIME, in));
            default -> nested(Messages.nested(type), in);
        };
    }

    private static JsonNode time(ObjectNode parts) throws InvalidProtocolBufferException {
        if (!parts.has("seconds")) {
            return NODES.stringNode("");
        }
        try {
            return NODES.stringNode(Instant.ofEpochSecond(parts.path("seconds").asLong()).toString());
        } catch (DateTimeException outOfRange) {
            throw new InvalidProtocolBufferException("a time is out of range");
        }
    }

    private static ObjectNode nested(Message message, CodedInputStream in) throws IOException {
        int limit = in.pushLimit(in.readRawVarint32());
        ObjectNode object = read(message, in);
        in.popLimit(limit);
        return object;
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isObject() && value.isEmpty() || value.isString() && value.asString().isEmpty();
    }
}
