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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The cluster behind the portal: one client and one set of watches for all learners. It can be used before it is
 * connected; everything that needs the cluster then throws {@link ClusterUnavailableException}. Thread-safe.
 */
public final class KubernetesCluster implements Cluster, Namespaces, AutoCloseable {

    private final Feed feed;
    private final CopyOnWriteArrayList<Consumer<ClusterStatus>> statusListeners = new CopyOnWriteArrayList<>();
    private volatile ClusterStatus status = ClusterStatus.STARTING;

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
        fail(ClusterStatus.Reason.UNREACHABLE, "Connecting to a cluster is not built yet.");
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
        throw notConnected();
    }

    @Override
    public void deletePod(String namespace, String pod) {
        throw notConnected();
    }

    @Override
    public CommandResult exec(
            String namespace, String pod, String container, List<String> command, Duration timeout) {
        throw notConnected();
    }

    @Override
    public ExecSession openTerminal(
            String namespace, String pod, String container, List<String> command, ExecSession.Listener listener) {
        throw notConnected();
    }

    @Override
    public String logs(String namespace, String pod, String container, boolean previous, int tailLines) {
        throw notConnected();
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
        throw notConnected();
    }

    @Override
    public boolean put(Map<String, Object> object) {
        throw notConnected();
    }

    @Override
    public SandboxNamespace annotate(String name, Map<String, String> annotations) {
        throw notConnected();
    }

    @Override
    public void delete(String name) {
        throw notConnected();
    }

    @Override
    public void empty(String name, Duration timeout) {
        throw notConnected();
    }

    @Override
    public void awaitUsable(String name, String serviceAccount, Duration timeout) {
        throw notConnected();
    }

    @Override
    public void awaitGone(String name, Duration timeout) {
        throw notConnected();
    }

    /** Ends every watch, subscription and connection. */
    @Override
    public void close() {
        feed.close();
    }

    private static ClusterUnavailableException notConnected() {
        return new ClusterUnavailableException("no cluster is connected", null);
    }

    private void report(ClusterStatus next) {
        if (next.equals(status)) {
            return;
        }
        status = next;
        statusListeners.forEach(listener -> listener.accept(next));
    }
}
