package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Container;
import java.time.Instant;

/** When an ended container may be started again. Pure. */
final class Restarts {

    private Restarts() {}

    /** Returns the earliest time at which a container that has ended may be started again; with another definition that is at once. */
    static Instant notBefore(ContainerSpec spec, Container ended, PodMemory memory) {
        if (ContainerDefinition.isChanged(spec, ended)) {
            return endOf(ended);
        }
        return BackOff.notBefore(memory.restarts().get(ended.name()), endOf(ended));
    }

    /** Returns when a container ended. */
    static Instant endOf(Container ended) {
        return ended.finishedAt() != null ? ended.finishedAt() : ended.createdAt();
    }
}
