package dev.podlab.embedded.kubelet;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the kubelet knows of a Pod beside the runtime's state. It does not outlive the process, nor does upstream's.
 *
 * @param restarts  restart back-off by container name
 * @param failures  containers that could not be started, by name
 * @param kills     containers that are being stopped, by id, with the time at which they are killed
 * @param pulling   containers that wait for their image, by name
 * @param announced back-off periods that an event was recorded for: container name to the end of the period
 * @param probes    what the probes found, by container id
 * @param replaced  containers that were stopped since their definition changed, by id: they start again in any case
 * @param sandbox   why the sandbox could not be made, or null
 * @param verdict   that the kubelet itself ended the Pod, or null
 */
record PodMemory(
        Map<String, BackOff> restarts,
        Map<String, Failure> failures,
        Map<String, Instant> kills,
        Set<String> pulling,
        Map<String, Instant> announced,
        Map<String, ProbeState> probes,
        Set<String> replaced,
        @Nullable Failure sandbox,
        @Nullable Verdict verdict) {

    static final PodMemory EMPTY =
            new PodMemory(Map.of(), Map.of(), Map.of(), Set.of(), Map.of(), Map.of(), Set.of(), null, null);

    PodMemory {
        restarts = Map.copyOf(restarts);
        failures = Map.copyOf(failures);
        kills = Map.copyOf(kills);
        pulling = Set.copyOf(pulling);
        announced = Map.copyOf(announced);
        probes = Map.copyOf(probes);
        replaced = Set.copyOf(replaced);
    }

    /**
     * A start that failed.
     *
     * @param reason    waiting reason, for example {@code ErrImagePull}
     * @param at        when it failed
     * @param notBefore when to try again
     * @param image     the image that was to be started: with another one it is tried at once; empty when it does not matter
     */
    record Failure(String reason, String message, Instant at, Instant notBefore, String image) {

        Failure(String reason, String message, Instant at, Instant notBefore) {
            this(reason, message, at, notBefore, "");
        }

        /** How long a failed pull is shown as such before it is shown as a back-off. */
        private static final Duration PULL_SHOWN = Duration.ofSeconds(3);

        boolean isPull() {
            return reason.equals("ErrImagePull");
        }

        /** Returns when a failed pull turns into a back-off for the reader. */
        Instant backOffFrom() {
            return at.plus(PULL_SHOWN);
        }
    }

    /** The kubelet's decision that a Pod has failed, with the words of its status. */
    record Verdict(String reason, String message) {}

    /**
     * What the probes of one container found so far.
     *
     * @param started whether the startup probe succeeded, or there is none
     * @param ready   whether the readiness probe succeeded, or there is none
     * @param failed  the probe that demands a restart: {@code startup}, {@code liveness}, or null
     */
    record ProbeState(boolean started, boolean ready, @Nullable String failed) {}

    /** Returns why a container could not be started with the image that it has now. */
    Optional<Failure> failure(ContainerSpec spec) {
        return Optional.ofNullable(failures.get(spec.name()))
                .filter(f -> f.image().isEmpty() || f.image().equals(spec.image()));
    }

    PodMemory withRestart(String container, BackOff backOff) {
        return new PodMemory(
                with(restarts, container, backOff), failures, kills, pulling, announced, probes, replaced, sandbox, verdict);
    }

    PodMemory withFailure(String container, Failure failure) {
        return new PodMemory(
                restarts, with(failures, container, failure), kills, pulling, announced, probes, replaced, sandbox, verdict);
    }

    PodMemory withoutFailure(String container) {
        return new PodMemory(
                restarts, without(failures, container), kills, pulling, announced, probes, replaced, sandbox, verdict);
    }

    PodMemory withKill(String containerId, Instant deadline) {
        return new PodMemory(
                restarts, failures, with(kills, containerId, deadline), pulling, announced, probes, replaced, sandbox, verdict);
    }

    PodMemory withoutKill(String containerId) {
        return new PodMemory(
                restarts, failures, without(kills, containerId), pulling, announced, probes, replaced, sandbox, verdict);
    }

    PodMemory withPulling(String container, boolean pulls) {
        Set<String> names = new HashSet<>(pulling);
        if (pulls) {
            names.add(container);
        } else {
            names.remove(container);
        }
        return new PodMemory(restarts, failures, kills, names, announced, probes, replaced, sandbox, verdict);
    }

    PodMemory withAnnounced(String container, Instant until) {
        return new PodMemory(
                restarts, failures, kills, pulling, with(announced, container, until), probes, replaced, sandbox, verdict);
    }

    PodMemory withProbe(String containerId, ProbeState state) {
        return new PodMemory(
                restarts, failures, kills, pulling, announced, with(probes, containerId, state), replaced, sandbox, verdict);
    }

    PodMemory withoutProbe(String containerId) {
        return new PodMemory(
                restarts, failures, kills, pulling, announced, without(probes, containerId), replaced, sandbox, verdict);
    }

    PodMemory withReplaced(String containerId) {
        Set<String> ids = new HashSet<>(replaced);
        ids.add(containerId);
        return new PodMemory(restarts, failures, kills, pulling, announced, probes, ids, sandbox, verdict);
    }

    PodMemory withSandboxFailure(@Nullable Failure failure) {
        return new PodMemory(restarts, failures, kills, pulling, announced, probes, replaced, failure, verdict);
    }

    PodMemory withVerdict(Verdict decision) {
        return new PodMemory(restarts, failures, kills, pulling, announced, probes, replaced, sandbox, decision);
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> copy = new HashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    private static <V> Map<String, V> without(Map<String, V> map, String key) {
        Map<String, V> copy = new HashMap<>(map);
        copy.remove(key);
        return copy;
    }
}
