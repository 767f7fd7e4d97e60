package dev.podlab.embedded.api;

import dev.podlab.embedded.api.auth.Authorizer;
import dev.podlab.embedded.api.auth.Tokens;
import dev.podlab.embedded.api.http.HttpServer;
import dev.podlab.embedded.api.rest.Backend;
import dev.podlab.embedded.api.rest.KubernetesApi;
import dev.podlab.embedded.api.tls.CertificateAuthority;
import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A running API server. Whoever starts it closes it; the store is its owner's to close. Thread-safe. */
public final class ApiServer implements AutoCloseable {

    private static final List<String> NAMES = List.of(
            "localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local");

    private final HttpServer http;
    private final URI uri;
    private final Tokens tokens;
    private final CertificateAuthority authority;

    private ApiServer(HttpServer http, URI uri, Tokens tokens, CertificateAuthority authority) {
        this.http = http;
        this.uri = uri;
        this.tokens = tokens;
        this.authority = authority;
    }

    /**
     * Starts to serve what is in the store.
     *
     * @param nodes where logs and streams of Pods are
     * @throws IOException if the port is taken or the directory cannot be used; the message says which
     */
    public static ApiServer start(
            ApiServerConfig config,
            ObjectStore store,
            Admission admission,
            ObjectDecoder decoder,
            TablePrinter printer,
            OpenApi openApi,
            NodeGateway nodes)
            throws IOException {
        CertificateAuthority authority = CertificateAuthority.open(config.directory(), config.clock());
        Tokens tokens = Tokens.open(config.directory(), store, config.clock());
        CertificateAuthority.Identity identity = authority.serve(names(config), addresses(config), config.clock().instant());
        Backend backend = new Backend(
                store, admission, decoder, printer, openApi, nodes, tokens, new Authorizer(store), config.clock());
        HttpServer.Limits limits = HttpServer.Limits.DEFAULT;
        HttpServer http = HttpServer.start(
                new InetSocketAddress(config.bind(), config.port()), identity.certificate(), identity.key(), limits,
                KubernetesApi.oversized(limits.maxBodyBytes()), new KubernetesApi(backend));
        URI uri = URI.create("https://%s:%d".formatted(host(config.bind()), http.port()));
        return new ApiServer(http, uri, tokens, authority);
    }

    /** Returns the address for clients on this machine. */
    public URI uri() {
        return uri;
    }

    /** Returns the port. */
    public int port() {
        return http.port();
    }

    /** Returns the certificate, in PEM, that clients check the server's with. */
    public String caCertificatePem() {
        return authority.certificatePem();
    }

    /** Returns the bearer token of the user {@code kubernetes-admin}, who may do everything. */
    public String adminToken() {
        return tokens.adminToken();
    }

    /**
     * Returns a new token for a service account, bound to a Pod and good for so long, or empty when there is no such account or Pod.
     *
     * @param pod name of a Pod in the same namespace, with whose end the token ends
     */
    public Optional<String> serviceAccountToken(String namespace, String serviceAccount, String pod, Duration lifetime) {
        return tokens.issue(
                new ObjectKey(ResourceType.SERVICE_ACCOUNTS, namespace, serviceAccount),
                new ObjectKey(ResourceType.PODS, namespace, pod), lifetime);
    }

    /** Stops listening and ends all watches and streams. */
    @Override
    public void close() {
        http.close();
    }

    private static List<String> names(ApiServerConfig config) {
        List<String> names = new ArrayList<>(NAMES);
        names.addAll(config.names());
        return names;
    }

    private static List<InetAddress> addresses(ApiServerConfig config) {
        List<InetAddress> addresses = new ArrayList<>(List.of(InetAddress.getLoopbackAddress()));
        addresses.addAll(config.addresses());
        if (!config.bind().isAnyLocalAddress() && !config.bind().isLoopbackAddress()) {
            addresses.add(config.bind());
        }
        return addresses;
    }

    private static String host(InetAddress bind) {
        return bind.isAnyLocalAddress() ? "127.0.0.1" : bind.getHostAddress();
    }
}
