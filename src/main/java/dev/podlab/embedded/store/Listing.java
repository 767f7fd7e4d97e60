package dev.podlab.embedded.store;

import java.util.List;

/**
 * A consistent list.
 *
 * @param resourceVersion version of the store at which the list was taken: a watch from here misses nothing
 * @param items           the objects, sorted by namespace and name
 */
public record Listing(long resourceVersion, List<StoredObject> items) {

    public Listing {
        items = List.copyOf(items);
    }
}
