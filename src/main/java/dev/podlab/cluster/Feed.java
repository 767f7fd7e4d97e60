package dev.podlab.cluster;

import dev.podlab.cluster.Namespaces.SandboxNamespace;
import dev.podlab.pod.Node;
import dev.podlab.pod.Pod;
import dev.podlab.pod.PodEvent;
import dev.podlab.pod.SandboxState;
import java.io.Closeable;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the watches have seen: objects come in on the client's threads, immutable snapshots go out on a thread per
 * subscription. Keeps what it knows while the cluster is away. Thread-safe.
 */
final class Feed implements Closeable {

    /** Older events are of no use in a picture. */
    private static final int MAX_EVENTS = 200;

    private static final Comparator<Pod> OLDEST_FIRST =
            Comparator.comparing(Pod::createdAt).thenComparing(Pod::name);

    private final Clock clock;
    private final AtomicLong versions = new AtomicLong();
    private final Map<String, Contents> contents = new ConcurrentHashMap<>();
    private final Map<String, SandboxNamespace> namespaces = new ConcurrentSkipListMap<>();
    private final Map<String, Node> nodes = new ConcurrentSkipListMap<>();
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

    Feed(Clock clock) {
        this.clock = clock;
    }

    List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    /** Takes an object as it is now. */
    void put(Kind kind, Map<String, Object> object) {
        String namespace = Fields.text(object, "metadata", "namespace");
        String name = Fields.text(object, "metadata", "name");
        switch (kind) {
            case NODES -> nodes.put(name, NodeRecords.node(object));
            case NAMESPACES -> namespaces.put(name, NamespaceRecords.namespace(object));
            case PODS, EVENTS, CONFIGMAPS ->
                contents.computeIfAbsent(namespace, n -> new Contents()).put(kind, name, object);
        }
        changed(kind, namespace);
    }

    /** Takes the end of an object. */
    void remove(Kind kind, Map<String, Object> object) {
        String namespace = Fields.text(object, "metadata", "namespace");
        String name = Fields.text(object, "metadata", "name");
        switch (kind) {
            case NODES -> nodes.remove(name);
            case NAMESPACES -> {
                namespaces.remove(name);
                contents.remove(name);
            }
            case PODS, EVENTS, CONFIGMAPS -> {
                // Events outlive their namespace's end in the watch: that must not bring its entry back.
                Contents known = contents.get(namespace);
                if (known != null) {
                    known.remove(kind, name);
                }
            }
        }
        changed(kind, kind == Kind.NAMESPACES ? name : namespace);
    }

    SandboxState state(String namespace) {
        return known(namespace).snapshot(namespace);
    }

    List<Map<String, Object>> objects(String namespace, String plural) {
        return List.copyOf(known(namespace).objects(Kind.of(plural)).values());
    }

    List<SandboxNamespace> namespaces() {
        return List.copyOf(namespaces.values());
    }

    Optional<SandboxNamespace> namespace(String name) {
        return Optional.ofNullable(namespaces.get(name));
    }

    Closeable subscribe(String namespace, Consumer<SandboxState> listener) {
        var subscription = new Subscription(namespace, this, listener);
        subscriptions.add(subscription);
        subscription.start();
        return subscription;
    }

    void unsubscribe(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }

    private void changed(Kind kind, String namespace) {
        if (kind == Kind.NODES) {
            contents.values().forEach(c -> c.touch(versions.incrementAndGet()));
            subscriptions.forEach(Subscription::wake);
            return;
        }
        known(namespace).touch(versions.incrementAndGet());
        for (Subscription subscription : subscriptions) {
            if (subscription.namespace().equals(namespace)) {
                subscription.wake();
            }
        }
    }

    /** Asking for a namespace does not make an entry for it. */
    private Contents known(String namespace) {
        Contents known = contents.get(namespace);
        return known == null ? new Contents() : known;
    }

    /** The objects of one namespace. */
    private final class Contents {

        private final Map<Kind, Map<String, Map<String, Object>>> raw = new ConcurrentHashMap<>();
        private final Map<String, Pod> pods = new ConcurrentHashMap<>();
        private final Map<String, PodEvent> events = new ConcurrentHashMap<>();
        private volatile long version = versions.incrementAndGet();
        private volatile @Nullable SandboxState latest;

        Map<String, Map<String, Object>> objects(Kind kind) {
            return raw.computeIfAbsent(kind, k -> new ConcurrentSkipListMap<>());
        }

        void put(Kind kind, String name, Map<String, Object> object) {
            objects(kind).put(name, object);
            if (kind == Kind.PODS) {
                pods.put(name, PodRecords.pod(object));
            } else if (kind == Kind.EVENTS) {
                events.put(name, EventRecords.event(object));
            }
        }

        void remove(Kind kind, String name) {
            objects(kind).remove(name);
            if (kind == Kind.PODS) {
                pods.remove(name);
            } else if (kind == Kind.EVENTS) {
                events.remove(name);
            }
        }

        void touch(long newVersion) {
            version = newVersion;
        }

        SandboxState snapshot(String namespace) {
            // Read first: what changes while the snapshot is made raises it, and the next snapshot is made anew.
            long seen = version;
            SandboxState known = latest;
            if (known != null && known.version() == seen) {
                return known;
            }
            var made = new SandboxState(
                    namespace,
                    seen,
                    clock.instant(),
                    List.copyOf(nodes.values()),
                    pods.values().stream().sorted(OLDEST_FIRST).toList(),
                    newest(events.values().stream()));
            latest = made;
            return made;
        }

        private static List<PodEvent> newest(Stream<PodEvent> events) {
            List<PodEvent> sorted = events.sorted(EventRecords.OLDEST_FIRST).toList();
            return sorted.subList(Math.max(0, sorted.size() - MAX_EVENTS), sorted.size());
        }
    }

    /** What is watched, by its plural in the API. */
    enum Kind {
        PODS("pods", "Pod"),
        EVENTS("events", "Event"),
        CONFIGMAPS("configmaps", "ConfigMap"),
        NODES("nodes", "Node"),
        NAMESPACES("namespaces", "Namespace");

        private final String plural;
        private final String singular;

        Kind(String plural, String singular) {
            this.plural = plural;
            this.singular = singular;
        }

        /** Returns the kind's word in paths. */
        String plural() {
            return plural;
        }

        /** Returns the kind's word in manifests. */
        String singular() {
            return singular;
        }

        static Kind of(String plural) {
            return Stream.of(PODS, EVENTS, CONFIGMAPS)
                    .filter(kind -> kind.plural.equals(plural))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("not watched: " + plural));
        }
    }
}
