package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Container;
import dev.podlab.embedded.kubelet.ContainerRuntime.State;
import dev.podlab.embedded.store.client.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the status of one container. Pure.
 *
 * <p>Source: kubernetes pkg/kubelet/kubelet_pods.go {@code convertToAPIContainerStatuses}, v1.32.
 */
final class ContainerStatusBuilder {

    private static final String RUNTIME = "containerd://";
    private static final int LOST_EXIT_CODE = 137;

    private final PodSpec pod;
    private final ContainerSpec spec;
    private final ObservedPod observed;
    private final PodMemory memory;
    private final boolean podEnds;
    private final Instant now;

    /**
     * @param podEnds whether the Pod has ended: nothing waits to be started any more
     */
    ContainerStatusBuilder(
            PodSpec pod, ContainerSpec spec, ObservedPod observed, PodMemory memory, boolean podEnds, Instant now) {
        this.pod = pod;
        this.spec = spec;
        this.observed = observed;
        this.memory = memory;
        this.podEnds = podEnds;
        this.now = now;
    }

    ObjectNode build(@Nullable JsonNode before) {
        Optional<Container> newest = observed.newest(spec.name());
        if (newest.isEmpty() && before != null && !before.path("containerID").asString("").isEmpty()) {
            return lost(before);
        }
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("name", spec.name());
        ObjectNode state = status.putObject("state");
        ObjectNode last = status.putObject("lastState");
        if (newest.isEmpty()) {
            waiting(state);
        } else {
            states(newest.get(), state, last);
            keepLast(before, newest.get(), last);
        }
        boolean restarted = !state.has("waiting") || newest.isEmpty();
        ContainerHealth health = newest.map(c -> ContainerHealth.of(spec, c, memory)).orElse(new ContainerHealth(false, false));
        status.put("ready", restarted && (isInit() ? hasSucceeded(newest) : health.ready()));
        status.put("restartCount", newest.map(Container::attempt).orElse(0));
        status.put("image", newest.map(Container::image).filter(i -> !i.isEmpty()).orElse(spec.image()));
        status.put("imageID", newest.map(Container::imageId).orElse(""));
        newest.ifPresent(c -> status.put("containerID", RUNTIME + c.id()));
        status.put("started", health.started());
        return status;
    }

    private boolean isInit() {
        return pod.isInit(spec.name()) && !spec.sidecar();
    }

    private static boolean hasSucceeded(Optional<Container> newest) {
        return newest.filter(c -> ObservedPod.hasExited(c) && c.exitCode() == 0).isPresent();
    }

    private void states(Container newest, ObjectNode state, ObjectNode last) {
        Optional<Container> ended = observed.instances(spec.name()).skip(1).filter(ObservedPod::hasExited).findFirst();
        switch (newest.state()) {
            case RUNNING, UNKNOWN -> running(state, newest);
            case CREATED -> waiting(state);
            case EXITED -> {
                if (waitsForRestart(newest)) {
                    waitingForRestart(state, newest);
                    ended = Optional.of(newest);
                } else {
                    terminated(state, newest);
                }
            }
        }
        ended.ifPresent(c -> terminated(last, c));
    }

    /** How an instance ended that the runtime has forgotten is still known from the stored status. */
    private static void keepLast(@Nullable JsonNode before, Container newest, ObjectNode last) {
        if (before == null || newest.attempt() == 0 || last.has("terminated")) {
            return;
        }
        JsonNode ended = before.path("state").path("terminated");
        boolean another = !ended.isMissingNode() && !ended.path("containerID").asString("").equals(RUNTIME + newest.id());
        JsonNode kept = another ? ended : before.path("lastState").path("terminated");
        if (!kept.isMissingNode()) {
            last.set("terminated", kept.deepCopy());
        }
    }

    /** An ended container is shown as waiting only when there is something to say about the wait. */
    private boolean waitsForRestart(Container ended) {
        if (podEnds || pod.isDeleted() || !mayRestart(ended)) {
            return false;
        }
        return memory.failure(spec).isPresent() || Restarts.notBefore(spec, ended, memory).isAfter(now);
    }

    private boolean mayRestart(Container ended) {
        if (isInit()) {
            return ended.exitCode() != 0 && pod.restartPolicy() != PodSpec.RestartPolicy.NEVER;
        }
        return spec.sidecar() || pod.restartPolicy().restarts(ended.exitCode());
    }

    private void waitingForRestart(ObjectNode state, Container ended) {
        Optional<PodMemory.Failure> failure = memory.failure(spec);
        boolean backsOff = Restarts.notBefore(spec, ended, memory).isAfter(now);
        if (failure.isPresent() && !backsOff) {
            failed(state, failure.get());
            return;
        }
        Duration delay = Duration.between(Restarts.endOf(ended), Restarts.notBefore(spec, ended, memory));
        waiting(state, "CrashLoopBackOff", "back-off %s restarting failed container=%s pod=%s"
                .formatted(GoDuration.of(delay), spec.name(), pod.inMessages()));
    }

    private void waiting(ObjectNode state) {
        Optional<PodMemory.Failure> failure = memory.failure(spec);
        if (failure.isPresent()) {
            failed(state, failure.get());
        } else {
            waiting(state, pod.initContainers().isEmpty() ? "ContainerCreating" : "PodInitializing", "");
        }
    }

    private void failed(ObjectNode state, PodMemory.Failure failure) {
        if (failure.isPull() && !failure.backOffFrom().isAfter(now)) {
            waiting(state, "ImagePullBackOff", "Back-off pulling image \"%s\": %s: %s"
                    .formatted(spec.image(), failure.reason(), failure.message()));
        } else {
            waiting(state, failure.reason(), failure.message());
        }
    }

    private static void waiting(ObjectNode state, String reason, String message) {
        ObjectNode waiting = state.putObject("waiting").put("reason", reason);
        if (!message.isEmpty()) {
            waiting.put("message", message);
        }
    }

    private static void running(ObjectNode state, Container container) {
        Instant since = container.startedAt() != null ? container.startedAt() : container.createdAt();
        state.putObject("running").put("startedAt", Times.seconds(since));
    }

    private static void terminated(ObjectNode state, Container container) {
        ObjectNode terminated = state.putObject("terminated");
        terminated.put("exitCode", container.exitCode());
        terminated.put("reason", container.reason().isEmpty() ? reason(container) : container.reason());
        if (!container.message().isEmpty()) {
            terminated.put("message", container.message());
        }
        putTime(terminated, "startedAt", container.startedAt());
        putTime(terminated, "finishedAt", container.finishedAt());
        terminated.put("containerID", RUNTIME + container.id());
    }

    private static String reason(Container container) {
        return container.state() == State.EXITED && container.exitCode() == 0 ? "Completed" : "Error";
    }

    /** {@code null} is how Kubernetes writes a time that is not known. */
    private static void putTime(ObjectNode node, String field, @Nullable Instant time) {
        if (time == null) {
            node.putNull(field);
        } else {
            node.put(field, Times.seconds(time));
        }
    }

    /** The runtime has forgotten the container: what was known of it stays, and it does not run any more. */
    private static ObjectNode lost(JsonNode before) {
        ObjectNode status = (ObjectNode) before.deepCopy();
        if (!status.path("state").has("running")) {
            return status;
        }
        ObjectNode terminated = status.putObject("state").putObject("terminated");
        terminated.put("exitCode", LOST_EXIT_CODE).put("reason", "ContainerStatusUnknown");
        terminated.put("message", "The container could not be located when the pod was terminated");
        terminated.putNull("startedAt").putNull("finishedAt");
        terminated.put("containerID", before.path("containerID").asString(""));
        return status.put("ready", false).put("started", false);
    }
}
