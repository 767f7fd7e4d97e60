package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Container;
import dev.podlab.embedded.kubelet.ContainerRuntime.State;

/**
 * What the probes say of a container. Pure.
 *
 * @param started whether it runs and its startup probe, if any, succeeded
 * @param ready   whether it is started and its readiness probe, if any, succeeded
 */
record ContainerHealth(boolean started, boolean ready) {

    static ContainerHealth of(ContainerSpec spec, Container container, PodMemory memory) {
        if (container.state() != State.RUNNING) {
            return new ContainerHealth(false, false);
        }
        PodMemory.ProbeState found = memory.probes().get(container.id());
        boolean started = found != null ? found.started() : spec.startupProbe() == null;
        boolean ready = found != null ? found.ready() : spec.readinessProbe() == null;
        return new ContainerHealth(started, started && ready);
    }
}
