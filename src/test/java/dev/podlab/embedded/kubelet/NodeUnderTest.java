package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ObjectStores;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoredObject;
import dev.podlab.embedded.store.StoreWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A kubelet with its store, its fake runtime and its clock. */
final class NodeUnderTest implements AutoCloseable {

    private final MovingClock clock = new MovingClock();
    private final ObjectStore store = ObjectStores.inMemory(clock);
    private final FakeContainerRuntime runtime = new FakeContainerRuntime(clock);
    private final Path root;
    private final PodWatch pods = new PodWatch(store);
    private final long first = store.resourceVersion();
    private Kubelet kubelet;

    NodeUnderTest(Path root) {
        this.root = root;
        this.kubelet = start();
    }

    private Kubelet start() {
        Kubelet fresh = new Kubelet(
                store,
                runtime,
                new KubeletSettings(
                        "node-1", "192.168.0.1", "10.0.0.0/24", root, "/podlab/node-1", List.of(), 256, 110, 2, 1L << 30,
                        "fake://1", Duration.ofMillis(10), List.of()),
                clock);
        fresh.start();
        return fresh;
    }

    void restartKubelet() {
        kubelet.close();
        kubelet = start();
    }

    Kubelet kubelet() {
        return kubelet;
    }

    FakeContainerRuntime runtime() {
        return runtime;
    }

    ObjectStore store() {
        return store;
    }

    PodWatch pods() {
        return pods;
    }

    void create(Pods pod) {
        pods.create(pod);
    }

    void createConfigMap(String name, String key, String value) {
        ObjectNode map = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").put("name", name).put("namespace", "default");
        map.putObject("data").put(key, value);
        store.create(new ObjectKey(ResourceType.CONFIG_MAPS, "default", name), map);
    }

    void delete(String name, int grace) {
        pods.delete(name, grace, clock.instant());
    }

    Optional<StoredObject> get(String name) {
        return pods.get(name);
    }

    JsonNode status(String name) {
        return pods.status(name);
    }

    JsonNode containerStatus(String pod, String container) {
        return pods.containerStatus(pod, container);
    }

    String condition(String pod, String type) {
        return pods.condition(pod, type);
    }

    int restarts(String pod, String container) {
        return containerStatus(pod, container).path("restartCount").asInt(-1);
    }

    /** Moves the clock and lets the kubelet see it. */
    void forward(Duration duration) {
        clock.forward(duration);
        kubelet.resync();
    }

    void awaitPhase(String pod, String phase) {
        await(pod + " " + phase, () -> get(pod).isPresent() && status(pod).path("phase").asString().equals(phase));
    }

    void awaitWaiting(String pod, String container, String reason) {
        await(container + " " + reason, () -> containerStatus(pod, container)
                .path("state").path("waiting").path("reason").asString("").equals(reason));
    }

    void await(String what, BooleanSupplier condition) {
        pods.await(what, condition);
    }

    /** Returns all phases that a watch of the Pod has seen, without repetitions. */
    List<String> phases(String name) {
        List<String> phases = new ArrayList<>();
        try (StoreWatch watch = store.watch(ResourceType.PODS, "default", first)) {
            for (var event = watch.poll(Duration.ofMillis(50)); event.isPresent(); event = watch.poll(Duration.ofMillis(50))) {
                StoredObject object = event.get().object();
                String phase = object.json().path("status").path("phase").asString();
                if (object.key().name().equals(name) && (phases.isEmpty() || !phases.getLast().equals(phase))) {
                    phases.add(phase);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return phases;
    }

    /** Returns reason and message of every event, in the order of the store. */
    List<String> events() {
        return store.list(ResourceType.EVENTS, null).items().stream()
                .map(e -> e.json().path("reason").asString() + ": " + e.json().path("message").asString())
                .toList();
    }

    @Override
    public void close() {
        kubelet.close();
        store.close();
    }
}
