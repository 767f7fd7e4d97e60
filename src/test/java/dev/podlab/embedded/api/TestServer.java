package dev.podlab.embedded.api;

import dev.podlab.embedded.api.schema.SchemaOpenApi;
import dev.podlab.embedded.api.schema.Schemas;
import dev.podlab.embedded.api.schema.StrictDecoder;
import dev.podlab.embedded.api.table.KubectlTables;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ObjectStores;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

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
                ApiServerConfig.loopback(0, directory, clock), store, AdmissionRequest::object, new StrictDecoder(schemas),
                new KubectlTables(clock), new SchemaOpenApi(schemas, Schemas.kinds()), node);
    }

    /** Returns a kubeconfig for a token. */
    String kubeconfig(String token) {
        String ca = java.util.Base64.getEncoder().encodeToString(api.caCertificatePem().getBytes(StandardCharsets.UTF_8));
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
