package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Container;
import dev.podlab.embedded.kubelet.ContainerRuntime.Sandbox;
import dev.podlab.embedded.kubelet.PodAction.KillContainer;
import dev.podlab.embedded.kubelet.PodAction.KillReason;
import dev.podlab.embedded.kubelet.PodAction.RemovePod;
import dev.podlab.embedded.kubelet.PodAction.RemoveSandbox;
import dev.podlab.embedded.kubelet.PodAction.StopSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides the next step of a Pod that ends: stop its containers, then its sandbox, then, once the last status is
 * published, remove what is left. Pure.
 *
 * <p>Source: kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle, "Termination of Pods", v1.32.
 */
final class PodTermination {

    /** What a Pod gets that was removed from the API while it ran. */
    private static final Duration ORPHAN_GRACE = Duration.ofSeconds(2);

    private static final Duration LEAST_GRACE = Duration.ofSeconds(1);

    private PodTermination() {}

    /** Returns the steps for a Pod that is deleted or has ended. */
    static List<PodAction> plan(PodSpec pod, ObservedPod observed, PodMemory memory, Instant now) {
        List<Container> running = observed.running();
        if (!running.isEmpty()) {
            return kills(nextToStop(pod, running, now), memory, deadline(pod, now));
        }
        List<PodAction> stops = stops(observed);
        if (!stops.isEmpty() || !pod.isDeleted() || !pod.isTerminal()) {
            return stops;
        }
        return removal(observed);
    }

    /** Returns the steps for what is left of a Pod that the API knows no more. */
    static List<PodAction> planOrphan(ObservedPod observed, PodMemory memory, Instant now) {
        List<Container> running = observed.running();
        if (!running.isEmpty()) {
            return kills(running, memory, now.plus(ORPHAN_GRACE));
        }
        List<PodAction> stops = stops(observed);
        return stops.isEmpty() ? removal(observed) : stops;
    }

    /** Sidecars outlive the other containers and then end in reverse order, as long as the grace period allows. */
    private static List<Container> nextToStop(PodSpec pod, List<Container> running, Instant now) {
        List<String> sidecars = pod.initContainers().stream().filter(ContainerSpec::sidecar).map(ContainerSpec::name).toList();
        List<Container> others = running.stream().filter(c -> !sidecars.contains(c.name())).toList();
        boolean overdue = pod.deletion() != null && !pod.deletion().at().isAfter(now);
        if (sidecars.isEmpty() || overdue) {
            return running;
        }
        if (!others.isEmpty()) {
            return others;
        }
        return sidecars.reversed().stream()
                .flatMap(name -> running.stream().filter(c -> c.name().equals(name)))
                .limit(1)
                .toList();
    }

    private static Instant deadline(PodSpec pod, Instant now) {
        if (pod.deletion() == null) {
            return now.plus(pod.terminationGrace());
        }
        // The timestamp has whole seconds, cut off: the grace period may end up to one second after it.
        Instant latest = now.plus(pod.deletion().grace());
        Instant end = pod.deletion().at().plusSeconds(1);
        Instant soonest = now.plus(LEAST_GRACE);
        Instant deadline = end.isBefore(latest) ? end : latest;
        return deadline.isBefore(soonest) ? soonest : deadline;
    }

    private static List<PodAction> kills(List<Container> containers, PodMemory memory, Instant deadline) {
        List<PodAction> steps = new ArrayList<>();
        for (Container container : containers) {
            Instant begun = memory.kills().get(container.id());
            if (begun == null || deadline.plus(LEAST_GRACE).isBefore(begun)) {
                steps.add(new KillContainer(
                        container.id(), container.name(), KillReason.POD_ENDS,
                        "Stopping container " + container.name(), deadline));
            }
        }
        return List.copyOf(steps);
    }

    private static List<PodAction> stops(ObservedPod observed) {
        return observed.sandboxes().stream()
                .filter(Sandbox::ready)
                .<PodAction>map(sandbox -> new StopSandbox(sandbox.id()))
                .toList();
    }

    private static List<PodAction> removal(ObservedPod observed) {
        List<PodAction> steps = new ArrayList<>();
        observed.sandboxes().forEach(sandbox -> steps.add(new RemoveSandbox(sandbox.id())));
        steps.add(new RemovePod());
        return List.copyOf(steps);
    }
}
