package dev.podlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.podlab.cluster.Cluster.CommandResult;
import dev.podlab.embedded.EmbeddedCluster;
import dev.podlab.embedded.EmbeddedClusterConfig;
import dev.podlab.embedded.EmbeddedClusters;
import dev.podlab.pod.ContainerState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With real containers: in the embedded cluster, or in the one whose kubeconfig {@code PODLAB_TEST_KUBECONFIG} names.
 */
class KubernetesClusterIT {

    private static final String NAMESPACE = Namespaces.PREFIX + "cluster-it";
    private static final Duration WAIT = Duration.ofSeconds(60);

    private static final String WEB = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - name: a
                image: busybox
                imagePullPolicy: IfNotPresent
                command: [sh, -c, "echo 你好; exec sleep 3600"]
              - name: once
                image: busybox
                imagePullPolicy: IfNotPresent
                command: [sh, -c, "echo run; sleep 1; exit 3"]
            """;

    private static final KubernetesCluster CLUSTER = new KubernetesCluster(Clock.systemUTC());
    private static @Nullable EmbeddedCluster embedded;

    @BeforeAll
    static void connect(@TempDir Path home) throws Exception {
        String named = System.getenv("PODLAB_TEST_KUBECONFIG");
        if (named == null) {
            EmbeddedCluster started = EmbeddedClusters.start(EmbeddedClusterConfig.at(home));
            embedded = started;
            CLUSTER.connect(started.kubeconfig(), null);
        } else {
            CLUSTER.connect(Path.of(named), null);
        }
        await().atMost(WAIT).until(() -> CLUSTER.status().isReady());
        // A Podlab that uses the same cluster reclaims what has no lease.
        String lease = Instant.now().plus(Duration.ofHours(1)).toString();
        CLUSTER.put(Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of(
                "name", NAMESPACE,
                "labels", Map.of(Namespaces.LABEL, "true"),
                "annotations", Map.of("podlab.dev/expires-at", lease))));
        CLUSTER.awaitUsable(NAMESPACE, WAIT);
        CLUSTER.apply(NAMESPACE, WEB, false);
        await().atMost(WAIT).until(() -> !CLUSTER.state(NAMESPACE).pods().isEmpty() && state(0) instanceof ContainerState.Running);
    }

    @AfterAll
    static void disconnect() {
        try (CLUSTER) {
            CLUSTER.delete(NAMESPACE);
            CLUSTER.awaitGone(NAMESPACE, WAIT);
        } finally {
            if (embedded != null) {
                embedded.close();
            }
        }
    }

    @Test
    void aCommandHasItsOutputsAndItsExitCode() {
        assertThat(run("echo out; echo err >&2; exit 7")).isEqualTo(new CommandResult(7, "out\n", "err\n"));
        assertThat(run("true")).isEqualTo(new CommandResult(0, "", ""));
    }

    @Test
    void aCommandWithoutEndIsEnded() {
        assertThat(CLUSTER.exec(NAMESPACE, "web", "a", List.of("sleep", "100"), Duration.ofSeconds(1)).exitCode()).isEqualTo(-1);
    }

    @Test
    void outputIsBounded() {
        CommandResult result = run("dd if=/dev/zero bs=1024 count=1024 2>/dev/null | tr '\\0' x");

        assertThat(result.exitCode()).isZero();
        assertThat(result.stdout()).hasSize(64 * 1024);
    }

    @Test
    void aContainerThatIsNotThereIsARefusal() {
        assertThatExceptionOfType(ClusterRefusedException.class)
                .isThrownBy(() -> CLUSTER.exec(NAMESPACE, "web", "none", List.of("true"), WAIT));
    }

    @Test
    void aTerminalSpeaksEveryLanguageAndKnowsItsSize() {
        var screen = new Screen();
        ExecSession session = CLUSTER.openTerminal(NAMESPACE, "web", "a", List.of("sh"), screen);
        session.resize(132, 43);
        type(session, "stty size; echo 字-$((6*7))\n");
        await().atMost(WAIT).until(() -> screen.text().contains("43 132") && screen.text().contains("字-42"));
        type(session, "sleep 100\n");
        await().atMost(WAIT).until(() -> screen.text().contains("sleep 100"));
        type(session, "\u0003");
        type(session, "echo again; exit 5\n");

        assertThat(screen.end).succeedsWithin(WAIT).isEqualTo("5 null");
        assertThat(screen.text()).contains("again");
    }

    @Test
    void logsOfThisRunAndTheOneBefore() {
        assertThat(CLUSTER.logs(NAMESPACE, "web", "a", false, 10)).isEqualTo("你好\n");
        await().atMost(WAIT).until(() -> CLUSTER.state(NAMESPACE).pods().getFirst().containers().get(1).restarts() > 0);
        assertThat(CLUSTER.logs(NAMESPACE, "web", "once", true, 10)).isEqualTo("run\n");
    }

    private static CommandResult run(String script) {
        return CLUSTER.exec(NAMESPACE, "web", "a", List.of("sh", "-c", script), WAIT);
    }

    private static void type(ExecSession session, String keys) {
        session.send(keys.getBytes(StandardCharsets.UTF_8));
    }

    private static ContainerState state(int container) {
        return CLUSTER.state(NAMESPACE).pods().getFirst().containers().get(container).state();
    }

    private static final class Screen implements ExecSession.Listener {

        final CompletableFuture<String> end = new CompletableFuture<>();
        private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

        @Override
        public synchronized void output(byte[] bytes) {
            shown.writeBytes(bytes);
        }

        @Override
        public void ended(@Nullable Integer exitCode, @Nullable String reason) {
            end.complete(exitCode + " " + reason);
        }

        synchronized String text() {
            return shown.toString(StandardCharsets.UTF_8);
        }
    }
}
