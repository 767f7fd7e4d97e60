package dev.podlab.embedded.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The objects of one kind, their recent history and their watches. Guarded by the store's lock. */
final class Kind {

    /** A watch may fall this many changes behind the store, or start this many changes back. */
    static final int HISTORY = 4096;

    /** Sorts before every character of a name, so that a namespace is one range of the map. */
    private static final char SEPARATOR = '\0';

    private final NavigableMap<String, StoredObject> objects = new TreeMap<>();
    private final ArrayDeque<StoreEvent> history = new ArrayDeque<>();
    private final List<WatchQueue> watches = new CopyOnWriteArrayList<>();
    private long forgotten;

    /** @param forgotten the version of the store up to which there is no history */
    Kind(long forgotten) {
        this.forgotten = forgotten;
    }

    /** Returns the same objects, with the history beginning at a version. */
    Kind startingAt(long version) {
        Kind started = new Kind(version);
        started.objects.putAll(objects);
        return started;
    }

    @Nullable StoredObject get(ObjectKey key) {
        return objects.get(place(key));
    }

    /** Keeps an object without telling anybody: it was there before. */
    void restore(StoredObject object) {
        objects.put(place(object.key()), object);
    }

    void restoreRemoval(ObjectKey key) {
        objects.remove(place(key));
    }

    void apply(StoreEvent event) {
        ObjectKey key = event.object().key();
        switch (event.type()) {
            case ADDED, MODIFIED -> objects.put(place(key), event.object());
            case DELETED -> objects.remove(place(key));
        }
        if (history.size() == HISTORY) {
            forgotten = history.removeFirst().object().resourceVersion();
        }
        history.add(event);
        watches.forEach(watch -> watch.offer(event));
    }

    List<StoredObject> list(@Nullable String namespace) {
        if (namespace == null) {
            return new ArrayList<>(objects.values());
        }
        return new ArrayList<>(objects.subMap(namespace + SEPARATOR, namespace + (char) (SEPARATOR + 1)).values());
    }

    /** @throws StoreException.Expired if changes after that version are forgotten */
    WatchQueue watch(@Nullable String namespace, long after) {
        if (after < forgotten) {
            throw new StoreException.Expired(after, forgotten);
        }
        WatchQueue watch = new WatchQueue(namespace, HISTORY, watches::remove);
        history.stream().filter(event -> event.object().resourceVersion() > after).forEach(watch::offer);
        watches.add(watch);
        return watch;
    }

    void closeWatches() {
        watches.forEach(WatchQueue::close);
    }

    private static String place(ObjectKey key) {
        return key.namespace() + SEPARATOR + key.name();
    }
}
