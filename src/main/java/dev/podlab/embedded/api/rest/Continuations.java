package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.store.StoredObject;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The rest of lists that clients read in chunks: a few are kept, so that all chunks show one moment. Thread-safe. */
final class Continuations {

    private static final int MAX_KEPT = 32;

    private final Map<String, Rest> kept = new LinkedHashMap<>();

    /**
     * What is still to be sent.
     *
     * @param resourceVersion version of the whole list
     * @param query           selectors, kind and namespace, so that a token only continues its own list
     */
    record Rest(long resourceVersion, String query, List<StoredObject> objects) {
        Rest {
            objects = List.copyOf(objects);
        }
    }

    synchronized String keep(Rest rest) {
        if (kept.size() == MAX_KEPT) {
            Iterator<String> oldest = kept.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        String token = UUID.randomUUID().toString();
        kept.put(token, rest);
        return token;
    }

    /** @throws ApiException 410 if it is not kept any more, 400 if it belongs to another list */
    synchronized Rest find(String token, String query) {
        Rest rest = kept.get(token);
        if (rest == null) {
            throw ApiException.expired("The provided continue parameter is too old to display a consistent list result. "
                    + "You can start a new list without the continue parameter.");
        }
        if (!rest.query().equals(query)) {
            throw ApiException.badRequest("continue key is not valid: it belongs to another list");
        }
        return rest;
    }
}
