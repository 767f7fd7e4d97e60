package dev.podlab.embedded;

import dev.podlab.embedded.api.NodeGateway;
import dev.podlab.embedded.kubelet.Kubelet;
import dev.podlab.embedded.kubelet.KubeletException;
import dev.podlab.embedded.kubelet.LogQuery;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The API server's way to the kubelets. Thread-safe. */
final class KubeletGateway implements NodeGateway {

    private static final int UNAVAILABLE = 503;

    private final Clock clock;
    private final Map<String, Kubelet> kubelets = new ConcurrentHashMap<>();

    KubeletGateway(Clock clock) {
        this.clock = clock;
    }

    void add(String node, Kubelet kubelet) {
        kubelets.put(node, kubelet);
    }

    @Override
    public URI exec(PodReference pod, ExecOptions options) {
        return translated(() -> kubelet(pod).exec(
                pod.uid(), options.container(), options.command(),
                options.stdin(), options.stdout(), options.stderr(), options.tty()));
    }

    @Override
    public URI attach(PodReference pod, ExecOptions options) {
        return translated(() -> kubelet(pod).attach(
                pod.uid(), options.container(), options.stdin(), options.stdout(), options.stderr(), options.tty()));
    }

    @Override
    public URI portForward(PodReference pod, List<Integer> ports) {
        return translated(() -> kubelet(pod).portForward(pod.uid(), ports));
    }

    @Override
    public void logs(PodReference pod, LogOptions options, OutputStream out) throws IOException {
        var query = new LogQuery(
                options.follow(), options.previous(), options.timestamps(),
                options.tailLines(), options.limitBytes(), since(options));
        try {
            kubelet(pod).logs(pod.namespace(), pod.name(), options.container(), query, out);
        } catch (KubeletException refusal) {
            throw new NodeGatewayException(refusal.code(), String.valueOf(refusal.getMessage()));
        }
    }

    private @Nullable Instant since(LogOptions options) {
        Duration ago = options.since();
        return ago == null ? options.sinceTime() : clock.instant().minus(ago);
    }

    private Kubelet kubelet(PodReference pod) {
        Kubelet kubelet = kubelets.get(pod.node());
        if (kubelet == null) {
            throw new NodeGatewayException(UNAVAILABLE, "node \"%s\" is not there".formatted(pod.node()));
        }
        return kubelet;
    }

    private static URI translated(Supplier<URI> call) {
        try {
            return call.get();
        } catch (KubeletException refusal) {
            throw new NodeGatewayException(refusal.code(), String.valueOf(refusal.getMessage()));
        }
    }
}
