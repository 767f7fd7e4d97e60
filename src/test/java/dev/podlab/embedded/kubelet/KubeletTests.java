package dev.podlab.embedded.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The whole kubelet on an in-memory store and a fake runtime, with a clock that the tests move. */
class KubeletTests {

    @TempDir
    Path root;

    private NodeUnderTest node;

    @BeforeEach
    void startNode() {
        node = new NodeUnderTest(root);
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void bringsAPodToRunning() {
        node.create(Pods.pod("web").container("main"));

        node.awaitPhase("web", "Running");

        node.await("Ready", () -> node.condition("web", "Ready").equals("True"));
        assertThat(node.status("web").path("podIP").asString()).startsWith("10.0.0.");
        assertThat(node.containerStatus("web", "main").path("ready").asBoolean()).isTrue();
    }

    @Test
    void startsContainersInTheOrderOfTheSpec() {
        node.runtime().endsAtOnce("first", 0);
        node.runtime().endsAtOnce("second", 0);
        node.create(Pods.pod("web").init("first").init("second").container("a").container("b"));

        node.awaitPhase("web", "Running");

        assertThat(node.runtime().calls().stream().filter(c -> c.startsWith("startContainer")))
                .isEqualTo(List.of("startContainer first/0", "startContainer second/0", "startContainer a/0", "startContainer b/0"));
    }

    @Test
    void restartsACrashingContainerAtOnceAndThenAfterTenTwentyAndFortySeconds() {
        node.runtime().endsAtOnce("main", 1, 1, 1, 1);
        node.create(Pods.pod("web").container("main"));

        for (int seconds : List.of(10, 20, 40)) {
            node.awaitWaiting("web", "main", "CrashLoopBackOff");
            assertThat(node.containerStatus("web", "main").path("state").path("waiting").path("message").asString())
                    .startsWith("back-off %s restarting failed container=main pod=web_default("
                            .formatted(GoDuration.of(Duration.ofSeconds(seconds))));
            int before = node.restarts("web", "main");
            node.forward(Duration.ofSeconds(seconds - 1));
            assertThat(node.restarts("web", "main")).isEqualTo(before);
            node.forward(Duration.ofSeconds(2));
            node.await("restart", () -> node.restarts("web", "main") == before + 1);
        }
        node.await("running", () -> node.containerStatus("web", "main").path("state").has("running"));
    }

    @Test
    void removesADeletedPodAndEverythingOfIt() {
        node.create(Pods.pod("web").container("main").emptyDir("data"));
        node.awaitPhase("web", "Running");

        node.delete("web", 30);

        node.await("gone", () -> node.get("web").isEmpty());
        assertThat(node.phases("web")).endsWith("Failed");
        assertThat(node.runtime().inventory().sandboxes()).isEmpty();
        assertThat(root.resolve("pods")).isEmptyDirectory();
        assertThat(root.resolve("logs")).isEmptyDirectory();
    }

    @Test
    void keepsRestartCountsAndContainersWhenItStartsAgain() {
        node.runtime().endsAtOnce("main", 1);
        node.create(Pods.pod("web").container("main"));
        node.await("restarted", () -> node.restarts("web", "main") == 1);
        String id = node.containerStatus("web", "main").path("containerID").asString();

        node.restartKubelet();
        node.create(Pods.pod("other").container("main"));
        node.awaitPhase("other", "Running");

        assertThat(node.restarts("web", "main")).isEqualTo(1);
        assertThat(node.containerStatus("web", "main").path("containerID").asString()).isEqualTo(id);
    }

    @Test
    void removesWhatIsLeftOfAPodThatTheApiForgot() {
        node.create(Pods.pod("web").container("main"));
        node.awaitPhase("web", "Running");

        node.store().delete(Pods.key("web"), null);

        node.await("nothing left", () -> node.runtime().inventory().sandboxes().isEmpty());
        node.await("no folder", () -> !root.resolve("pods/uid-web").toFile().exists());
    }

    @Test
    void endsAPodThatNeverRestartsAndKeepsItsContainers() {
        node.runtime().endsAtOnce("main", 0);
        node.create(Pods.pod("job").restartPolicy("Never").container("main"));

        node.awaitPhase("job", "Succeeded");

        node.await("sandbox stopped", () -> node.runtime().inventory().sandboxes().stream().noneMatch(ContainerRuntime.Sandbox::ready));
        assertThat(node.runtime().inventory().containers()).hasSize(1);
    }

    @Test
    void staysPendingWhileAnInitContainerFails() {
        node.runtime().endsAtOnce("init", 1, 1, 1);
        node.create(Pods.pod("web").init("init").container("main"));

        node.awaitWaiting("web", "init", "CrashLoopBackOff");

        assertThat(node.status("web").path("phase").asString()).isEqualTo("Pending");
        assertThat(node.containerStatus("web", "main").path("state").path("waiting").path("reason").asString())
                .isEqualTo("PodInitializing");
        assertThat(node.condition("web", "Initialized")).isEqualTo("False");
    }

    @Test
    void replacesALostSandboxAndStartsAgain() {
        node.create(Pods.pod("web").container("main"));
        node.awaitPhase("web", "Running");
        String ip = node.status("web").path("podIP").asString();

        node.runtime().loseSandboxes();

        node.await("new sandbox", () -> node.restarts("web", "main") == 1 && node.condition("web", "Ready").equals("True"));
        assertThat(node.status("web").path("podIP").asString()).isNotEqualTo(ip);
        node.await("event", () -> node.events().contains(
                "SandboxChanged: Pod sandbox changed, it will be killed and re-created."));
    }

    @Test
    void triesAgainWhenASandboxCannotBeMade() {
        node.runtime().fail("runPodSandbox", "no network");
        node.create(Pods.pod("web").container("main"));
        node.await("event", () -> node.events().contains("FailedCreatePodSandBox: Failed to create pod sandbox: no network"));

        node.runtime().heal("runPodSandbox");
        node.forward(Duration.ofSeconds(6));

        node.awaitPhase("web", "Running");
    }

    @Test
    void waitsForAConfigMapAndStartsWhenItIsThere() {
        node.create(Pods.pod("web").container("main", c -> c.putArray("envFrom").addObject()
                .putObject("configMapRef").put("name", "settings")));
        node.awaitWaiting("web", "main", "CreateContainerConfigError");
        assertThat(node.containerStatus("web", "main").path("state").path("waiting").path("message").asString())
                .isEqualTo("configmap \"settings\" not found");

        node.createConfigMap("settings", "COLOUR", "blue");
        node.forward(Duration.ofSeconds(6));

        node.awaitPhase("web", "Running");
        assertThat(node.runtime().config("main").orElseThrow().env()).containsEntry("COLOUR", "blue");
    }

    @Test
    void backsOffFromAnImageThatCannotBePulled() {
        node.runtime().fail("pullImage", "no route to registry");
        node.create(Pods.pod("web").container("main", c -> c.put("image", "nowhere/app:1")));
        node.awaitWaiting("web", "main", "ErrImagePull");

        node.forward(Duration.ofSeconds(4));
        node.awaitWaiting("web", "main", "ImagePullBackOff");
        // The back-off is told after it is shown; a clock that moves on between the two would swallow it.
        node.await("events", () -> node.events().containsAll(List.of(
                "Pulling: Pulling image \"nowhere/app:1\"",
                "Failed: Failed to pull image \"nowhere/app:1\": no route to registry",
                "BackOff: Back-off pulling image \"nowhere/app:1\"")));

        node.runtime().heal("pullImage");
        node.forward(Duration.ofSeconds(10));
        node.awaitPhase("web", "Running");
    }

    @Test
    void restartsAContainerWhoseLivenessProbeFails() {
        node.runtime().answers("check", 1);
        node.create(Pods.pod("web").container("main", c -> {
            var probe = c.putObject("livenessProbe").put("failureThreshold", 1).put("periodSeconds", 1);
            probe.putObject("exec").putArray("command").add("check");
        }));

        node.await("restart", () -> node.restarts("web", "main") >= 1);

        node.await("event", () -> node.events().contains("Killing: Container main failed liveness probe, will be restarted"));
    }

    @Test
    void restartsAContainerWhoseImageChanges() {
        node.create(Pods.pod("web").restartPolicy("Never").container("side").container("main"));
        node.awaitPhase("web", "Running");

        node.store().modify(Pods.key("web"), pod -> {
            ((ObjectNode) pod.at("/spec/containers/1")).put("image", "busybox:stable");
            return pod;
        });

        node.await("restart", () -> node.restarts("web", "main") == 1 && node.condition("web", "Ready").equals("True"));
        assertThat(node.containerStatus("web", "main").path("image").asString()).isEqualTo("busybox:stable");
        assertThat(node.restarts("web", "side")).isZero();
        assertThat(node.phases("web")).containsExactly("Pending", "Running");
        node.await("event", () -> node.events().contains("Killing: Container main definition changed, will be restarted"));
    }

    @Test
    void isReadyWhenTheReadinessProbeSucceeds() {
        node.runtime().answers("check", 1);
        node.create(Pods.pod("web").container("main", c -> c.putObject("readinessProbe").put("periodSeconds", 1)
                .putObject("exec").putArray("command").add("check")));
        node.awaitPhase("web", "Running");
        node.await("event", () -> node.events().stream().anyMatch(e -> e.startsWith("Unhealthy: Readiness probe failed")));
        assertThat(node.condition("web", "Ready")).isEqualTo("False");

        node.runtime().answers("check", 0);

        node.await("ready", () -> node.condition("web", "Ready").equals("True"));
        assertThat(node.restarts("web", "main")).isZero();
    }

    @Test
    void tellsWhatHappenedInOrder() {
        node.create(Pods.pod("web").container("main"));
        node.awaitPhase("web", "Running");

        // The store lists by name, and the clock stands still: only the names can tell the order.
        node.await("events", () -> node.events().contains("Started: Started container main"));
        assertThat(node.events()).containsExactly(
                "Pulled: Container image \"busybox\" already present on machine",
                "Created: Created container: main",
                "Started: Started container main");
    }
}
