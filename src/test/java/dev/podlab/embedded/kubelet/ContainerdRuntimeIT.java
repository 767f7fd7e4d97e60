package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.node.Nodes;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
