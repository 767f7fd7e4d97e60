package dev.podlab.embedded.store;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Versioned Kubernetes objects. Thread-safe.
 *
 * <p>The store knows nothing of what the objects mean: it sets {@code metadata.resourceVersion} on each write, and on
 * creation {@code metadata.uid} and {@code metadata.creationTimestamp} where they are missing. Admission, defaults,
 * {@code generation} and graceful deletion are the business of its callers.
 */
public interface ObjectStore extends AutoCloseable {

    /**
     * Keeps a new object.
     *
     * @throws StoreException.AlreadyExists if the key is taken
     */
    StoredObject create(ObjectKey key, ObjectNode object);

    /** Returns the current version of an object, or empty when there is none. */
    Optional<StoredObject> get(ObjectKey key);

    /**
     * Replaces an object, provided that nobody else changed it. Writing an equal object changes nothing: no new
     * version, no event.
     *
     * @param expectedResourceVersion the version that the caller read
     * @throws StoreException.NotFound if there is no such object
     * @throws StoreException.Conflict if it is at another version
     */
    StoredObject update(ObjectKey key, ObjectNode object, long expectedResourceVersion);

    /**
     * Removes an object at once.
     *
     * @param expectedResourceVersion the version that the caller read, or null to remove whatever is there
     * @return its last state, with the resourceVersion of the removal
     * @throws StoreException.NotFound if there is no such object
     * @throws StoreException.Conflict if it is at another version
     */
    StoredObject delete(ObjectKey key, @Nullable Long expectedResourceVersion);

    /** Returns all objects of a kind, of one namespace or, when {@code namespace} is null, of all. */
    Listing list(ResourceType type, @Nullable String namespace);

    /**
     * Watches a kind of object.
     *
     * @param namespace one namespace, or null for all
     * @param after     deliver changes with a greater resourceVersion only; take it from {@link Listing#resourceVersion()}
     * @throws StoreException.Expired if the history from there on is gone
     */
    StoreWatch watch(ResourceType type, @Nullable String namespace, long after);

    /** Returns the version of the newest write. */
    long resourceVersion();

    /**
     * Reads, changes and writes an object, again from the start whenever somebody else was faster.
     *
     * @param change gets a private copy and returns what to write, the same instance or another
     * @return the new version, or empty when the object does not exist
     */
    default Optional<StoredObject> modify(ObjectKey key, UnaryOperator<ObjectNode> change) {
        while (true) {
            Optional<StoredObject> current = get(key);
            if (current.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(update(key, change.apply(current.get().copy()), current.get().resourceVersion()));
            } catch (StoreException.Conflict raced) {
                continue;
            } catch (StoreException.NotFound gone) {
                return Optional.empty();
            }
        }
    }

    @Override
    void close();
}
