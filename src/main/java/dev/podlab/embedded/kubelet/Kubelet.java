package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoredObject;
import dev.podlab.embedded.store.client.EventRecorder;
import dev.podlab.embedded.store.client.StoreMirror;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The agent of one node: runs the Pods that are bound to it. Thread-safe.
 *
 * <p>Closing it leaves the Pods running; a kubelet that starts on the same runtime and folder adopts them.
 */
public final class Kubelet implements AutoCloseable {

    private final NodeContext node;
    private final RuntimePoller poller;
    private final Map<String, PodWorker> workers = new ConcurrentHashMap<>();
    private final Map<ObjectKey, String> uids = new ConcurrentHashMap<>();
    private volatile @Nullable StoreMirror pods;
    private volatile boolean closed;

    /**
     * Sets a kubelet up; {@link #start()} makes it work.
     *
     * @param runtime the container runtime of this node alone; stays open when the kubelet is closed
     */
    public Kubelet(ObjectStore store, ContainerRuntime runtime, KubeletSettings settings, Clock clock) {
        PodDirectories directories = new PodDirectories(settings.root());
        KeyedObjects objects = new KeyedObjects(store);
        RuntimeView view = new RuntimeView(runtime, new TerminationMessages(directories)::complete);
        this.node = new NodeContext(
                settings, store, runtime, clock, view,
                new EventRecorder(store, clock, "kubelet", settings.nodeName()),
                new ImagePuller(runtime),
                new Volumes(directories, new VolumeContents(objects), new Tmpfs()),
                directories, new ContainerConfigs(settings, directories), objects);
        this.poller = new RuntimePoller(view, settings.nodeName(), settings.pollInterval(), this::runtimeChanged);
    }

    /**
     * Looks at the runtime once, adopts what it finds there, and begins to follow the Pods of this node.
     *
     * @throws ContainerRuntimeException if the runtime does not answer
     */
    public void start() {
        node.view().refresh();
        pods = new StoreMirror(node.store(), ResourceType.PODS, this::podChanged);
        adopt();
        poller.start();
    }

    /** Makes every Pod's worker look again, as if the clock had moved on. */
    void resync() {
        poller.hurry();
        workers.values().forEach(PodWorker::wake);
    }

    @Override
    public void close() {
        closed = true;
        StoreMirror mirror = pods;
        if (mirror != null) {
            mirror.close();
        }
        poller.close();
        workers.values().forEach(PodWorker::stop);
        node.events().close();
    }

    private void podChanged(ObjectKey key) {
        Optional<StoredObject> stored = node.store().get(key).filter(this::isMine);
        String before = stored.isPresent() ? uids.put(key, stored.get().uid()) : uids.remove(key);
        if (before != null) {
            wake(before);
        }
        stored.ifPresent(pod -> worker(key, pod.uid()).wake());
    }

    private boolean isMine(StoredObject pod) {
        return pod.json().path("spec").path("nodeName").asString("").equals(node.settings().nodeName());
    }

    private PodWorker worker(ObjectKey key, String uid) {
        return workers.computeIfAbsent(uid, id -> {
            PodWorker worker = new PodWorker(key, id, node, () -> workers.remove(id));
            worker.start();
            return worker;
        });
    }

    private void wake(String uid) {
        PodWorker worker = workers.get(uid);
        if (worker != null) {
            worker.wake();
        }
    }

    private void runtimeChanged(Set<String> changed) {
        changed.forEach(this::wake);
        adopt();
    }

    /** Gives every Pod that only the runtime or the disk knows a worker, which removes it. */
    private void adopt() {
        Set<String> left = new HashSet<>(node.view().uids());
        left.addAll(node.directories().uids());
        left.removeAll(workers.keySet());
        for (String uid : left) {
            if (!closed && !uid.isEmpty()) {
                worker(orphanKey(uid), uid).wake();
            }
        }
    }

    private ObjectKey orphanKey(String uid) {
        return node.view().of(uid).newestSandbox()
                .map(sandbox -> new ObjectKey(ResourceType.PODS, sandbox.pod().namespace(), sandbox.pod().name()))
                .orElseGet(() -> new ObjectKey(ResourceType.PODS, "default", "removed-" + uid));
    }
}
