package dev.podlab.embedded.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ResourceType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What happens to a connection that is handed over to a node, byte by byte. */
class StreamingTests {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final String EXEC = "/api/v1/namespaces/lab/pods/web/exec?command=cat&stdin=true&stdout=true";

    @TempDir
    Path directory;

    private TestServer server;
    private ServerSocket node;
    private final BlockingQueue<List<String>> requestsAtNode = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(directory);
        server.createNamespace("lab");
        ObjectNode pod = JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Pod");
        pod.putObject("metadata").put("name", "web").put("namespace", "lab");
        pod.putObject("spec").put("nodeName", "node-1").putArray("containers").addObject().put("name", "app");
        server.store.create(new ObjectKey(ResourceType.PODS, "lab", "web"), pod);
        node = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        node.setSoTimeout(TIMEOUT_MILLIS);
        server.node.streams = URI.create("http://127.0.0.1:" + node.getLocalPort() + "/exec/token-1");
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
        server.close();
    }

    @Test
    void passesBytesOnInBothDirectionsOnceTheNodeAgrees() throws Exception {
        serveOnce("HTTP/1.1 101 Switching Protocols\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: v4.channel.k8s.io\r\n\r\n");
        try (Socket client = connect()) {
            upgrade(client);
            assertThat(head(client.getInputStream())).first().isEqualTo("HTTP/1.1 101 Switching Protocols");
            client.getOutputStream().write(new byte[] {(byte) 0x80, 3, 0, 1, (byte) 0xff});
            assertThat(client.getInputStream().readNBytes(5)).containsExactly(0x80, 3, 0, 1, 0xff);
        }
        assertThat(requestsAtNode.poll(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS))
                .startsWith("POST /exec/token-1 HTTP/1.1")
                .contains("upgrade: SPDY/3.1", "x-stream-protocol-version: v4.channel.k8s.io")
                .noneMatch(line -> line.startsWith("authorization"));
    }

    @Test
    void passesARefusalOnAndLetsNothingFollowIt() throws Exception {
        serveOnce("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nno");
        try (Socket client = connect()) {
            upgrade(client);
            client.getOutputStream().write("POST /exec/other HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = client.getInputStream();
            assertThat(head(in)).first().isEqualTo("HTTP/1.1 403 Forbidden");
            assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo("no");
        }
        assertThat(requestsAtNode.poll(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)).doesNotContain("POST /exec/other HTTP/1.1");
    }

    @Test
    void saysSoWhenTheNodeCannotBeReached() throws Exception {
        node.close();
        try (Socket client = connect()) {
            upgrade(client);
            InputStream in = client.getInputStream();
            assertThat(head(in)).first().isEqualTo("HTTP/1.1 500 Internal Server Error");
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("error dialing backend");
        }
    }

    @Test
    void closesTheNodesSideWhenTheClientGoesAway() throws Exception {
        Thread echo = serveOnce("HTTP/1.1 101 Switching Protocols\r\n\r\n");
        try (Socket client = connect()) {
            upgrade(client);
            head(client.getInputStream());
        }
        echo.join(TIMEOUT_MILLIS);
        assertThat(echo.isAlive()).isFalse();
    }

    /** Takes one connection, answers its first request with this, and then echoes until it ends. */
    private Thread serveOnce(String answer) {
        return Thread.ofVirtual().start(() -> {
            try (Socket peer = node.accept()) {
                requestsAtNode.add(head(peer.getInputStream()));
                OutputStream out = peer.getOutputStream();
                out.write(answer.getBytes(StandardCharsets.US_ASCII));
                peer.getInputStream().transferTo(out);
            } catch (IOException closed) {
                requestsAtNode.add(List.of("closed: " + closed.getMessage()));
            }
        });
    }

    private Socket connect() throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        byte[] pem = server.api.caCertificatePem().getBytes(StandardCharsets.US_ASCII);
        trusted.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem)));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        Socket socket = tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.api.port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private void upgrade(Socket client) throws IOException {
        String request = "POST " + EXEC + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + server.api.adminToken()
                + "\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: v4.channel.k8s.io\r\nContent-Length: 0\r\n\r\n";
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads up to the empty line; header names in lower case. */
    private static List<String> head(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("ended within " + lines);
            }
            if (c == '\n' && line.isEmpty()) {
                return lines;
            }
            if (c == '\n') {
                lines.add(normalized(line.toString(), lines.isEmpty()));
                line.setLength(0);
            } else if (c != '\r') {
                line.append((char) c);
            }
        }
    }

    private static String normalized(String line, boolean first) {
        int colon = line.indexOf(':');
        return first || colon < 0 ? line : line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon);
    }
}
