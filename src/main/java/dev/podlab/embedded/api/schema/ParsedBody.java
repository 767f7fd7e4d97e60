package dev.podlab.embedded.api.schema;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A request body as a tree.
 *
 * @param tree       the body; of a key that was written twice, the last value
 * @param duplicates what strict decoding has to say about keys that were written twice, in order
 */
record ParsedBody(JsonNode tree, List<String> duplicates) {

    /** Levels of nesting that are read; more are an attack or a mistake. */
    static final int MAX_DEPTH = 100;

    /** Longest number that is read, in characters. */
    static final int MAX_NUMBER_LENGTH = 100;

    ParsedBody {
        duplicates = List.copyOf(duplicates);
    }

    /** A body that is not JSON or YAML; the message says why and where. */
    static final class MalformedException extends RuntimeException {
        MalformedException(String message) {
            super(message);
        }
    }
}
