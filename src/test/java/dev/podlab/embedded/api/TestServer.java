package dev.podlab.embedded.api;

import dev.podlab.embedded.api.admission.AdmissionChain;
import dev.podlab.embedded.api.schema.SchemaOpenApi;
import dev.podlab.embedded.api.schema.Schemas;
import dev.podlab.embedded.api.schema.StrictDecoder;
import dev.podlab.embedded.api.table.KubectlTables;
import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ObjectStores;
import dev.podlab.embedded.store.ResourceType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An API server for tests: everything real but the nodes. */
final class TestServer implements AutoCloseable {

    final ObjectStore store;
    final ApiServer api;
    final FakeNode node = new FakeNode();

    TestServer(Path directory) throws IOException {
        Clock clock = Clock.systemUTC();
        Schemas schemas = new Schemas();
        store = ObjectStores.inMemory(clock);
        api = ApiServer.start(
                ApiServerConfig.loopback(0, directory, clock), store, new AdmissionChain(store), new StrictDecoder(schemas),
                new KubectlTables(clock), new SchemaOpenApi(schemas, Schemas.kinds()), node);
    }

    /** Makes a namespace with its default service account, as the controllers would. */
    void createNamespace(String name) {
        ObjectNode namespace = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Namespace");
        namespace.putObject("metadata").put("name", name).putObject("labels").put("kubernetes.io/metadata.name", name);
        namespace.putObject("spec").putArray("finalizers").add("kubernetes");
        namespace.putObject("status").put("phase", "Active");
        store.create(ObjectKey.of(ResourceType.NAMESPACES, name), namespace);
        ObjectNode account = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ServiceAccount");
        account.putObject("metadata").put("name", "default").put("namespace", name);
        store.create(new ObjectKey(ResourceType.SERVICE_ACCOUNTS, name, "default"), account);
    }

    /** Returns a kubeconfig for a token. */
    String kubeconfig(String token) {
        String ca = Base64.getEncoder().encodeToString(api.caCertificatePem().getBytes(StandardCharsets.UTF_8));
        return """
                apiVersion: v1
                kind: Config
                clusters: [{name: podlab, cluster: {server: "%s", certificate-authority-data: %s}}]
                users: [{name: user, user: {token: %s}}]
                contexts: [{name: podlab, context: {cluster: podlab, user: user, namespace: default}}]
                current-context: podlab
                """.formatted(api.uri(), ca, token);
    }

    @Override
    public void close() {
        api.close();
        store.close();
        node.close();
    }

    /** Serves until it is killed, for trying things out by hand. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        try (TestServer server = new TestServer(directory)) {
            Files.writeString(directory.resolve("kubeconfig"), server.kubeconfig(server.api.adminToken()));
            server.createNamespace("default");
            System.out.println(server.api.uri());
            Thread.currentThread().join();
        }
    }

    /** A node whose logs are fixed and whose streams are served by whatever a test puts there. */
    static final class FakeNode implements NodeGateway, AutoCloseable {

        volatile URI streams = URI.create("http://127.0.0.1:1/none");
        volatile String log = "hello\n";

        @Override
        public URI exec(PodReference pod, ExecOptions options) {
            return streams;
        }

        @Override
        public URI attach(PodReference pod, ExecOptions options) {
            return streams;
        }

        @Override
        public URI portForward(PodReference pod, List<Integer> ports) {
            return streams;
        }

        @Override
        public void logs(PodReference pod, LogOptions options, OutputStream out) throws IOException {
            out.write(log.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {}
    }
}
