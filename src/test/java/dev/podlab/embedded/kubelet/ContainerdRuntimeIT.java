package dev.podlab.embedded.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.embedded.node.Nodes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerdRuntimeIT extends ContainerRuntimeContract {

    @TempDir
    static Path home;

    private static Nodes nodes;

    @BeforeAll
    static void start() {
        nodes = Nodes.start(home, 1);
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @Test
    void hintsThatAProcessEndedUntilNobodyListens() throws InterruptedException {
        String id = container(sandbox(), 0);
        runtime().startContainer(id);
        var hinted = new Semaphore(0);

        var hints = runtime().hintExits(hinted::release);
        runtime().stopContainer(id, Duration.ofSeconds(5));
        assertThat(hinted.tryAcquire(5, TimeUnit.SECONDS)).isTrue();

        hints.close();
        hinted.drainPermits();
        String other = container(runtime().inventory().sandboxes().getFirst().id(), 1);
        runtime().startContainer(other);
        runtime().stopContainer(other, Duration.ofSeconds(5));
        assertThat(hinted.tryAcquire()).isFalse();
    }

    @Override
    ContainerRuntime runtime() {
        return nodes.list().getFirst().runtime();
    }

    @Override
    Path logs() {
        return home.resolve("logs");
    }

    @Override
    String cgroupParent() {
        return nodes.list().getFirst().cgroupParent();
    }
}
