package dev.podlab.cluster;

import dev.podlab.pod.SandboxState;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cluster behind the portal: one client and one set of watches for all learners. It can be used before it is
 * connected; everything that needs the cluster then throws {@link ClusterUnavailableException}. Thread-safe.
 */
public final class KubernetesCluster implements Cluster, Namespaces, AutoCloseable {

    /**
     * What a node answers, with status 200, for the run before last: while a container waits to be started again, "the
     * run before" is the one whose log is removed already, and the run that ended last is "this run".
     *
     * <p>Source: kubernetes {@code pkg/kubelet/kuberuntime/kuberuntime_container.go}, GetContainerLogs, 1.36.
     */
    private static final Pattern LOST = Pattern.compile("unable to retrieve container logs for \\S+");

    private static final Duration SEEN_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration SEEN_POLL = Duration.ofMillis(2);

    private final Feed feed;
    private final CopyOnWriteArrayList<Consumer<ClusterStatus>> statusListeners = new CopyOnWriteArrayList<>();
    private volatile ClusterStatus status = ClusterStatus.STARTING;
    private volatile @Nullable Connection connection;

    /** Makes a cluster that is not connected. */
    public KubernetesCluster(Clock clock) {
        this.feed = new Feed(clock);
    }

    /**
     * Connects to the cluster that a kubeconfig names and keeps trying until it answers; {@link #status()} tells how
     * that goes. Reads no other file and no environment variable. Returns at once. Credential plugins that the file
     * names are run: it is the operator's own file.
     *
     * @param context name of a context in the file, or null for its current one
     */
    public void connect(Path kubeconfig, @Nullable String context) {
        Connection next = new Connection(kubeconfig, context, feed, this::report);
        connection = next;
        next.start();
    }

    /** Says that there is no cluster to connect to. */
    public void fail(ClusterStatus.Reason reason, String detail) {
        report(ClusterStatus.unavailable(reason, detail));
    }

    /** Returns whether sandboxes can be opened now. */
    public ClusterStatus status() {
        return status;
    }

    /** Calls {@code listener} with every later change of the status, on a thread that it may block. */
    public void onStatus(Consumer<ClusterStatus> listener) {
        statusListeners.add(listener);
    }

    @Override
    public SandboxState state(String namespace) {
        return feed.state(namespace);
    }

    @Override
    public Closeable subscribe(String namespace, Consumer<SandboxState> listener) {
        return feed.subscribe(namespace, listener);
    }

    @Override
    public List<Map<String, Object>> objects(String namespace, String plural) {
        return feed.objects(namespace, plural);
    }

    @Override
    public List<AppliedObject> apply(String namespace, String yaml, boolean replace) {
        return new ManifestApplier(api()).apply(namespace, yaml, replace);
    }

    @Override
    public void deletePod(String namespace, String pod) {
        api().delete(Paths.pod(namespace, pod), Map.of());
    }

    @Override
    public CommandResult exec(
            String namespace, String pod, String container, List<String> command, Duration timeout) {
        return new Commands(api()).run(namespace, pod, container, command, timeout);
    }

    @Override
    public ExecSession openTerminal(
            String namespace, String pod, String container, List<String> command, ExecSession.Listener listener) {
        return new Commands(api()).openTerminal(namespace, pod, container, command, listener);
    }

    @Override
    public String logs(String namespace, String pod, String container, boolean previous, int tailLines) {
        String text = api().text(Paths.log(namespace, pod, container, previous, tailLines));
        return previous && LOST.matcher(text.strip()).matches()
                ? api().text(Paths.log(namespace, pod, container, false, tailLines))
                : text;
    }

    @Override
    public List<SandboxNamespace> all() {
        return feed.namespaces();
    }

    @Override
    public Optional<SandboxNamespace> find(String name) {
        return feed.namespace(name);
    }

    @Override
    public Optional<SandboxNamespace> fetch(String name) {
        return new NamespaceCalls(api()).fetch(name);
    }

    @Override
    public boolean put(Map<String, Object> object) {
        boolean served = new NamespaceCalls(api()).put(object);
        if ("Namespace".equals(object.get("kind"))) {
            awaitSeen(() -> feed.namespace(Fields.text(object, "metadata", "name")).isPresent());
        }
        return served;
    }

    @Override
    public SandboxNamespace annotate(String name, Map<String, String> annotations) {
        SandboxNamespace annotated = new NamespaceCalls(api()).annotate(name, annotations);
        awaitSeen(() -> feed.namespace(name)
                .filter(seen -> seen.annotations().entrySet().containsAll(annotations.entrySet()))
                .isPresent());
        return annotated;
    }

    @Override
    public void delete(String name) {
        new NamespaceCalls(api()).delete(name);
        awaitSeen(() -> feed.namespace(name).map(SandboxNamespace::terminating).orElse(true));
    }

    @Override
    public void empty(String name, Duration timeout) {
        new NamespaceCalls(api()).empty(name, timeout);
    }

    @Override
    public void awaitUsable(String name, Duration timeout) {
        new NamespaceCalls(api()).awaitUsable(name, timeout);
    }

    @Override
    public void awaitGone(String name, Duration timeout) {
        new NamespaceCalls(api()).awaitGone(name, timeout);
    }

    /** Ends every watch, subscription and connection. */
    @Override
    public void close() {
        feed.close();
        Connection current = connection;
        if (current != null) {
            current.close();
        }
    }

    /**
     * Waits for the watch to show what was just done, so that a learner who asks again at once is told the same. A watch
     * that is slower than this is no reason to fail.
     */
    private static void awaitSeen(BooleanSupplier seen) {
        long deadline = System.nanoTime() + SEEN_TIMEOUT.toNanos();
        while (!seen.getAsBoolean() && System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(SEEN_POLL.toNanos());
        }
    }

    private Api api() {
        Connection current = connection;
        if (current == null) {
            throw new ClusterUnavailableException("no cluster is connected", null);
        }
        return current.api();
    }

    private void report(ClusterStatus next) {
        if (next.equals(status)) {
            return;
        }
        status = next;
        statusListeners.forEach(listener -> listener.accept(next));
    }
}
