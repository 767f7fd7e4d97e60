package dev.podlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.podlab.cluster.Cluster.AppliedObject;
import dev.podlab.cluster.InvalidManifestException.Problem;
import dev.podlab.cluster.InvalidManifestException.Reason;
import dev.podlab.pod.Pod;
import dev.podlab.pod.SandboxState;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the embedded API server over HTTPS: no mock knows how Kubernetes refuses. */
class KubernetesClusterTests {

    private static final String ADA = "learner-ada";
    private static final Duration WAIT = Duration.ofSeconds(20);

    private static final String WEB = """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
            spec:
              containers:
              - name: a
                image: busybox
            """;

    @TempDir
    private Path directory;

    private TestCluster kubernetes;
    private final KubernetesCluster cluster = new KubernetesCluster(Clock.systemUTC());

    @BeforeEach
    void connect() throws IOException {
        kubernetes = new TestCluster(directory);
        kubernetes.addNode("node-1");
        cluster.connect(kubernetes.kubeconfig(), null);
        await().atMost(WAIT).until(() -> cluster.status().isReady());
        cluster.put(Map.of("apiVersion", "v1", "kind", "Namespace",
                "metadata", Map.of("name", ADA, "labels", Map.of(Namespaces.LABEL, "true"))));
        cluster.awaitUsable(ADA, WAIT);
    }

    @AfterEach
    void disconnect() {
        cluster.close();
        kubernetes.close();
    }

    @Test
    void createsThenKeepsThenConfiguresAnObject() {
        assertThat(cluster.apply(ADA, WEB, false)).containsExactly(new AppliedObject("Pod", "web", "created"));
        assertThat(cluster.apply(ADA, WEB, false)).containsExactly(new AppliedObject("Pod", "web", "unchanged"));

        String otherImage = WEB.replace("busybox", "busybox:1.37");
        assertThat(cluster.apply(ADA, otherImage, false)).containsExactly(new AppliedObject("Pod", "web", "configured"));
        await().atMost(WAIT).until(() -> cluster.state(ADA).pods().getFirst().containers().getFirst().image().equals("busybox:1.37"));
    }

    @Test
    void aKeyThatLeftTheManifestLeavesTheConfigMap() {
        String two = "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {a: '1', b: '2'}}";
        cluster.apply(ADA, two, false);
        cluster.apply(ADA, two.replace(", b: '2'", ""), false);

        await().atMost(WAIT).untilAsserted(() -> assertThat(cluster.objects(ADA, "configmaps"))
                .filteredOn(object -> Fields.text(object, "metadata", "name").equals("settings"))
                .extracting(object -> object.get("data"))
                .containsExactly(Map.of("a", "1")));
    }

    @Test
    void aChangeThatKubernetesDoesNotAllowInPlaceNeedsAReplacement() throws IOException {
        cluster.apply(ADA, WEB, false);
        String twoContainers = WEB + "  - name: b\n    image: busybox\n";

        assertThat(problems(twoContainers)).extracting(Problem::reason).containsOnly(Reason.IMMUTABLE);
        try (KubernetesClient client = kubernetes.client()) {
            String before = client.pods().inNamespace(ADA).withName("web").get().getMetadata().getUid();
            Thread goodbye = Thread.startVirtualThread(() -> letGoWhenDeleted("web"));
            assertThat(cluster.apply(ADA, twoContainers, true)).containsExactly(new AppliedObject("Pod", "web", "replaced"));
            assertThat(client.pods().inNamespace(ADA).withName("web").get().getMetadata().getUid()).isNotEqualTo(before);
            assertThat(goodbye).isNotNull();
        }
    }

    @Test
    void everyProblemHasItsLineAndNothingIsChanged() {
        String wrong = WEB.replace("image: busybox", "image: busybox\n    prots: []") + "---\n" + WEB.replace("name: web", "name: Web!");

        assertThat(problems(wrong))
                .extracting(Problem::line, Problem::reason, Problem::path)
                .containsExactly(
                        tuple(9, Reason.UNKNOWN_FIELD, "spec.containers[0].prots"),
                        tuple(14, Reason.INVALID_VALUE, "metadata.name"));
        assertThat(cluster.state(ADA).pods()).isEmpty();
    }

    @Test
    void aWrongTypeHasItsLine() {
        assertThat(problems(WEB.replace("image: busybox", "image: busybox\n    ports: none")))
                .extracting(Problem::line, Problem::reason)
                .containsExactly(tuple(9, Reason.WRONG_TYPE));
    }

    @Test
    void aMissingValueIsShownWhereItBelongs() {
        assertThat(problems(WEB.replace("    image: busybox\n", "")))
                .extracting(Problem::line, Problem::reason)
                .containsExactly(tuple(7, Reason.REQUIRED_VALUE));
    }

    @Test
    void aQuotaIsNamed() {
        cluster.put(Map.of("apiVersion", "v1", "kind", "ResourceQuota",
                "metadata", Map.of("name", "none", "namespace", ADA), "spec", Map.of("hard", Map.of("pods", "0"))));

        assertThat(problems(WEB)).extracting(Problem::reason).containsExactly(Reason.OVER_QUOTA);
    }

    @Test
    void subscribersSeePodsAsTheyChange() throws Exception {
        BlockingQueue<SandboxState> seen = new LinkedBlockingQueue<>();
        try (Closeable subscription = cluster.subscribe(ADA, seen::add)) {
            assertThat(subscription).isNotNull();
            cluster.apply(ADA, WEB, false);
            await().atMost(WAIT).until(() -> seen.stream().anyMatch(s -> s.pods().size() == 1));
            kubernetes.run(ADA, "web");
            await().atMost(WAIT).until(() -> seen.stream().flatMap(s -> s.pods().stream()).map(Pod::status).anyMatch("Running"::equals));
        }
        assertThat(cluster.objects(ADA, "pods")).singleElement().satisfies(pod -> {
            assertThat(pod).containsEntry("kind", "Pod");
            assertThat(Fields.text(pod, "metadata", "namespace")).isEqualTo(ADA);
            assertThat(Fields.value(pod, "metadata", "managedFields")).isNull();
        });
    }

    @Test
    void logsAreRead() throws IOException {
        cluster.apply(ADA, WEB, false);
        await().atMost(WAIT).until(() -> !cluster.state(ADA).pods().isEmpty()
                && cluster.state(ADA).pods().getFirst().node().equals("node-1"));
        kubernetes.run(ADA, "web");

        assertThat(cluster.logs(ADA, "web", "a", false, 10)).isEqualTo("hello from a\n");
    }

    @Test
    void anAccountOfOneNamespaceIsToldWhatItLacks() throws IOException {
        cluster.put(Map.of("apiVersion", "v1", "kind", "ServiceAccount", "metadata", Map.of("name", "narrow", "namespace", ADA)));
        Path narrow = Files.writeString(
                directory.resolve("narrow"),
                Files.readString(kubernetes.kubeconfig()).replaceAll("token: \\S+}}", "token: " + tokenOf("narrow") + "}}"));

        try (var theirs = new KubernetesCluster(Clock.systemUTC())) {
            theirs.connect(narrow, null);
            await().atMost(WAIT).untilAsserted(() -> assertThat(theirs.status().reason()).isEqualTo(ClusterStatus.Reason.REFUSED));
            assertThat(theirs.status().detail()).contains("narrow", "cannot list").contains("--context").doesNotContain("Exception");
        }
    }

    private String tokenOf(String account) throws IOException {
        try (KubernetesClient client = kubernetes.client()) {
            String path = "/api/v1/namespaces/" + ADA + "/serviceaccounts/" + account + "/token";
            Map<?, ?> request = Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "TokenRequest", "spec", Map.of());
            Map<?, ?> answer = client.getKubernetesSerialization().unmarshal(client.raw(path, "POST", request), Map.class);
            return String.valueOf(((Map<?, ?>) answer.get("status")).get("token"));
        }
    }

    @Test
    void whatIsNotThereIsRefusedByName() {
        assertThatExceptionOfType(ClusterRefusedException.class)
                .isThrownBy(() -> cluster.logs(ADA, "none", "a", false, 10))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(404));
        cluster.deletePod(ADA, "none");
    }

    @Test
    void aCommandThatTheNodeRefusesIsARefusal() throws IOException {
        cluster.apply(ADA, WEB, false);
        await().atMost(WAIT).until(() -> !cluster.state(ADA).pods().isEmpty());
        kubernetes.run(ADA, "web");

        assertThatExceptionOfType(ClusterRefusedException.class)
                .isThrownBy(() -> cluster.exec(ADA, "web", "a", List.of("true"), WAIT));
    }

    @Test
    void aClusterThatGoesAwayAndComesBackIsFollowedAgain() throws IOException {
        kubernetes.stop();
        await().atMost(WAIT).until(() -> cluster.status().reason() == ClusterStatus.Reason.UNREACHABLE);
        assertThat(cluster.status().detail()).contains("does not answer", "keeps trying");
        assertThatExceptionOfType(ClusterUnavailableException.class).isThrownBy(() -> cluster.apply(ADA, WEB, false));

        kubernetes.startAgain();
        await().atMost(WAIT).until(() -> cluster.status().isReady());
        cluster.apply(ADA, WEB, false);
        await().atMost(WAIT).until(() -> cluster.state(ADA).pods().size() == 1);
    }

    @Test
    void aNamespaceIsEmptiedAndDeleted() throws IOException {
        cluster.apply(ADA, WEB + "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}\n", false);
        Thread.startVirtualThread(() -> letGoWhenDeleted("web"));
        cluster.empty(ADA, WAIT);
        await().atMost(WAIT).untilAsserted(() -> assertThat(cluster.objects(ADA, "configmaps"))
                .extracting(object -> Fields.text(object, "metadata", "name"))
                .containsExactly("kube-root-ca.crt"));

        cluster.delete(ADA);
        cluster.awaitGone(ADA, WAIT);
        await().atMost(WAIT).until(() -> cluster.find(ADA).isEmpty());
    }

    private void letGoWhenDeleted(String pod) {
        await().atMost(WAIT).ignoreExceptions().until(() -> {
            try (KubernetesClient client = kubernetes.client()) {
                var found = client.pods().inNamespace(ADA).withName(pod).get();
                if (found == null || found.getMetadata().getDeletionTimestamp() == null) {
                    return false;
                }
                kubernetes.letGo(ADA, pod);
                return true;
            }
        });
    }

    private List<Problem> problems(String yaml) {
        var refusal = catchThrowableOfType(InvalidManifestException.class, () -> cluster.apply(ADA, yaml, false));
        assertThat(refusal).as("refusal").isNotNull();
        return refusal.problems();
    }
}
