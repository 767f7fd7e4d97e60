package dev.podlab.embedded.kubelet;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** When a Pod's plan or status changes by the mere passing of time. Pure. */
final class PodSchedule {

    private PodSchedule() {}

    /** Returns the next such time after {@code now}, or empty when there is none. */
    static Optional<Instant> nextChange(PodSpec pod, ObservedPod observed, PodMemory memory, Instant now) {
        Stream<Instant> failures = memory.failures().values().stream()
                .flatMap(f -> f.isPull() ? Stream.of(f.backOffFrom(), f.notBefore()) : Stream.of(f.notBefore()));
        Stream<Instant> restarts = pod.allContainers()
                .flatMap(spec -> observed.current(spec.name()).stream()
                        .filter(ObservedPod::hasExited)
                        .map(container -> Restarts.notBefore(spec, container, memory)));
        Stream<Instant> sandbox = Stream.ofNullable(memory.sandbox()).map(PodMemory.Failure::notBefore);
        Stream<Instant> deadline = PodOutcome.deadline(pod).stream();
        return Stream.of(failures, restarts, sandbox, deadline)
                .flatMap(times -> times)
                .filter(time -> time.isAfter(now))
                .min(Instant::compareTo);
    }
}
