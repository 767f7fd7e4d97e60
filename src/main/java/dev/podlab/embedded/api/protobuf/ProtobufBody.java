package dev.podlab.embedded.api.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.podlab.embedded.api.ApiException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The envelope around an object: a magic number, then {@code runtime.Unknown}.
 *
 * <p>Source: website {@code reference/using-api/api-concepts.md}, "Kubernetes Protobuf encoding", v1.36.
 */
public final class ProtobufBody {

    /** The media type. */
    public static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

    private static final byte[] MAGIC = {'k', '8', 's', 0};

    private ProtobufBody() {}

    /**
     * Returns the object in a body.
     *
     * @throws ApiException 400 if it does not parse, 415 for a kind that only JSON can carry here
     */
    public static ObjectNode parse(byte[] body) {
        if (body.length < MAGIC.length || !Arrays.equals(body, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw ApiException.badRequest("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }
        try {
            CodedInputStream in = CodedInputStream.newInstance(body, MAGIC.length, body.length - MAGIC.length);
            ObjectNode envelope = MessageReader.read(Messages.ENVELOPE, in);
            String kind = envelope.path("typeMeta").path("kind").asString("");
            Messages.Message message = Messages.find(kind)
                    .orElseThrow(() -> ApiException.unsupportedMediaType(
                            "objects of kind %s can only be sent as application/json here".formatted(kind)));
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            object.put("kind", kind).put("apiVersion", envelope.path("typeMeta").path("apiVersion").asString(""));
            object.setAll(MessageReader.read(message, CodedInputStream.newInstance(envelope.path("raw").binaryValue())));
            return object;
        } catch (InvalidProtocolBufferException malformed) {
            throw ApiException.badRequest("the protobuf message cannot be read: " + malformed.getMessage());
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory failed", impossible);
        }
    }

    /** Returns the kinds that can be sent. */
    static List<String> kinds() {
        return Messages.names();
    }
}
