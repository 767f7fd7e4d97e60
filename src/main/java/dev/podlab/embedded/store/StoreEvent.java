package dev.podlab.embedded.store;

/**
 * One change, as a watch delivers it.
 *
 * @param type     what happened
 * @param object   the object after the change; for {@code DELETED} its last state, with the resourceVersion of the deletion
 * @param previous the object before the change, the same as {@code object} for {@code ADDED}; lets a watch with a selector
 *                 see objects leave and enter it
 */
public record StoreEvent(Type type, StoredObject object, StoredObject previous) {

    /** Kinds of change, with the words of the watch protocol. */
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }
}
