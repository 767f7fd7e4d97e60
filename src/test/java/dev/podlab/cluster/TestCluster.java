package dev.podlab.cluster;

import dev.podlab.embedded.api.ApiServer;
import dev.podlab.embedded.api.ApiServerConfig;
import dev.podlab.embedded.api.NodeGateway;
import dev.podlab.embedded.api.admission.AdmissionChain;
import dev.podlab.embedded.api.admission.QuotaUsage;
import dev.podlab.embedded.api.schema.SchemaOpenApi;
import dev.podlab.embedded.api.schema.Schemas;
import dev.podlab.embedded.api.schema.StrictDecoder;
import dev.podlab.embedded.api.table.KubectlTables;
import dev.podlab.embedded.control.ControlPlane;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ObjectStores;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;

/** A cluster for tests, driven over HTTP: everything is real but its nodes, which a test plays itself. */
public final class TestCluster implements AutoCloseable {

    private static final Clock CLOCK = Clock.systemUTC();

    private final Path directory;
    private final ObjectStore store = ObjectStores.inMemory(CLOCK);
    private ApiServer api;
    private final ControlPlane control;

    /** Starts a cluster without nodes. */
    public TestCluster(Path directory) throws IOException {
        this.directory = directory;
        this.api = serve(0);
        this.control = ControlPlane.start(store, CLOCK, api.caCertificatePem(), quota -> QuotaUsage.status(store, quota));
    }

    /** Returns an administrator's kubeconfig. */
    public Path kubeconfig() throws IOException {
        String ca = Base64.getEncoder().encodeToString(api.caCertificatePem().getBytes(StandardCharsets.UTF_8));
        return Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: test, cluster: {server: "%s", certificate-authority-data: %s}}]
                users: [{name: admin, user: {token: %s}}]
                contexts: [{name: test, context: {cluster: test, user: admin}}]
                current-context: test
                """.formatted(api.uri(), ca, api.adminToken()));
    }

    /** Returns a client for what a test does behind Podlab's back. The caller closes it. */
    public KubernetesClient client() throws IOException {
        return new KubernetesClientBuilder().withConfig(Kubeconfig.read(kubeconfig(), null)).build();
    }

    /** Adds a node that is Ready. */
    public void addNode(String name) throws IOException {
        try (KubernetesClient client = client()) {
            var node = new NodeBuilder().withNewMetadata().withName(name).endMetadata().build();
            client.nodes().resource(node).create();
            client.nodes().withName(name).editStatus(n -> new NodeBuilder(n)
                    .withNewStatus()
                    .addNewCondition().withType("Ready").withStatus("True").endCondition()
                    .addToAllocatable("cpu", new Quantity("4"))
                    .addToAllocatable("memory", new Quantity("4Gi"))
                    .addToAllocatable("pods", new Quantity("20"))
                    .endStatus()
                    .build());
        }
    }

    /** Makes every container of a Pod run. */
    public void run(String namespace, String name) throws IOException {
        try (KubernetesClient client = client()) {
            client.pods().inNamespace(namespace).withName(name).editStatus(TestCluster::running);
        }
    }

    /** Lets a Pod that is being deleted go, as its node does. */
    public void letGo(String namespace, String name) throws IOException {
        try (KubernetesClient client = client()) {
            client.pods().inNamespace(namespace).withName(name).withGracePeriod(0).delete();
        }
    }

    /** Stops the API server, as if the machine were gone. */
    public void stop() {
        api.close();
    }

    /** Starts the API server again where it was. */
    public void startAgain() throws IOException {
        api = serve(api.port());
    }

    @Override
    public void close() {
        control.close();
        api.close();
        store.close();
    }

    private ApiServer serve(int port) throws IOException {
        var schemas = new Schemas();
        return ApiServer.start(
                ApiServerConfig.loopback(port, directory, CLOCK),
                store,
                new AdmissionChain(store),
                new StrictDecoder(schemas),
                new KubectlTables(CLOCK),
                new SchemaOpenApi(schemas, Schemas.kinds()),
                new SilentNodes());
    }

    private static Pod running(Pod pod) {
        var status = new PodStatusBuilder().withPhase("Running");
        pod.getSpec().getContainers().forEach(container -> status.addNewContainerStatus()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID("")
                .withRestartCount(0)
                .withReady(true)
                .withNewState().withNewRunning("2026-01-01T12:00:00Z").endState()
                .endContainerStatus());
        pod.setStatus(status.build());
        return pod;
    }

    /** Nodes whose containers say one line and run no commands. */
    private static final class SilentNodes implements NodeGateway {

        @Override
        public URI exec(PodReference pod, ExecOptions options) {
            throw new NodeGatewayException(500, "this node runs no commands");
        }

        @Override
        public URI attach(PodReference pod, ExecOptions options) {
            throw new NodeGatewayException(500, "this node runs no commands");
        }

        @Override
        public URI portForward(PodReference pod, List<Integer> ports) {
            throw new NodeGatewayException(500, "this node forwards no ports");
        }

        @Override
        public void logs(PodReference pod, LogOptions options, OutputStream out) throws IOException {
            out.write(("hello from " + options.container() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
