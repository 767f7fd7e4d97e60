package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Container;
import dev.podlab.embedded.kubelet.PodSpec.RestartPolicy;
import java.time.Instant;
import java.util.Optional;

/**
 * How a Pod has ended for good. Pure.
 *
 * @param phase   {@code Succeeded} or {@code Failed}
 * @param reason  {@code status.reason}, or empty
 * @param message {@code status.message}, or empty
 */
record PodOutcome(String phase, String reason, String message) {

    private static final PodOutcome FAILED = new PodOutcome("Failed", "", "");
    private static final PodOutcome SUCCEEDED = new PodOutcome("Succeeded", "", "");

    /** Returns how the Pod has ended, or empty while it may still run. Containers may still have to be stopped. */
    static Optional<PodOutcome> of(PodSpec pod, ObservedPod observed, PodMemory memory, Instant now) {
        if (pod.isTerminal()) {
            return Optional.of(new PodOutcome(pod.phase(), "", ""));
        }
        if (memory.verdict() != null) {
            return Optional.of(new PodOutcome("Failed", memory.verdict().reason(), memory.verdict().message()));
        }
        if (deadline(pod).filter(end -> !end.isAfter(now)).isPresent()) {
            return Optional.of(new PodOutcome(
                    "Failed", "DeadlineExceeded", "Pod was active on the node longer than the specified deadline"));
        }
        if (hasFailedInit(pod, observed) || hasLostItsSandbox(pod, observed, memory)) {
            return Optional.of(FAILED);
        }
        return allEnded(pod, observed, memory);
    }

    /** Returns when {@code activeDeadlineSeconds} are over. */
    static Optional<Instant> deadline(PodSpec pod) {
        return pod.activeDeadline() == null || pod.startTime() == null
                ? Optional.empty()
                : Optional.of(pod.startTime().plus(pod.activeDeadline()));
    }

    private static boolean hasFailedInit(PodSpec pod, ObservedPod observed) {
        return pod.restartPolicy() == RestartPolicy.NEVER
                && pod.initContainers().stream()
                        .filter(init -> !init.sidecar())
                        .flatMap(init -> observed.current(init.name()).stream())
                        .anyMatch(c -> ObservedPod.hasExited(c) && c.exitCode() != 0);
    }

    /** A Pod that may not restart gets no second sandbox once a container was made in the first. */
    private static boolean hasLostItsSandbox(PodSpec pod, ObservedPod observed, PodMemory memory) {
        return pod.restartPolicy() == RestartPolicy.NEVER
                && observed.readySandbox().isEmpty()
                && !(observed.containers().isEmpty() && pod.attempts().isEmpty())
                && allEnded(pod, observed, memory).isEmpty();
    }

    private static Optional<PodOutcome> allEnded(PodSpec pod, ObservedPod observed, PodMemory memory) {
        boolean succeeded = true;
        for (ContainerSpec spec : pod.containers()) {
            Optional<Container> newest = observed.newest(spec.name()).filter(ObservedPod::hasExited);
            if (newest.isEmpty()
                    || memory.replaced().contains(newest.get().id())
                    || pod.restartPolicy().restarts(newest.get().exitCode())) {
                return Optional.empty();
            }
            succeeded &= newest.get().exitCode() == 0;
        }
        return Optional.of(succeeded ? SUCCEEDED : FAILED);
    }
}
