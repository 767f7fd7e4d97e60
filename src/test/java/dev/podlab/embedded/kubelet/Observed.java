package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Container;
import dev.podlab.embedded.kubelet.ContainerRuntime.PodIdentity;
import dev.podlab.embedded.kubelet.ContainerRuntime.Sandbox;
import dev.podlab.embedded.kubelet.ContainerRuntime.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds what a runtime holds of one Pod. Container ids are {@code name-attempt}, sandbox ids {@code sandbox-attempt}. */
final class Observed {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Sandbox> sandboxes = new ArrayList<>();
    private final List<Container> containers = new ArrayList<>();
    private String sandbox = "";

    static ObservedPod nothing() {
        return ObservedPod.NOTHING;
    }

    static Observed readySandbox() {
        return new Observed().sandbox(0, true);
    }

    static Observed lostSandbox() {
        return new Observed().sandbox(0, false);
    }

    Observed sandbox(int attempt, boolean ready) {
        sandbox = "sandbox-" + attempt;
        sandboxes.add(new Sandbox(
                sandbox, new PodIdentity("web", "default", "uid-web", attempt), ready, START, "10.0.0.7", 7, Map.of(), Map.of()));
        return this;
    }

    Observed running(String name, int attempt) {
        return container(name, attempt, State.RUNNING, 0, null);
    }

    /** Marks the container that was added last as made from this image. */
    Observed of(String image) {
        Container c = containers.removeLast();
        ContainerSpec spec = Pods.pod("web").container(c.name(), json -> json.put("image", image)).parsed().containers().getFirst();
        containers.add(new Container(
                c.id(), c.sandboxId(), c.name(), c.attempt(), c.state(), c.createdAt(), image, "sha256:" + image, Map.of(),
                Map.of(RuntimeLabels.CONTAINER_HASH, ContainerDefinition.hash(spec)),
                c.startedAt(), c.finishedAt(), c.exitCode(), c.reason(), c.message(), c.logPath()));
        return this;
    }

    Observed created(String name, int attempt) {
        return container(name, attempt, State.CREATED, 0, null);
    }

    Observed unknown(String name, int attempt) {
        return container(name, attempt, State.UNKNOWN, 0, null);
    }

    /** Ended ten seconds after the start. */
    Observed exited(String name, int attempt, int exitCode) {
        return container(name, attempt, State.EXITED, exitCode, START.plusSeconds(10));
    }

    ObservedPod pod() {
        return new ObservedPod(sandboxes, containers);
    }

    private Observed container(String name, int attempt, State state, int exitCode, Instant finishedAt) {
        containers.add(new Container(
                name + "-" + attempt, sandbox, name, attempt, state, START, "busybox", "sha256:busybox", Map.of(), Map.of(),
                state == State.CREATED ? null : START, finishedAt, exitCode, exitCode == 0 ? "Completed" : "Error", "", null));
        return this;
    }
}
