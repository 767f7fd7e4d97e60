package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Container;
import dev.podlab.embedded.kubelet.ContainerRuntime.Sandbox;
import dev.podlab.embedded.kubelet.ContainerRuntime.State;
import dev.podlab.embedded.kubelet.PodAction.AnnounceBackOff;
import dev.podlab.embedded.kubelet.PodAction.KillReason;
import dev.podlab.embedded.kubelet.PodAction.RemoveContainer;
import dev.podlab.embedded.kubelet.PodAction.RemoveSandbox;
import dev.podlab.embedded.kubelet.PodAction.RunSandbox;
import dev.podlab.embedded.kubelet.PodAction.StartContainer;
import dev.podlab.embedded.kubelet.PodAction.StopSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do next for one Pod. Pure and total: the same input gives the same plan, and a Pod that is as it should
 * be gets an empty one.
 *
 * <p>Source: kubernetes pkg/kubelet/kuberuntime {@code computePodActions}, v1.32.
 */
final class PodPlanner {

    /** How many ended instances of a container are kept for their logs, beside the newest instance. */
    private static final int KEPT_INSTANCES = 1;

    private PodPlanner() {}

    /** Returns the steps that bring a Pod nearer to what is desired. */
    static List<PodAction> plan(PodSpec pod, ObservedPod observed, PodMemory memory, Instant now) {
        if (pod.isDeleted() || PodOutcome.of(pod, observed, memory, now).isPresent()) {
            return PodTermination.plan(pod, observed, memory, now);
        }
        return new PodPlanner.Turn(pod, observed, memory, now).plan();
    }

    /** One planning of a Pod that is to run. */
    private record Turn(PodSpec pod, ObservedPod observed, PodMemory memory, Instant now, List<PodAction> steps) {

        Turn(PodSpec pod, ObservedPod observed, PodMemory memory, Instant now) {
            this(pod, observed, memory, now, new ArrayList<>());
        }

        List<PodAction> plan() {
            if (observed.readySandbox().isEmpty()) {
                replaceSandbox();
            } else {
                killWhatStartsAnew();
                startContainers();
                prune();
            }
            return List.copyOf(steps);
        }

        private void replaceSandbox() {
            List<Container> leftovers = observed.running();
            if (!leftovers.isEmpty()) {
                leftovers.forEach(c -> kill(c, KillReason.LOST, "Stopping container " + c.name()));
                return;
            }
            if (memory.sandbox() != null && memory.sandbox().notBefore().isAfter(now)) {
                return;
            }
            Optional<Sandbox> old = observed.newestSandbox();
            old.ifPresent(sandbox -> steps.add(new StopSandbox(sandbox.id())));
            steps.add(new RunSandbox(old.map(sandbox -> sandbox.pod().attempt() + 1).orElse(0)));
            startContainers();
        }

        private void killWhatStartsAnew() {
            for (ContainerSpec spec : pod.allContainers().toList()) {
                boolean initOnly = pod.isInit(spec.name()) && !spec.sidecar();
                current(spec).filter(ObservedPod::isRunning).ifPresent(container -> {
                    if (!initOnly && ContainerDefinition.isChanged(spec, container)) {
                        kill(container, KillReason.CHANGED,
                                "Container %s definition changed, will be restarted".formatted(spec.name()));
                    } else {
                        killIfUnhealthy(spec, container);
                    }
                });
            }
        }

        private void killIfUnhealthy(ContainerSpec spec, Container container) {
            PodMemory.ProbeState probes = memory.probes().get(container.id());
            if (probes != null && probes.failed() != null) {
                String kind = pod.isInit(spec.name()) ? "Init container" : "Container";
                String ending = pod.isInit(spec.name()) ? "" : ", will be restarted";
                kill(container, KillReason.PROBE_FAILED,
                        "%s %s failed %s probe%s".formatted(kind, spec.name(), probes.failed(), ending),
                        graceOf(probes.failed().equals("startup") ? spec.startupProbe() : spec.livenessProbe()));
            } else if (container.state() == State.UNKNOWN) {
                kill(container, KillReason.LOST, "Container is in \"unknown\" state, try killing it before restart");
            }
        }

        private void startContainers() {
            boolean initialized = pod.containers().stream().anyMatch(spec -> current(spec).isPresent());
            for (ContainerSpec init : pod.initContainers()) {
                if (initialized ? init.sidecar() && !isUp(init) : !isComplete(init)) {
                    startUnlessRunning(init);
                    if (!initialized) {
                        return;
                    }
                }
            }
            for (ContainerSpec spec : pod.containers()) {
                startUnlessRunning(spec);
                if (memory.pulling().contains(spec.name())) {
                    return;
                }
            }
        }

        /** Returns whether the init containers after this one may start. */
        private boolean isComplete(ContainerSpec init) {
            return init.sidecar()
                    ? isUp(init) && current(init).filter(c -> isStarted(init, c)).isPresent()
                    : current(init).filter(c -> ObservedPod.hasExited(c) && c.exitCode() == 0).isPresent();
        }

        private boolean isUp(ContainerSpec spec) {
            return current(spec).filter(ObservedPod::isRunning).isPresent();
        }

        private boolean isStarted(ContainerSpec spec, Container container) {
            return ContainerHealth.of(spec, container, memory).started();
        }

        private void startUnlessRunning(ContainerSpec spec) {
            Optional<Container> current = current(spec);
            if (current.filter(ObservedPod::isRunning).isPresent() || memory.pulling().contains(spec.name())) {
                return;
            }
            if (ended(spec, current).filter(c -> !restarts(spec, c)).isPresent()) {
                return;
            }
            Optional<PodMemory.Failure> failure = memory.failure(spec).filter(f -> f.notBefore().isAfter(now));
            Instant restartAt = current.filter(ObservedPod::hasExited)
                    .map(c -> Restarts.notBefore(spec, c, memory))
                    .orElse(now);
            if (failure.isPresent()) {
                announcePull(spec, failure.get());
            } else if (restartAt.isAfter(now)) {
                announce(spec, false, restartAt);
            } else {
                start(spec, current);
            }
        }

        /** A container of the Pod proper that has succeeded for good stays so in a new sandbox; an init container does not. */
        private Optional<Container> ended(ContainerSpec spec, Optional<Container> current) {
            Optional<Container> last = pod.isInit(spec.name()) ? current : observed.newest(spec.name());
            return last.filter(ObservedPod::hasExited);
        }

        private boolean restarts(ContainerSpec spec, Container container) {
            boolean init = pod.isInit(spec.name()) && !spec.sidecar();
            return spec.sidecar()
                    || memory.replaced().contains(container.id())
                    || (init ? container.exitCode() != 0 : pod.restartPolicy().restarts(container.exitCode()));
        }

        private void start(ContainerSpec spec, Optional<Container> current) {
            Optional<Container> halfMade = current.filter(c -> c.state() == State.CREATED);
            halfMade.ifPresent(c -> steps.add(new RemoveContainer(c.id())));
            int attempt = halfMade.map(Container::attempt)
                    .orElseGet(() -> lastAttempt(spec).map(last -> last + 1).orElse(0));
            steps.add(new StartContainer(spec.name(), attempt));
        }

        /** The stored status counts where the runtime has forgotten: a restart count never goes back. */
        private Optional<Integer> lastAttempt(ContainerSpec spec) {
            return observed.newest(spec.name())
                    .map(Container::attempt)
                    .or(() -> Optional.ofNullable(pod.attempts().get(spec.name())));
        }

        private void announcePull(ContainerSpec spec, PodMemory.Failure failure) {
            if (failure.isPull() && !failure.backOffFrom().isAfter(now)) {
                announce(spec, true, failure.notBefore());
            }
        }

        private void announce(ContainerSpec spec, boolean pull, Instant until) {
            if (!until.equals(memory.announced().get(spec.name()))) {
                steps.add(new AnnounceBackOff(spec.name(), pull, until));
            }
        }

        /** A probe may say for itself how long a container that fails it gets. */
        private Duration graceOf(ContainerSpec.@Nullable Probe probe) {
            return probe == null || probe.terminationGrace() == null ? pod.terminationGrace() : probe.terminationGrace();
        }

        private void kill(Container container, KillReason reason, String message) {
            kill(container, reason, message, pod.terminationGrace());
        }

        private void kill(Container container, KillReason reason, String message, Duration grace) {
            if (!memory.kills().containsKey(container.id())) {
                steps.add(new PodAction.KillContainer(container.id(), container.name(), reason, message, now.plus(grace)));
            }
        }

        private void prune() {
            observed.containers().stream()
                    .map(Container::name)
                    .distinct()
                    .flatMap(name -> observed.instances(name).skip(1 + KEPT_INSTANCES))
                    .filter(ObservedPod::hasExited)
                    .forEach(c -> steps.add(new RemoveContainer(c.id())));
            observed.sandboxes().stream()
                    .skip(1)
                    .filter(s -> observed.containers().stream().noneMatch(c -> c.sandboxId().equals(s.id())))
                    .forEach(s -> steps.add(new RemoveSandbox(s.id())));
        }

        /** Returns the instance that counts: none when the sandbox is about to be replaced. */
        private Optional<Container> current(ContainerSpec spec) {
            return observed.readySandbox().isEmpty() ? Optional.empty() : observed.current(spec.name());
        }
    }
}
