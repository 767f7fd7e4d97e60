package dev.podlab.embedded.api;

import dev.podlab.embedded.store.ResourceType;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Turns request bodies into objects that fit the fields of their kind. Thread-safe. */
public interface ObjectDecoder {

    /**
     * Returns the object in a request body. Unknown fields are not in it.
     *
     * @param type        the kind that the URL names
     * @param body        JSON or YAML
     * @param contentType the media type of the body, possibly with parameters; empty means JSON
     * @param mode        what to do about unknown and duplicate fields
     * @throws ApiException 400 if the body does not parse, has values of the wrong type, is of another kind or version, or has
     *                      unknown fields in {@link FieldValidation#STRICT} mode; 415 for another media type
     */
    Decoded decode(ResourceType type, byte[] body, String contentType, FieldValidation mode);

    /**
     * Returns a tree, which a patch has produced, without its unknown fields.
     *
     * @throws ApiException as {@link #decode}
     */
    Decoded check(ResourceType type, ObjectNode tree, FieldValidation mode);

    /**
     * An object and what its sender should be told.
     *
     * @param object   the object
     * @param warnings one sentence per {@code Warning} header, for example {@code unknown field "spec.foo"}
     */
    record Decoded(ObjectNode object, List<String> warnings) {
        public Decoded {
            warnings = List.copyOf(warnings);
        }
    }
}
