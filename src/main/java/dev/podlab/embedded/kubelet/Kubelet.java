package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoredObject;
import dev.podlab.embedded.store.client.EventRecorder;
import dev.podlab.embedded.store.client.StoreMirror;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final NodeContext node;
    private final RuntimePoller poller;
    private final NodeRegistration registration;
    private final PodStreams streams;
    private final LogKeeper logKeeper;
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
                new Volumes(directories, new VolumeContents(objects), new Tmpfs(settings.enterMounts())),
                directories, new ContainerConfigs(settings, directories), objects);
        this.poller = new RuntimePoller(runtime, view, settings.nodeName(), settings.pollInterval(), this::runtimeChanged);
        this.registration = new NodeRegistration(settings, store, clock, poller::isAnswered);
        this.streams = new PodStreams(node);
        this.logKeeper = new LogKeeper(node);
    }

    /**
     * Looks at the runtime once, adopts what it finds there, and begins to follow the Pods of this node.
     *
     * @throws ContainerRuntimeException if the runtime does not answer
     */
    public void start() {
        node.view().refresh();
        registration.start();
        pods = new StoreMirror(node.store(), ResourceType.PODS, this::podChanged);
        adopt();
        poller.start();
        logKeeper.start();
    }

    /**
     * Returns the one-time URL of an interactive command in a running container.
     *
     * @throws KubeletException if the container does not run or the runtime refuses
     */
    public URI exec(
            String uid, String container, List<String> command, boolean stdin, boolean stdout, boolean stderr, boolean tty) {
        return streams.exec(uid, container, command, stdin, stdout, stderr, tty);
    }

    /**
     * Returns the one-time URL that attaches to a running container's first process.
     *
     * @throws KubeletException if the container does not run or the runtime refuses
     */
    public URI attach(String uid, String container, boolean stdin, boolean stdout, boolean stderr, boolean tty) {
        return streams.attach(uid, container, stdin, stdout, stderr, tty);
    }

    /**
     * Returns the one-time URL of a port forwarding into a Pod.
     *
     * @throws KubeletException if the Pod has no network or the runtime refuses
     */
    public URI portForward(String uid, List<Integer> ports) {
        return streams.portForward(uid, ports);
    }

    /**
     * Writes a container's log to {@code out} and returns at its end; when following, that is when the container has ended.
     *
     * @throws KubeletException if there is no such log; the message is Kubernetes' own
     * @throws IOException      if {@code out} fails
     */
    public void logs(String namespace, String pod, String container, LogQuery query, OutputStream out) throws IOException {
        StoredObject stored = node.store().get(new ObjectKey(ResourceType.PODS, namespace, pod))
                .orElseThrow(() -> new KubeletException(404, "pods \"%s\" not found".formatted(pod)));
        streams.logs(stored, container, query, out);
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
        registration.close();
        logKeeper.close();
        workers.values().forEach(PodWorker::stop);
        await(workers.values());
        node.events().close();
    }

    /** A call to the runtime that is under way is not waited for longer than this. */
    private static void await(Collection<PodWorker> stopping) {
        long end = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
        try {
            for (PodWorker worker : stopping) {
                worker.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
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
