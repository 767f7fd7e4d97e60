package dev.podlab.embedded.store.client;

import dev.podlab.embedded.store.Listing;
import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoreEvent;
import dev.podlab.embedded.store.StoreException;
import dev.podlab.embedded.store.StoreWatch;
import dev.podlab.embedded.store.StoredObject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * All objects of one kind as the store has them, kept up to date by a thread of its own. Thread-safe.
 *
 * <p>The listener is called on the mirror's thread for each change and must not block: a hint to look again, after the
 * mirror itself has changed. A watch that lost changes is replaced by a new list, silently.
 */
public final class StoreMirror implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(5);

    private final ObjectStore store;
    private final ResourceType type;
    private final Consumer<ObjectKey> listener;
    private final Map<ObjectKey, StoredObject> objects = new ConcurrentHashMap<>();
    private volatile boolean closed;
    private volatile StoreWatch watch;

    /**
     * Lists the kind before it returns, then follows it until {@link #close()} or the store closes.
     *
     * @param listener told of every object that appeared, changed or went
     */
    public StoreMirror(ObjectStore store, ResourceType type, Consumer<ObjectKey> listener) {
        this.store = store;
        this.type = type;
        this.listener = listener;
        this.watch = relist();
        Thread.ofVirtual().name("mirror-" + type.plural()).start(this::follow);
    }

    /** Returns every object. */
    public Collection<StoredObject> all() {
        return objects.values();
    }

    /** Returns one object, or empty. */
    public Optional<StoredObject> get(ObjectKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    @Override
    public void close() {
        closed = true;
        watch.close();
    }

    private void follow() {
        while (!closed) {
            try {
                Optional<StoreEvent> event = watch.poll(POLL);
                event.ifPresent(this::apply);
                if (event.isEmpty() && watch.isClosed()) {
                    return;
                }
            } catch (StoreException.Expired tooSlow) {
                watch.close();
                watch = relist();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void apply(StoreEvent event) {
        ObjectKey key = event.object().key();
        if (event.type() == StoreEvent.Type.DELETED) {
            objects.remove(key);
        } else {
            objects.put(key, event.object());
        }
        listener.accept(key);
    }

    private StoreWatch relist() {
        Listing listing = store.list(type, null);
        Set<ObjectKey> gone = new HashSet<>(objects.keySet());
        for (StoredObject object : listing.items()) {
            gone.remove(object.key());
            objects.put(object.key(), object);
        }
        gone.forEach(objects::remove);
        StoreWatch fresh = store.watch(type, null, listing.resourceVersion());
        gone.forEach(listener);
        listing.items().forEach(object -> listener.accept(object.key()));
        return fresh;
    }
}
