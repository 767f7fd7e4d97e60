package dev.podlab.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way to one cluster: opens the client and the watches, looks again and again whether sandboxes can be opened, and
 * says so. Lives until closed.
 */
final class Connection implements Closeable {

    /** While the cluster starts, every moment counts against the first sandbox. */
    private static final Duration POLL_UNTIL_READY = Duration.ofMillis(200);

    private static final Duration POLL_WHEN_AWAY = Duration.ofSeconds(1);
    private static final Duration POLL_WHEN_READY = Duration.ofSeconds(2);
    private static final Duration EAGER = Duration.ofSeconds(30);

    private final Path kubeconfig;
    private final @Nullable String context;
    private final Feed feed;
    private final Consumer<ClusterStatus> report;
    private final Thread thread;
    private volatile @Nullable Api api;
    private volatile @Nullable Watches watches;
    private volatile boolean closed;

    Connection(Path kubeconfig, @Nullable String context, Feed feed, Consumer<ClusterStatus> report) {
        this.kubeconfig = kubeconfig;
        this.context = context;
        this.feed = feed;
        this.report = report;
        this.thread = Thread.ofPlatform().name("cluster-status").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Returns the API of the cluster. */
    Api api() {
        Api current = api;
        if (current == null) {
            throw new ClusterUnavailableException("the cluster is not connected yet", null);
        }
        return current;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        Watches currentWatches = watches;
        if (currentWatches != null) {
            currentWatches.close();
        }
        Api currentApi = api;
        if (currentApi != null) {
            currentApi.close();
        }
    }

    private void run() {
        long begun = System.nanoTime();
        var settled = new SettledStatus(begun);
        boolean wasReady = false;
        while (!closed) {
            ClusterStatus status = look(wasReady);
            if (closed) {
                return;
            }
            wasReady = status.isReady();
            report.accept(settled.after(status, System.nanoTime()));
            boolean eager = System.nanoTime() - begun < EAGER.toNanos();
            Duration pause = wasReady ? POLL_WHEN_READY : eager ? POLL_UNTIL_READY : POLL_WHEN_AWAY;
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private ClusterStatus look(boolean wasReady) {
        try {
            Api current = api;
            if (current == null) {
                current = open();
            }
            return new Readiness(current, feed, this::watches).look(wasReady);
        } catch (Kubeconfig.KubeconfigException e) {
            return e.status();
        } catch (RuntimeException e) {
            return ClusterStatus.unavailable(
                    ClusterStatus.Reason.UNREACHABLE, "Podlab cannot use the cluster: " + e.getMessage());
        }
    }

    private Api open() {
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Kubeconfig.read(kubeconfig, context))
                .build();
        var opened = new Api(client);
        api = opened;
        return opened;
    }

    /** Starts the watches when they are first asked for: against an unreachable cluster they would only complain. */
    private Watches watches() {
        Watches current = watches;
        if (current == null) {
            current = new Watches(api().client(), feed);
            watches = current;
            current.start();
        }
        return current;
    }
}
