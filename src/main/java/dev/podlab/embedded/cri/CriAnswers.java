package dev.podlab.embedded.cri;

import dev.podlab.embedded.cri.v1.Container;
import dev.podlab.embedded.cri.v1.ContainerState;
import dev.podlab.embedded.cri.v1.ContainerStatus;
import dev.podlab.embedded.cri.v1.Image;
import dev.podlab.embedded.cri.v1.PodSandbox;
import dev.podlab.embedded.cri.v1.PodSandboxMetadata;
import dev.podlab.embedded.cri.v1.PodSandboxState;
import dev.podlab.embedded.cri.v1.PodSandboxStatus;
import dev.podlab.embedded.cri.v1.PodSandboxStatusResponse;
import dev.podlab.embedded.kubelet.ContainerRuntime;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** CRI messages as the kubelet's records. Pure. */
final class CriAnswers {

    private static final JsonMapper JSON = new JsonMapper();

    private CriAnswers() {}

    static ContainerRuntime.Sandbox sandbox(PodSandbox sandbox) {
        return new ContainerRuntime.Sandbox(
                sandbox.getId(),
                identity(sandbox.getMetadata()),
                sandbox.getState() == PodSandboxState.SANDBOX_READY,
                instant(sandbox.getCreatedAt()),
                null,
                null,
                sandbox.getLabelsMap(),
                sandbox.getAnnotationsMap());
    }

    static ContainerRuntime.Sandbox sandbox(PodSandboxStatusResponse answer) {
        PodSandboxStatus sandbox = answer.getStatus();
        String ip = sandbox.getNetwork().getIp();
        return new ContainerRuntime.Sandbox(
                sandbox.getId(),
                identity(sandbox.getMetadata()),
                sandbox.getState() == PodSandboxState.SANDBOX_READY,
                instant(sandbox.getCreatedAt()),
                ip.isEmpty() ? null : ip,
                pid(answer.getInfoOrDefault("info", "")),
                sandbox.getLabelsMap(),
                sandbox.getAnnotationsMap());
    }

    static ContainerRuntime.Container container(Container container) {
        return new ContainerRuntime.Container(
                container.getId(),
                container.getPodSandboxId(),
                container.getMetadata().getName(),
                container.getMetadata().getAttempt(),
                state(container.getState()),
                instant(container.getCreatedAt()),
                container.getImage().getImage(),
                container.getImageRef(),
                container.getLabelsMap(),
                container.getAnnotationsMap(),
                null,
                null,
                0,
                "",
                "",
                null);
    }

    static ContainerRuntime.Container container(ContainerStatus status, String sandboxId) {
        String log = status.getLogPath();
        return new ContainerRuntime.Container(
                status.getId(),
                sandboxId,
                status.getMetadata().getName(),
                status.getMetadata().getAttempt(),
                state(status.getState()),
                instant(status.getCreatedAt()),
                status.getImage().getImage(),
                status.getImageRef(),
                status.getLabelsMap(),
                status.getAnnotationsMap(),
                time(status.getStartedAt()),
                time(status.getFinishedAt()),
                status.getExitCode(),
                status.getReason(),
                status.getMessage(),
                log.isEmpty() ? null : Path.of(log));
    }

    static ContainerRuntime.Image image(Image image) {
        return new ContainerRuntime.Image(
                image.getId(),
                image.getRepoTagsList(),
                image.getSize(),
                image.hasUid() ? image.getUid().getValue() : null);
    }

    private static ContainerRuntime.PodIdentity identity(PodSandboxMetadata metadata) {
        return new ContainerRuntime.PodIdentity(
                metadata.getName(), metadata.getNamespace(), metadata.getUid(), metadata.getAttempt());
    }

    private static ContainerRuntime.State state(ContainerState state) {
        return switch (state) {
            case CONTAINER_CREATED -> ContainerRuntime.State.CREATED;
            case CONTAINER_RUNNING -> ContainerRuntime.State.RUNNING;
            case CONTAINER_EXITED -> ContainerRuntime.State.EXITED;
            case CONTAINER_UNKNOWN, UNRECOGNIZED -> ContainerRuntime.State.UNKNOWN;
        };
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    private static @Nullable Instant time(long nanos) {
        return nanos <= 0 ? null : instant(nanos);
    }

    /** The pid stands in the runtime's own notes, which no standard fixes: absent or odd means unknown. */
    private static @Nullable Integer pid(String info) {
        if (info.isEmpty()) {
            return null;
        }
        try {
            JsonNode pid = JSON.readTree(info).path("pid");
            return pid.isInt() && pid.intValue() > 0 ? pid.intValue() : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }
}
