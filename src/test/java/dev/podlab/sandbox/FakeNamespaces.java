package dev.podlab.sandbox;

import dev.podlab.cluster.ClusterUnavailableException;
import dev.podlab.cluster.Namespaces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A cluster's namespaces in memory, with a call log and a call that fails on demand. */
class FakeNamespaces implements Namespaces {

    final Map<String, SandboxNamespace> namespaces = new ConcurrentSkipListMap<>();
    final List<String> calls = new ArrayList<>();
    @Nullable String failing;

    @Override
    public List<SandboxNamespace> all() {
        return List.copyOf(namespaces.values());
    }

    @Override
    public Optional<SandboxNamespace> find(String name) {
        return Optional.ofNullable(namespaces.get(name));
    }

    @Override
    public Optional<SandboxNamespace> fetch(String name) {
        return find(name);
    }

    @Override
    public synchronized boolean put(Map<String, Object> object) {
        String kind = String.valueOf(object.get("kind"));
        call("put " + kind);
        if (kind.equals("Namespace")) {
            Map<?, ?> metadata = (Map<?, ?>) object.get("metadata");
            String name = String.valueOf(metadata.get("name"));
            namespaces.putIfAbsent(name, namespace(name, texts(metadata.get("annotations")), false));
        }
        return true;
    }

    @Override
    public SandboxNamespace annotate(String name, Map<String, String> annotations) {
        call("annotate");
        return namespaces.compute(name, (n, before) -> {
            var all = new TreeMap<>(before == null ? Map.of() : before.annotations());
            all.putAll(annotations);
            return namespace(n, all, false);
        });
    }

    @Override
    public void delete(String name) {
        call("delete " + name);
        namespaces.computeIfPresent(name, (n, before) -> namespace(n, before.annotations(), true));
    }

    @Override
    public void empty(String name, Duration timeout) {
        call("empty " + name);
    }

    @Override
    public void awaitUsable(String name, Duration timeout) {
        call("await");
    }

    @Override
    public void awaitGone(String name, Duration timeout) {
        call("gone");
        namespaces.remove(name);
    }

    private synchronized void call(String call) {
        calls.add(call);
        if (call.equals(failing)) {
            throw new ClusterUnavailableException(call + " fails", null);
        }
    }

    static SandboxNamespace namespace(String name, Map<String, String> annotations, boolean terminating) {
        return new SandboxNamespace(name, Map.of(LABEL, "true"), annotations, terminating, Instant.EPOCH);
    }

    private static Map<String, String> texts(@Nullable Object map) {
        var texts = new TreeMap<String, String>();
        if (map instanceof Map<?, ?> entries) {
            entries.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        }
        return texts;
    }
}
