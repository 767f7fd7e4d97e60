package dev.podlab.embedded.api.patch;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.store.ResourceType;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A change to an object, as its sender wrote it down. */
public sealed interface Patch {

    /**
     * Returns the patched tree.
     *
     * @param object a private copy, which may be changed
     * @throws ApiException 422 if the patch does not fit the object
     */
    ObjectNode apply(ObjectNode object);

    /** RFC 6902. */
    record Json(ArrayNode operations) implements Patch {
        @Override
        public ObjectNode apply(ObjectNode object) {
            return JsonPatch.apply(object, operations);
        }
    }

    /** RFC 7386. */
    record Merge(ObjectNode changes) implements Patch {
        @Override
        public ObjectNode apply(ObjectNode object) {
            return MergePatch.apply(object, changes);
        }
    }

    /** Kubernetes' own kind: lists are merged by key. */
    record StrategicMerge(ResourceType type, ObjectNode changes) implements Patch {
        @Override
        public ObjectNode apply(ObjectNode object) {
            return StrategicMergePatch.apply(Fields.of(type), object, changes);
        }
    }

    /**
     * Reads a request's patch.
     *
     * @param contentType says which kind of patch it is
     * @throws ApiException 415 for another kind of patch, 400 if the body does not parse
     */
    static Patch parse(ResourceType type, String contentType, byte[] body) {
        return switch (contentType.split(";")[0].strip().toLowerCase(Locale.ROOT)) {
            case "application/json-patch+json" -> {
                if (tree(body) instanceof ArrayNode operations) {
                    yield new Json(operations);
                }
                throw ApiException.badRequest("error decoding patch: a JSON patch is an array of operations");
            }
            case "application/merge-patch+json" -> new Merge(object(body));
            case "application/strategic-merge-patch+json" -> new StrategicMerge(type, object(body));
            case "application/apply-patch+yaml", "application/apply-patch+cbor" -> throw ApiException.unsupportedMediaType(
                    "server-side apply is not supported by this cluster; use client-side apply (kubectl apply without --server-side)");
            default -> throw ApiException.unsupportedMediaType("the body of the request was in an unknown format - accepted media types"
                    + " include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json");
        };
    }

    private static ObjectNode object(byte[] body) {
        if (tree(body) instanceof ObjectNode object) {
            return object;
        }
        throw ApiException.badRequest("error decoding patch: it is not a JSON object");
    }

    private static JsonNode tree(byte[] body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException malformed) {
            throw ApiException.badRequest("error decoding patch: " + malformed.getOriginalMessage());
        }
    }
}
