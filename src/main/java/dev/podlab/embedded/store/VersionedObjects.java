package dev.podlab.embedded.store;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects in memory, with an optional journal.
 *
 * <p>A write takes effect, and reaches the watches, under one lock and in one order. Only its caller then waits for the disk:
 * the watches are in this process and die with it, so they cannot act on a write that a crash undoes.
 */
final class VersionedObjects implements ObjectStore {

    /** The version of an empty store; 0 would mean "any version" to Kubernetes clients. */
    static final long FIRST_VERSION = 1;

    /**
     * Versions skipped at each start. A client of the previous process may have seen versions that never reached the disk; they
     * must not come back with other contents.
     */
    private static final long SKIPPED_AT_START = 1000;

    /** Written again every few seconds, or of no use after a crash: nobody waits for the disk. */
    private static final Set<ResourceType> RELAXED = Set.of(ResourceType.EVENTS, ResourceType.LEASES);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ResourceType, Kind> kinds = new HashMap<>();
    private final Clock clock;
    private final @Nullable Journal journal;
    private long version;
    private long forgotten;
    private boolean closed;

    VersionedObjects(Clock clock, @Nullable Journal journal, long version) {
        this.clock = clock;
        this.journal = journal;
        this.version = version;
        this.forgotten = version;
    }

    static VersionedObjects recovered(Clock clock, Journal journal) throws IOException {
        VersionedObjects store = new VersionedObjects(clock, journal, FIRST_VERSION);
        journal.replay(store::restore);
        store.version += SKIPPED_AT_START;
        store.forgotten = store.version;
        store.kinds.replaceAll((type, restored) -> restored.startingAt(store.version));
        journal.start(store::snapshot);
        return store;
    }

    @Override
    public StoredObject create(ObjectKey key, ObjectNode object) {
        ObjectNode json = object.deepCopy();
        return write(key, kind -> {
            if (kind.get(key) != null) {
                throw new StoreException.AlreadyExists(key);
            }
            stampNew(json);
            StoredObject created = stamped(key, json);
            return new StoreEvent(StoreEvent.Type.ADDED, created, created);
        });
    }

    @Override
    public Optional<StoredObject> get(ObjectKey key) {
        lock.lock();
        try {
            return Optional.ofNullable(kind(key.type()).get(key));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public StoredObject update(ObjectKey key, ObjectNode object, long expectedResourceVersion) {
        ObjectNode json = object.deepCopy();
        return write(key, kind -> {
            StoredObject current = current(kind, key, expectedResourceVersion);
            metadata(json).put("resourceVersion", Long.toString(current.resourceVersion()));
            if (SameJson.same(current.json(), json)) {
                return null;
            }
            return new StoreEvent(StoreEvent.Type.MODIFIED, stamped(key, json), current);
        });
    }

    @Override
    public StoredObject delete(ObjectKey key, @Nullable Long expectedResourceVersion) {
        return write(key, kind -> {
            StoredObject current = current(kind, key, expectedResourceVersion);
            return new StoreEvent(StoreEvent.Type.DELETED, stamped(key, current.copy()), current);
        });
    }

    @Override
    public Listing list(ResourceType type, @Nullable String namespace) {
        lock.lock();
        try {
            return new Listing(version, kind(type).list(namespace));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public StoreWatch watch(ResourceType type, @Nullable String namespace, long after) {
        lock.lock();
        try {
            requireOpen();
            return kind(type).watch(namespace, after);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long resourceVersion() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            kinds.values().forEach(Kind::closeWatches);
        } finally {
            lock.unlock();
        }
        if (journal != null) {
            journal.close();
        }
    }

    /** A change to be made under the lock. */
    private interface Change {
        /** Returns what happens, or null when the object already is as it shall be. */
        @Nullable StoreEvent decide(Kind kind);
    }

    private StoredObject write(ObjectKey key, Change change) {
        StoredObject result;
        long ticket = 0;
        lock.lock();
        try {
            requireOpen();
            Kind kind = kind(key.type());
            StoreEvent event = change.decide(kind);
            if (event == null) {
                return kind.get(key);
            }
            if (journal != null) {
                ticket = journal.append(event);
            }
            version = event.object().resourceVersion();
            kind.apply(event);
            result = event.object();
        } finally {
            lock.unlock();
        }
        if (journal != null && !RELAXED.contains(key.type())) {
            journal.awaitDurable(ticket);
        }
        return result;
    }

    private static StoredObject current(Kind kind, ObjectKey key, @Nullable Long expected) {
        StoredObject current = kind.get(key);
        if (current == null) {
            throw new StoreException.NotFound(key);
        }
        if (expected != null && expected != current.resourceVersion()) {
            throw new StoreException.Conflict(key, expected, current.resourceVersion());
        }
        return current;
    }

    private void stampNew(ObjectNode json) {
        ObjectNode metadata = metadata(json);
        if (metadata.path("uid").asString("").isEmpty()) {
            metadata.put("uid", UUID.randomUUID().toString());
        }
        if (metadata.path("creationTimestamp").asString("").isEmpty()) {
            metadata.put("creationTimestamp", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }

    private StoredObject stamped(ObjectKey key, ObjectNode json) {
        long next = version + 1;
        metadata(json).put("resourceVersion", Long.toString(next));
        return new StoredObject(key, next, json);
    }

    private static ObjectNode metadata(ObjectNode json) {
        return json.path("metadata") instanceof ObjectNode metadata ? metadata : json.putObject("metadata");
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the object store is closed");
        }
    }

    private Kind kind(ResourceType type) {
        return kinds.computeIfAbsent(type, unused -> new Kind(forgotten));
    }

    private void restore(Journal.Entry entry) {
        version = Math.max(version, entry.version());
        if (entry.key() == null) {
            return;
        }
        Kind kind = kind(entry.key().type());
        if (entry.json() == null) {
            kind.restoreRemoval(entry.key());
        } else {
            kind.restore(new StoredObject(entry.key(), entry.version(), entry.json()));
        }
    }

    /** Takes everything there is, and has later writes go elsewhere from that very moment. */
    private Journal.Snapshot snapshot(Runnable atThatMoment) {
        lock.lock();
        try {
            List<StoredObject> all = new ArrayList<>();
            kinds.values().forEach(kind -> all.addAll(kind.list(null)));
            atThatMoment.run();
            return new Journal.Snapshot(version, all);
        } finally {
            lock.unlock();
        }
    }
}
