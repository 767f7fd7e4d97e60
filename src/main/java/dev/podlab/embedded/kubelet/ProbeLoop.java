package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Container;
import dev.podlab.embedded.kubelet.ContainerRuntime.Sandbox;
import dev.podlab.embedded.kubelet.ContainerSpec.Handler;
import dev.podlab.embedded.store.client.EventRecorder.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One probe of one container: tries again and again and counts.
 *
 * <p>Source: kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes, pkg/kubelet/prober, v1.32.
 */
final class ProbeLoop implements AutoCloseable {

    /** Kinds of probe. */
    enum Kind {
        STARTUP,
        READINESS,
        LIVENESS
    }

    /** Result of one attempt; unknown counts for nothing. */
    private record Result(boolean known, boolean good, String output) {
        static Result success() {
            return new Result(true, true, "");
        }

        static Result failure(String output) {
            return new Result(true, false, output);
        }

        static Result unknown(String problem) {
            return new Result(false, false, problem);
        }
    }

    private static final int MAX_OUTPUT = 10 * 1024;

    private final NodeContext node;
    private final PodSpec pod;
    private final ContainerSpec spec;
    private final Container container;
    private final Kind kind;
    private final ContainerSpec.Probe probe;
    private final Probes.Findings findings;
    private final PodNetwork network = new PodNetwork();
    private final CountDownLatch closed = new CountDownLatch(1);
    private int successes;
    private int failures;

    ProbeLoop(
            NodeContext node, PodSpec pod, ContainerSpec spec, Container container, Kind kind, ContainerSpec.Probe probe,
            Probes.Findings findings) {
        this.node = node;
        this.pod = pod;
        this.spec = spec;
        this.container = container;
        this.kind = kind;
        this.probe = probe;
        this.findings = findings;
    }

    void start() {
        Thread.ofVirtual().name("probe-" + spec.name()).start(this::run);
    }

    private void run() {
        try {
            if (closed.await(probe.initialDelay().toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            boolean more = true;
            while (more && closed.getCount() > 0) {
                boolean due = kind == Kind.STARTUP || findings.isStarted();
                more = !due || count(attempt());
                // A container that has just started up is asked for its readiness soon.
                Duration wait = due ? probe.period() : Duration.ofMillis(100);
                closed.await(more ? wait.toMillis() : 0, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether to go on. */
    private boolean count(Result result) {
        if (closed.getCount() == 0) {
            return false;
        }
        if (!result.known()) {
            event("%s probe errored and resulted in unknown state: %s".formatted(word(), result.output()));
            return true;
        }
        if (result.good()) {
            failures = 0;
            return ++successes < probe.successThreshold() || succeeded();
        }
        successes = 0;
        event("%s probe failed: %s".formatted(word(), result.output()));
        return ++failures < probe.failureThreshold() || failed();
    }

    private boolean succeeded() {
        switch (kind) {
            case STARTUP -> findings.started();
            case READINESS -> findings.ready(true);
            case LIVENESS -> { }
        }
        return kind != Kind.STARTUP;
    }

    private boolean failed() {
        if (kind == Kind.READINESS) {
            findings.ready(false);
            return true;
        }
        findings.failed(kind.name().toLowerCase(Locale.ROOT));
        return false;
    }

    private String word() {
        return kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private void event(String message) {
        node.events().record(pod.subject(spec.name()), Type.Warning, "Unhealthy", message);
    }

    private Result attempt() {
        return switch (probe.handler()) {
            case Handler.Exec exec -> exec(exec);
            case Handler.TcpSocket tcp -> inNetwork((pid, ip) -> {
                String host = tcp.host().isEmpty() ? ip : tcp.host();
                PodNetwork.Answer answer = network.connect(pid, host, number(tcp.port()), probe.timeout());
                return answer.connected()
                        ? Result.success()
                        : Result.failure("dial tcp %s:%d: connect: connection refused".formatted(host, number(tcp.port())));
            });
            case Handler.HttpGet get -> inNetwork((pid, ip) -> http(get, pid, get.host().isEmpty() ? ip : get.host()));
            case Handler.Sleep sleep -> Result.unknown("a probe cannot sleep");
        };
    }

    private Result exec(Handler.Exec exec) {
        try {
            ContainerRuntime.ExecResult result = node.runtime().execSync(container.id(), exec.command(), probe.timeout());
            String output = new String(result.stdout(), StandardCharsets.UTF_8) + new String(result.stderr(), StandardCharsets.UTF_8);
            return result.exitCode() == 0
                    ? Result.success()
                    : Result.failure(output.substring(0, Math.min(MAX_OUTPUT, output.length())));
        } catch (ContainerRuntimeException failed) {
            return failed.reason() == ContainerRuntimeException.Reason.NOT_FOUND
                    ? Result.unknown(String.valueOf(failed.getMessage()))
                    : Result.failure("command timed out or could not be run: " + failed.getMessage());
        }
    }

    private Result http(Handler.HttpGet get, int pid, String host) {
        Optional<Integer> code = network.get(pid, host, number(get.port()), get, probe.timeout());
        if (code.isEmpty()) {
            return Result.failure("Get \"http://%s:%d%s\": no HTTP answer".formatted(host, number(get.port()), get.path()));
        }
        return code.get() >= 200 && code.get() < 400
                ? Result.success()
                : Result.failure("HTTP probe failed with statuscode: " + code.get());
    }

    private int number(ContainerSpec.Port port) {
        return port.number() != 0 ? port.number() : spec.ports().getOrDefault(port.name(), 0);
    }

    /** An attempt that needs the Pod's network. */
    private interface NetworkAttempt {
        Result in(int pid, String ip);
    }

    private Result inNetwork(NetworkAttempt attempt) {
        Optional<Sandbox> sandbox = node.view().of(pod.uid()).readySandbox();
        Integer pid = sandbox.map(Sandbox::pid).orElse(null);
        String ip = sandbox.map(Sandbox::ip).orElse(null);
        return pid == null || ip == null ? Result.unknown("the Pod has no network") : attempt.in(pid, ip);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
