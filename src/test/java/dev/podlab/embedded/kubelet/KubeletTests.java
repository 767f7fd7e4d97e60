package dev.podlab.embedded.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        node.create(Pods.pod("web").init("first").init("second").container("a").container("b"));
        node.runtime().endsAtOnce("first", 0);
        node.runtime().endsAtOnce("second", 0);

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
}
