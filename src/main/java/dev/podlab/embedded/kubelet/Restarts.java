package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Container;
import java.time.Instant;

/** When an ended container may be started again. Pure. */
final class Restarts {

    private Restarts() {}

    /** Returns the earliest time at which a container that has ended may be started again. */
    static Instant notBefore(Container ended, PodMemory memory) {
        return BackOff.notBefore(memory.restarts().get(ended.name()), endOf(ended));
    }

    /** Returns when a container ended. */
    static Instant endOf(Container ended) {
        return ended.finishedAt() != null ? ended.finishedAt() : ended.createdAt();
    }
}
