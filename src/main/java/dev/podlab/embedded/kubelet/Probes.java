package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Container;
import dev.podlab.embedded.kubelet.PodMemory.ProbeState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs the probes of one Pod's containers, each on a thread of its own, for as long as the container runs. What they find
 * is kept in the Pod's memory; the worker is woken when it changes.
 */
final class Probes implements AutoCloseable {

    private final NodeContext node;
    private final AtomicReference<PodMemory> memory;
    private final Runnable wake;
    private final Map<String, ProbeLoop> loops = new ConcurrentHashMap<>();

    Probes(NodeContext node, AtomicReference<PodMemory> memory, Runnable wake) {
        this.node = node;
        this.memory = memory;
        this.wake = wake;
    }

    /** Begins to probe containers that run, and stops for those that do not any more. */
    void follow(PodSpec pod) {
        ObservedPod observed = node.view().of(pod.uid());
        loops.entrySet().removeIf(entry -> {
            boolean runs = observed.running().stream().anyMatch(c -> entry.getKey().startsWith(c.id() + " "));
            if (!runs) {
                entry.getValue().close();
            }
            return !runs;
        });
        if (pod.isDeleted() || pod.isTerminal()) {
            return;
        }
        pod.allContainers().forEach(spec -> observed.current(spec.name())
                .filter(ObservedPod::isRunning)
                .ifPresent(container -> follow(pod, spec, container)));
    }

    private void follow(PodSpec pod, ContainerSpec spec, Container container) {
        follow(pod, spec, container, ProbeLoop.Kind.STARTUP, spec.startupProbe());
        follow(pod, spec, container, ProbeLoop.Kind.READINESS, spec.readinessProbe());
        follow(pod, spec, container, ProbeLoop.Kind.LIVENESS, spec.livenessProbe());
    }

    private void follow(
            PodSpec pod, ContainerSpec spec, Container container, ProbeLoop.Kind kind, ContainerSpec.@Nullable Probe probe) {
        if (probe == null) {
            return;
        }
        loops.computeIfAbsent(container.id() + " " + kind, key -> {
            ProbeLoop loop = new ProbeLoop(node, pod, spec, container, kind, probe, new Findings(spec, container.id()));
            loop.start();
            return loop;
        });
    }

    /** Where the loops of one container leave what they found. */
    final class Findings {

        private final ContainerSpec spec;
        private final String containerId;

        private Findings(ContainerSpec spec, String containerId) {
            this.spec = spec;
            this.containerId = containerId;
        }

        boolean isStarted() {
            return state(memory.get()).started();
        }

        void started() {
            change(state -> new ProbeState(true, state.ready(), state.failed()));
        }

        void ready(boolean ready) {
            change(state -> new ProbeState(state.started(), ready, state.failed()));
        }

        void failed(String kind) {
            change(state -> new ProbeState(state.started(), state.ready(), kind));
        }

        private ProbeState state(PodMemory known) {
            ProbeState state = known.probes().get(containerId);
            return state != null
                    ? state
                    : new ProbeState(spec.startupProbe() == null, spec.readinessProbe() == null, null);
        }

        private void change(java.util.function.UnaryOperator<ProbeState> change) {
            PodMemory before = memory.get();
            PodMemory after = memory.updateAndGet(m -> m.withProbe(containerId, change.apply(state(m))));
            if (!state(before).equals(state(after))) {
                wake.run();
            }
        }
    }

    @Override
    public void close() {
        loops.values().forEach(ProbeLoop::close);
        loops.clear();
    }
}
