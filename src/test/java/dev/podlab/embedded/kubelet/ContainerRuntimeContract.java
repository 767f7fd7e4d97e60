package dev.podlab.embedded.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.podlab.embedded.kubelet.ContainerRuntime.Container;
import dev.podlab.embedded.kubelet.ContainerRuntime.ContainerConfig;
import dev.podlab.embedded.kubelet.ContainerRuntime.PodIdentity;
import dev.podlab.embedded.kubelet.ContainerRuntime.Resources;
import dev.podlab.embedded.kubelet.ContainerRuntime.Sandbox;
import dev.podlab.embedded.kubelet.ContainerRuntime.SandboxConfig;
import dev.podlab.embedded.kubelet.ContainerRuntime.Security;
import dev.podlab.embedded.kubelet.ContainerRuntime.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the kubelet relies on in a runtime: the fake of the unit tests and containerd must both do so. */
abstract class ContainerRuntimeContract {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Returns the runtime, with an image {@code busybox}. */
    abstract ContainerRuntime runtime();

    /** Returns a folder for logs. */
    abstract Path logs();

    abstract String cgroupParent();

    @AfterEach
    void removeEverything() {
        for (Sandbox sandbox : runtime().inventory().sandboxes()) {
            runtime().stopPodSandbox(sandbox.id());
            runtime().removePodSandbox(sandbox.id());
        }
    }

    @Test
    void aSandboxIsReadyAndHasAnAddress() {
        Sandbox sandbox = runtime().podSandboxStatus(sandbox()).orElseThrow();

        assertThat(sandbox.ready()).isTrue();
        assertThat(sandbox.ip()).isNotBlank();
        assertThat(sandbox.pod()).isEqualTo(config().pod());
    }

    @Test
    void aStoppedSandboxIsListedAsNotReadyAndStoppingItAgainDoesNothing() {
        String id = sandbox();

        runtime().stopPodSandbox(id);
        runtime().stopPodSandbox(id);

        assertThat(runtime().inventory().sandboxes()).singleElement().matches(s -> !s.ready());
    }

    @Test
    void aRemovedSandboxIsGoneWithItsContainersAndRemovingItAgainDoesNothing() {
        String id = sandbox();
        container(id, 0);
        runtime().stopPodSandbox(id);

        runtime().removePodSandbox(id);
        runtime().removePodSandbox(id);

        assertThat(runtime().inventory().sandboxes()).isEmpty();
        assertThat(runtime().inventory().containers()).isEmpty();
        assertThat(runtime().podSandboxStatus(id)).isEmpty();
    }

    @Test
    void aContainerIsCreatedThenRunsThenHasExited() {
        String id = container(sandbox(), 2);
        assertThat(status(id).state()).isEqualTo(State.CREATED);
        assertThat(status(id).startedAt()).isNull();

        runtime().startContainer(id);
        assertThat(status(id).state()).isEqualTo(State.RUNNING);
        assertThat(status(id).startedAt()).isNotNull();

        runtime().stopContainer(id, TIMEOUT);
        Container ended = status(id);
        assertThat(ended.state()).isEqualTo(State.EXITED);
        assertThat(ended.exitCode()).isEqualTo(143);
        assertThat(ended.finishedAt()).isNotNull();
        assertThat(ended.reason()).isEqualTo("Error");
    }

    @Test
    void theInventoryTellsTheAttemptTheLabelsAndTheSandbox() {
        String sandbox = sandbox();
        String id = container(sandbox, 2);

        assertThat(runtime().inventory().containers()).singleElement().satisfies(c -> {
            assertThat(c.id()).isEqualTo(id);
            assertThat(c.sandboxId()).isEqualTo(sandbox);
            assertThat(c.name()).isEqualTo("main");
            assertThat(c.attempt()).isEqualTo(2);
            assertThat(c.labels()).containsEntry(RuntimeLabels.POD_UID, "uid-web");
        });
    }

    @Test
    void aStoppedSandboxTakesItsContainersAlong() {
        String sandbox = sandbox();
        String id = container(sandbox, 0);
        runtime().startContainer(id);

        runtime().stopPodSandbox(sandbox);

        assertThat(status(id).state()).isEqualTo(State.EXITED);
    }

    @Test
    void commandsRunInRunningContainersOnly() {
        String id = container(sandbox(), 0);
        assertThatExceptionOfType(ContainerRuntimeException.class)
                .isThrownBy(() -> runtime().execSync(id, List.of("true"), TIMEOUT));

        runtime().startContainer(id);

        assertThat(runtime().execSync(id, List.of("true"), TIMEOUT).exitCode()).isZero();
    }

    @Test
    void whatDoesNotExistIsEmptyOrNotFound() {
        assertThat(runtime().containerStatus("0123456789abcdef")).isEmpty();
        assertThat(runtime().podSandboxStatus("0123456789abcdef")).isEmpty();
        assertThat(runtime().image("localhost/no/such:image")).isEmpty();
        runtime().removeContainer("0123456789abcdef");
        assertThatExceptionOfType(ContainerRuntimeException.class)
                .isThrownBy(() -> runtime().startContainer("0123456789abcdef"))
                .matches(e -> e.reason() == ContainerRuntimeException.Reason.NOT_FOUND);
    }

    final String sandbox() {
        return runtime().runPodSandbox(config());
    }

    final String container(String sandbox, int attempt) {
        return runtime().createContainer(
                sandbox,
                new ContainerConfig(
                        "main", attempt, "busybox", List.of("sh", "-c", "trap 'exit 143' TERM; while true; do sleep 0.05; done"),
                        List.of(), "", Map.of(), List.of(), "main-" + attempt + ".log", false, false, false,
                        new Resources(2, 0, 0, 0, 0, 64),
                        new Security(null, null, List.of(), false, false, List.of(), List.of()),
                        Map.of(RuntimeLabels.POD_UID, "uid-web"), Map.of()),
                config());
    }

    private SandboxConfig config() {
        return new SandboxConfig(
                new PodIdentity("web", "default", "uid-web", 0), "web", logs(), cgroupParent(), false, List.of(), List.of(),
                List.of(), Map.of(), Map.of(RuntimeLabels.POD_UID, "uid-web"), Map.of());
    }

    private Container status(String id) {
        return runtime().containerStatus(id).orElseThrow();
    }
}
