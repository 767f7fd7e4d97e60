package dev.podlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.podlab.cluster.ClusterStatus;
import dev.podlab.cluster.KubernetesCluster;
import dev.podlab.embedded.EmbeddedCluster;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.mock.env.MockEnvironment;

class ClusterLifecycleTests {

    private static final Duration WAIT = Duration.ofSeconds(10);

    @TempDir
    private Path home;

    private final KubernetesCluster cluster = new KubernetesCluster(Clock.systemUTC());
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @Test
    void aMachineThatCannotRunTheClusterIsToldWhyAndLessonsStayReadable() {
        Announcement announcement = announcement();
        announcement.webServerStarted(new Started(8081));
        var lifecycle = new ClusterLifecycle(cluster, properties(null), () -> {
            throw new IllegalStateException("containerd is missing: apt-get install containerd.");
        });

        lifecycle.start();
        await().atMost(WAIT).until(() -> cluster.status().reason() == ClusterStatus.Reason.EMBEDDED_FAILED);
        await().atMost(WAIT).until(() -> !said().isEmpty());
        lifecycle.stop();

        assertThat(said()).isEqualTo("Podlab: lessons can be read at http://localhost:8081, but no sandbox can be opened."
                + " containerd is missing: apt-get install containerd.\n");
    }

    @Test
    void aNamedKubeconfigThatIsMissingIsNamed() {
        var lifecycle = new ClusterLifecycle(cluster, properties(home.resolve("none")), () -> {
            throw new AssertionError("the embedded cluster must not start");
        });

        lifecycle.start();
        await().atMost(WAIT).until(() -> cluster.status().reason() == ClusterStatus.Reason.KUBECONFIG_UNREADABLE);
        lifecycle.stop();
    }

    @Test
    void stoppingWaitsForAClusterThatIsStartingAndTakesItDown() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var mayFinish = new CountDownLatch(1);
        var closed = new AtomicBoolean();
        var lifecycle = new ClusterLifecycle(cluster, properties(null), () -> {
            begun.countDown();
            mayFinish.await();
            return embedded(closed);
        });
        lifecycle.start();
        begun.await();
        Thread stop = Thread.startVirtualThread(lifecycle::stop);
        mayFinish.countDown();
        stop.join(WAIT);

        assertThat(closed).isTrue();
    }

    @Test
    void nothingIsSaidBeforePagesAnswer() {
        announcement();
        cluster.fail(ClusterStatus.Reason.EMBEDDED_FAILED, "No.");

        assertThat(said()).isEmpty();
    }

    private EmbeddedCluster embedded(AtomicBoolean closed) {
        return new EmbeddedCluster() {
            @Override
            public Path kubeconfig() {
                return home.resolve("kubeconfig");
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };
    }

    private PodlabProperties properties(@Nullable Path kubeconfig) {
        return new PodlabProperties(home, kubeconfig, null, 2, 0);
    }

    private Announcement announcement() {
        return new Announcement(cluster, new PrintStream(console, true, StandardCharsets.UTF_8), new MockEnvironment());
    }

    private String said() {
        return console.toString(StandardCharsets.UTF_8);
    }

    private static final class Started extends WebServerInitializedEvent {

        Started(int port) {
            super(new OnPort(port));
        }

        @Override
        public WebServerApplicationContext getApplicationContext() {
            throw new UnsupportedOperationException("the announcement needs no context");
        }
    }

    private record OnPort(int port) implements WebServer {

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public int getPort() {
            return port;
        }
    }
}
