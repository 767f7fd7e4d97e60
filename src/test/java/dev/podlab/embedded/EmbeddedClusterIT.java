package dev.podlab.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.podlab.embedded.node.Leftovers;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole embedded cluster with real containers, driven by a stock client. */
class EmbeddedClusterIT {

    private static final int TIMEOUT_S = 30;
    private static final String NAMESPACE = "default";

    @TempDir
    static Path home;

    private static EmbeddedCluster cluster;
    private static KubernetesClient client;

    @BeforeAll
    static void start() throws Exception {
        cluster = EmbeddedClusters.start(EmbeddedClusterConfig.at(home));
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(cluster.kubeconfig())))
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        cluster.close();
        assertThat(Leftovers.of(home)).isEmpty();
    }

    @Test
    void takesAPodAsSoonAsItIsStarted() {
        Pod pod = ready(create("first", container("main", "sleep 3600")));
        assertThat(pod.getStatus().getPodIP()).startsWith("10.244.");
        assertThat(pod.getStatus().getQosClass()).isEqualTo("BestEffort");
    }

    @Test
    void theContainersOfAPodShareOneNetwork() {
        ready(create("shared", container("web", "echo hello > /tmp/index.html; httpd -f -p 80 -h /tmp"), container("box", "sleep 3600")));
        assertThat(exec("shared", "box", fetch("localhost"))).isEqualTo("hello\n");
        assertThat(exec("shared", "box", "hostname -i")).isEqualTo(exec("shared", "web", "hostname -i"));
        assertThat(exec("shared", "box", "readlink /proc/self/ns/net")).isEqualTo(exec("shared", "web", "readlink /proc/self/ns/net"));
    }

    @Test
    void twoContainersCannotTakeOnePort() {
        create("clash", container("one", "httpd -f -p 80 -h /tmp"), container("two", "sleep 1; httpd -f -p 80 -h /tmp"));
        Pod pod = await("clash", p -> status(p, "two").getRestartCount() > 0 || status(p, "two").getState().getTerminated() != null
                || status(p, "two").getState().getWaiting() != null && "CrashLoopBackOff".equals(status(p, "two").getState().getWaiting().getReason()));
        assertThat(status(pod, "one").getState().getRunning()).isNotNull();
        assertThat(log("clash", "two")).contains("bind: Address already in use");
    }

    @Test
    void podsAreSpreadAndReachEachOtherAcrossNodes() {
        Pod left = ready(create("left", container("main", "echo left > /tmp/index.html; httpd -f -p 80 -h /tmp")));
        Pod right = ready(create("right", container("main", "echo right > /tmp/index.html; httpd -f -p 80 -h /tmp")));
        assertThat(client.pods().inNamespace(NAMESPACE).list().getItems().stream().map(pod -> pod.getSpec().getNodeName()))
                .contains("node-1", "node-2");
        assertThat(exec("left", "main", fetch(right.getStatus().getPodIP()))).isEqualTo("right\n");
        assertThat(exec("right", "main", fetch(left.getStatus().getPodIP()))).isEqualTo("left\n");
    }

    @Test
    void showsWhatAContainerSaid() {
        ready(create("talker", container("main", "echo one; echo two >&2; touch /tmp/said; sleep 3600")));
        // Ready means started: what it says first may come a moment later.
        exec("talker", "main", "until [ -e /tmp/said ]; do sleep 0.1; done");
        assertThat(log("talker", "main").lines()).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void deletesGracefully() {
        ready(create("polite", container("main", "trap 'echo bye > /proc/1/fd/1; exit 0' TERM; while true; do sleep 0.1; done")));
        client.pods().inNamespace(NAMESPACE).withName("polite").withGracePeriod(10L).delete();
        Pod pod = client.pods().inNamespace(NAMESPACE).withName("polite").get();
        assertThat(pod == null || pod.getMetadata().getDeletionTimestamp() != null).isTrue();
        client.pods().inNamespace(NAMESPACE).withName("polite").waitUntilCondition(gone -> gone == null, TIMEOUT_S, TimeUnit.SECONDS);
    }

    @Test
    void tellsWhyAnImageIsNotThere() {
        create("no-image", "localhost:1/nobody/has-this:1", container("main", "true"));
        Pod pod = await("no-image", p -> !p.getStatus().getContainerStatuses().isEmpty()
                && status(p, "main").getState().getWaiting() != null
                && status(p, "main").getState().getWaiting().getReason().contains("Image"));
        assertThat(status(pod, "main").getState().getWaiting().getReason()).isIn("ErrImagePull", "ImagePullBackOff");
    }

    @Test
    void givesTheAdministratorsKubeconfigToItsOwnerOnly() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cluster.kubeconfig()))).isEqualTo("rw-------");
    }

    @Test
    void refusesASecondClusterInTheSameHome() {
        assertThatExceptionOfType(EmbeddedClusterException.class)
                .isThrownBy(() -> EmbeddedClusters.start(EmbeddedClusterConfig.at(home)))
                .withMessageContaining("Another Podlab uses " + home);
        assertThat(client.nodes().list().getItems()).hasSize(2);
    }

    private static Set<String> container(String name, String script) {
        return Set.of(name + "\n" + script);
    }

    @SafeVarargs
    private static String create(String name, Set<String>... containers) {
        return create(name, "busybox", containers);
    }

    @SafeVarargs
    private static String create(String name, String image, Set<String>... containers) {
        var builder = new io.fabric8.kubernetes.api.model.PodBuilder()
                .withNewMetadata().withName(name).endMetadata()
                .withNewSpec().withTerminationGracePeriodSeconds(1L).endSpec();
        for (Set<String> container : containers) {
            String[] parts = container.iterator().next().split("\n", 2);
            builder.editSpec().addNewContainer().withName(parts[0]).withImage(image)
                    .withCommand("sh", "-c", parts[1]).endContainer().endSpec();
        }
        client.pods().inNamespace(NAMESPACE).resource(builder.build()).create();
        return name;
    }

    /** A server may start to listen a moment after its container did. */
    private static String fetch(String host) {
        return "until wget -q -O - http://" + host + " 2>/dev/null; do sleep 0.1; done";
    }

    private static Pod ready(String name) {
        return client.pods().inNamespace(NAMESPACE).withName(name).waitUntilReady(TIMEOUT_S, TimeUnit.SECONDS);
    }

    private static Pod await(String name, Predicate<Pod> condition) {
        return client.pods().inNamespace(NAMESPACE).withName(name)
                .waitUntilCondition(pod -> pod != null && pod.getStatus() != null && !pod.getStatus().getContainerStatuses().isEmpty() && condition.test(pod),
                        TIMEOUT_S, TimeUnit.SECONDS);
    }

    private static ContainerStatus status(Pod pod, String container) {
        return pod.getStatus().getContainerStatuses().stream().filter(s -> s.getName().equals(container)).findFirst().orElseThrow();
    }

    private static String log(String pod, String container) {
        return client.pods().inNamespace(NAMESPACE).withName(pod).inContainer(container).getLog();
    }

    private static String exec(String pod, String container, String script) {
        var out = new ByteArrayOutputStream();
        try (ExecWatch watch = client.pods().inNamespace(NAMESPACE).withName(pod).inContainer(container)
                .writingOutput(out).writingError(out).exec("sh", "-c", script)) {
            assertThat(watch.exitCode().get(TIMEOUT_S, TimeUnit.SECONDS)).as(out.toString()).isZero();
            return out.toString();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException | InterruptedException failure) {
            throw new AssertionError(pod + "/" + container + ": " + script, failure);
        }
    }
}
