package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Container;
import dev.podlab.embedded.kubelet.ContainerRuntime.Sandbox;
import dev.podlab.embedded.kubelet.ContainerRuntime.State;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the runtime holds of one Pod.
 *
 * @param sandboxes  newest first
 * @param containers newest first, of all sandboxes
 */
record ObservedPod(List<Sandbox> sandboxes, List<Container> containers) {

    static final ObservedPod NOTHING = new ObservedPod(List.of(), List.of());

    ObservedPod {
        sandboxes = sandboxes.stream()
                .sorted(Comparator.<Sandbox>comparingInt(s -> s.pod().attempt())
                        .thenComparing(Sandbox::createdAt)
                        .reversed())
                .toList();
        containers = containers.stream()
                .sorted(Comparator.comparingInt(Container::attempt)
                        .thenComparing(Container::createdAt)
                        .reversed())
                .toList();
    }

    Optional<Sandbox> newestSandbox() {
        return sandboxes.stream().findFirst();
    }

    /** Returns the sandbox that containers may be started in. */
    Optional<Sandbox> readySandbox() {
        return newestSandbox().filter(Sandbox::ready);
    }

    /** Returns all instances of a container, newest first. */
    Stream<Container> instances(String name) {
        return containers.stream().filter(c -> c.name().equals(name));
    }

    Optional<Container> newest(String name) {
        return instances(name).findFirst();
    }

    Optional<Container> previous(String name) {
        return instances(name).skip(1).findFirst();
    }

    /** Returns the newest instance of a container in the newest sandbox: one in an older sandbox counts for nothing. */
    Optional<Container> current(String name) {
        return newestSandbox()
                .flatMap(sandbox -> instances(name).filter(c -> c.sandboxId().equals(sandbox.id())).findFirst());
    }

    /** Returns the containers that have a process, or may have one. */
    List<Container> running() {
        return containers.stream().filter(ObservedPod::isRunning).toList();
    }

    boolean isEmpty() {
        return sandboxes.isEmpty() && containers.isEmpty();
    }

    static boolean isRunning(Container container) {
        return container.state() == State.RUNNING || container.state() == State.UNKNOWN;
    }

    static boolean hasExited(Container container) {
        return container.state() == State.EXITED;
    }
}
