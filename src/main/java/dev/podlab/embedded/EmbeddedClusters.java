package dev.podlab.embedded;

import dev.podlab.embedded.api.ApiServer;
import dev.podlab.embedded.api.ApiServerConfig;
import dev.podlab.embedded.api.admission.AdmissionChain;
import dev.podlab.embedded.api.admission.QuotaUsage;
import dev.podlab.embedded.api.schema.SchemaOpenApi;
import dev.podlab.embedded.api.schema.Schemas;
import dev.podlab.embedded.api.schema.StrictDecoder;
import dev.podlab.embedded.api.table.KubectlTables;
import dev.podlab.embedded.control.ControlPlane;
import dev.podlab.embedded.kubelet.Kubelet;
import dev.podlab.embedded.kubelet.KubeletSettings;
import dev.podlab.embedded.node.Node;
import dev.podlab.embedded.node.Nodes;
import dev.podlab.embedded.node.Precondition;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ObjectStores;
import dev.podlab.embedded.store.ResourceType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Starts embedded clusters: the composition of store, API server, controllers, kubelets and nodes. */
public final class EmbeddedClusters {

    private EmbeddedClusters() {}

    /** Returns what this machine lacks for an embedded cluster, one sentence with a remedy each; empty when nothing. */
    public static List<String> unmetPreconditions() {
        return Precondition.unmet().stream().map(Precondition::sentence).toList();
    }

    /**
     * Returns a cluster that takes Pods. The control plane and the nodes start side by side; when one fails, all that
     * was started is taken down again.
     *
     * @throws EmbeddedClusterException with plain sentences if the machine lacks something or a part does not start
     */
    public static EmbeddedCluster start(EmbeddedClusterConfig config) {
        List<String> unmet = unmetPreconditions();
        if (!unmet.isEmpty()) {
            throw new EmbeddedClusterException(String.join(" ", unmet));
        }
        var parts = new Teardown();
        try {
            parts.add(HomeLock.take(config.home()));
            return assemble(config, parts);
        } catch (EmbeddedClusterException failure) {
            parts.closeAfter(failure);
            throw failure;
        } catch (IOException | RuntimeException failure) {
            parts.closeAfter(failure);
            throw new EmbeddedClusterException(
                    "The embedded cluster did not start: " + failure.getMessage(), failure);
        }
    }

    private static EmbeddedCluster assemble(EmbeddedClusterConfig config, Teardown parts) throws IOException {
        Clock clock = Clock.systemUTC();
        CompletableFuture<Nodes> starting =
                CompletableFuture.supplyAsync(() -> Nodes.start(config.home(), config.nodes()), EmbeddedClusters::run);
        // Nodes go last, and also when the control plane fails while they are still on their way.
        parts.add(() -> starting.exceptionally(failed -> null).thenAccept(EmbeddedClusters::close).join());
        ObjectStore store = parts.add(ObjectStores.open(config.home().resolve("store"), clock));
        var gateway = new KubeletGateway(clock);
        ApiServer api = parts.add(serve(config, store, gateway, clock));
        parts.add(ControlPlane.start(store, clock, api.caCertificatePem(), quota -> QuotaUsage.status(store, quota)));
        Nodes nodes = join(starting);
        Set<String> names = nodes.list().stream().map(Node::name).collect(Collectors.toSet());
        forgetOtherNodes(store, names);
        for (Node node : nodes.list()) {
            Kubelet kubelet = parts.add(new Kubelet(store, node.runtime(), settings(config, node), clock));
            gateway.add(node.name(), kubelet);
            kubelet.start();
        }
        NodeReadiness.await(store, names);
        Path kubeconfig = config.home().resolve("kubeconfig");
        KubeconfigFile.write(
                kubeconfig, KubeconfigFile.text(api.uri().toString(), api.caCertificatePem(), api.adminToken()));
        return new RunningCluster(kubeconfig, parts);
    }

    /** An earlier start may have had more nodes; nobody would ever mark them as gone. */
    private static void forgetOtherNodes(ObjectStore store, Set<String> names) {
        store.list(ResourceType.NODES, null).items().stream()
                .filter(node -> !names.contains(node.key().name()))
                .forEach(node -> store.delete(node.key(), null));
    }

    private static ApiServer serve(EmbeddedClusterConfig config, ObjectStore store, KubeletGateway gateway, Clock clock)
            throws IOException {
        var schemas = new Schemas();
        return ApiServer.start(
                ApiServerConfig.loopback(config.apiPort(), config.home().resolve("pki"), clock),
                store,
                new AdmissionChain(store),
                new StrictDecoder(schemas),
                new KubectlTables(clock),
                new SchemaOpenApi(schemas, Schemas.kinds()),
                gateway);
    }

    private static KubeletSettings settings(EmbeddedClusterConfig config, Node node) {
        return new KubeletSettings(
                node.name(),
                node.address(),
                node.podCidr(),
                node.folder().resolve("kubelet"),
                node.cgroupParent(),
                List.of(),
                Nodes.CONTAINER_PIDS,
                KubeletSettings.DEFAULT_MAX_PODS,
                Runtime.getRuntime().availableProcessors(),
                MachineMemory.bytes() / config.nodes(),
                node.runtimeVersion(),
                KubeletSettings.DEFAULT_POLL_INTERVAL,
                node.enterMounts());
    }

    private static Nodes join(CompletableFuture<Nodes> starting) {
        try {
            return starting.join();
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause();
            throw new EmbeddedClusterException("The nodes did not start: " + cause.getMessage(), cause);
        }
    }

    private static void run(Runnable task) {
        Thread.ofPlatform().name("nodes-start").start(task);
    }

    private static void close(@Nullable Nodes nodes) {
        if (nodes != null) {
            nodes.close();
        }
    }
}
