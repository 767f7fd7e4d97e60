package dev.podlab.embedded.api.schema;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.api.FieldValidation;
import dev.podlab.embedded.api.ObjectDecoder;
import dev.podlab.embedded.api.schema.ParsedBody.MalformedException;
import dev.podlab.embedded.store.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decodes bodies with the strictness and the words of the Go API server.
 *
 * <p>Source: apimachinery {@code pkg/runtime/serializer/json}, apiserver {@code endpoints/handlers/create.go}.
 */
public final class StrictDecoder implements ObjectDecoder {

    private final Schemas schemas;

    public StrictDecoder(Schemas schemas) {
        this.schemas = schemas;
    }

    @Override
    public Decoded decode(ResourceType type, byte[] body, String contentType, FieldValidation mode) {
        ParsedBody parsed = parse(type, body, mediaType(contentType));
        return check(type, parsed.tree(), parsed.duplicates(), mode);
    }

    @Override
    public Decoded check(ResourceType type, ObjectNode tree, FieldValidation mode) {
        return check(type, tree, List.of(), mode);
    }

    private Decoded check(ResourceType type, JsonNode tree, List<String> duplicates, FieldValidation mode) {
        requireKind(type, tree);
        var checker = new FieldChecker();
        ObjectNode object;
        try {
            object = checker.check(schemas.of(type), tree);
        } catch (TypeMismatchException mismatch) {
            throw cannotBeHandled(type, mismatch.getMessage());
        }
        object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
        var complaints = new ArrayList<>(duplicates);
        complaints.addAll(checker.unknown());
        if (mode == FieldValidation.STRICT && !complaints.isEmpty()) {
            throw cannotBeHandled(type, "strict decoding error: " + String.join(", ", complaints));
        }
        return new Decoded(object, mode == FieldValidation.WARN ? complaints : List.of());
    }

    private static ParsedBody parse(ResourceType type, byte[] body, String mediaType) {
        if (body.length == 0) {
            throw unrecognized(type, "couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)");
        }
        try {
            return switch (mediaType) {
                case "", "application/json" -> JsonBody.parse(body);
                case "application/yaml", "application/x-yaml", "text/yaml" ->
                    YamlBody.parse(new String(body, StandardCharsets.UTF_8));
                default -> throw ApiException.unsupportedMediaType(
                        "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml");
            };
        } catch (MalformedException malformed) {
            String what = malformed.getMessage().startsWith("yaml")
                    ? "error converting YAML to JSON: " + malformed.getMessage()
                    : "couldn't get version/kind; json parse error: " + malformed.getMessage();
            throw unrecognized(type, what);
        }
    }

    /** A body may leave out its version and kind; if it names them, they must be those of the URL. */
    private static void requireKind(ResourceType type, JsonNode tree) {
        JsonNode apiVersion = tree.path("apiVersion");
        JsonNode kind = tree.path("kind");
        if (apiVersion.isString() && !apiVersion.stringValue().isEmpty() && !apiVersion.stringValue().equals(type.apiVersion())) {
            throw ApiException.badRequest("the API version in the data (%s) does not match the expected API version (%s)"
                    .formatted(apiVersion.stringValue(), type.apiVersion()));
        }
        if (kind.isString() && !kind.stringValue().isEmpty() && !kind.stringValue().equals(type.kind())) {
            throw ApiException.badRequest("%s in version \"%s\" cannot be handled as a %s: the kind in the data does not match the expected kind"
                    .formatted(kind.stringValue(), type.version(), type.kind()));
        }
    }

    private static ApiException unrecognized(ResourceType type, String why) {
        return ApiException.badRequest("the object provided is unrecognized (must be of type %s): %s".formatted(type.kind(), why));
    }

    private static ApiException cannotBeHandled(ResourceType type, String why) {
        return ApiException.badRequest(
                "%s in version \"%s\" cannot be handled as a %s: %s".formatted(type.kind(), type.version(), type.kind(), why));
    }

    private static String mediaType(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
