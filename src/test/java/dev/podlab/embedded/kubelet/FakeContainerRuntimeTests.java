package dev.podlab.embedded.kubelet;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FakeContainerRuntimeTests extends ContainerRuntimeContract {

    @TempDir
    Path logs;

    private final ContainerRuntime runtime = new FakeContainerRuntime(new MovingClock());

    @Override
    ContainerRuntime runtime() {
        return runtime;
    }

    @Override
    Path logs() {
        return logs;
    }

    @Override
    String cgroupParent() {
        return "/podlab/test";
    }
}
