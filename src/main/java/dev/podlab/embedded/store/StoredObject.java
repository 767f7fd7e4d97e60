package dev.podlab.embedded.store;

import tools.jackson.databind.node.ObjectNode;

/**
 * One version of an object. Its JSON carries the same {@code metadata.resourceVersion}.
 *
 * <p>The tree is shared between readers: whoever wants to change it works on {@link #copy()}.
 *
 * @param key             where it is kept
 * @param resourceVersion the store-wide version of this write; grows with every write of any object
 * @param json            the whole object, never to be modified
 */
public record StoredObject(ObjectKey key, long resourceVersion, ObjectNode json) {

    /** Returns a private deep copy of the object that the caller may change. */
    public ObjectNode copy() {
        return json.deepCopy();
    }

    /** Returns {@code metadata.uid}. */
    public String uid() {
        return json.path("metadata").path("uid").asString("");
    }
}
