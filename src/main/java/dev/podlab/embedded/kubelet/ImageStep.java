package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Image;
import dev.podlab.embedded.kubelet.ContainerSpec.PullPolicy;
import dev.podlab.embedded.kubelet.PodMemory.Failure;
import dev.podlab.embedded.store.client.EventRecorder.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a container's image is on the node. A pull runs beside the worker, which is woken at its end.
 *
 * <p>Source: kubernetes pkg/kubelet/images/image_manager.go, v1.32.
 */
final class ImageStep {

    private final NodeContext node;
    private final AtomicReference<PodMemory> memory;
    private final Runnable wake;
    private final Set<String> justPulled = ConcurrentHashMap.newKeySet();

    ImageStep(NodeContext node, AtomicReference<PodMemory> memory, Runnable wake) {
        this.node = node;
        this.memory = memory;
        this.wake = wake;
    }

    /** Returns the image when the container can be created, or empty when a pull was begun. */
    Optional<Image> ensure(PodSpec pod, ContainerSpec spec) throws StartException {
        Optional<Image> present = find(spec);
        boolean pulled = justPulled.remove(spec.name());
        if (present.isPresent() && (pulled || spec.pullPolicy() != PullPolicy.ALWAYS)) {
            if (!pulled) {
                node.events().record(pod.subject(spec.name()), Type.Normal, "Pulled",
                        "Container image \"%s\" already present on machine".formatted(spec.image()));
            }
            return present;
        }
        if (spec.pullPolicy() == PullPolicy.NEVER) {
            String message = "Container image \"%s\" is not present with pull policy of Never".formatted(spec.image());
            node.events().record(pod.subject(spec.name()), Type.Warning, "ErrImageNeverPull", message);
            throw new StartException("ErrImageNeverPull", message);
        }
        pull(pod, spec);
        return Optional.empty();
    }

    private Optional<Image> find(ContainerSpec spec) throws StartException {
        try {
            return node.runtime().image(spec.image());
        } catch (ContainerRuntimeException failed) {
            String problem = String.valueOf(failed.getMessage());
            boolean invalid = problem.contains("invalid reference format") || problem.contains("couldn't parse image");
            String reason = invalid ? "InvalidImageName" : "ImageInspectError";
            throw new StartException(reason, "Failed to inspect image \"%s\": %s".formatted(spec.image(), problem));
        }
    }

    private void pull(PodSpec pod, ContainerSpec spec) {
        Instant begun = node.clock().instant();
        memory.updateAndGet(m -> m.withPulling(spec.name(), true));
        node.events().record(pod.subject(spec.name()), Type.Normal, "Pulling", "Pulling image \"%s\"".formatted(spec.image()));
        node.images().pull(spec.image()).whenComplete((id, failed) -> {
            if (failed == null) {
                pulled(pod, spec, begun);
            } else {
                pullFailed(pod, spec, failed);
            }
            memory.updateAndGet(m -> m.withPulling(spec.name(), false));
            wake.run();
        });
    }

    private void pulled(PodSpec pod, ContainerSpec spec, Instant begun) {
        justPulled.add(spec.name());
        memory.updateAndGet(m -> m.withoutFailure(spec.name()));
        String took = GoDuration.of(Duration.between(begun, node.clock().instant()));
        long bytes = node.runtime().image(spec.image()).map(Image::bytes).orElse(0L);
        node.events().record(pod.subject(spec.name()), Type.Normal, "Pulled",
                "Successfully pulled image \"%s\" in %s (%s including waiting). Image size: %d bytes."
                        .formatted(spec.image(), took, took, bytes));
    }

    private void pullFailed(PodSpec pod, ContainerSpec spec, Throwable failed) {
        Instant now = node.clock().instant();
        String problem = String.valueOf(failed.getMessage());
        String key = "image " + spec.image();
        PodMemory after = memory.updateAndGet(m -> m.withRestart(key, next(m.restarts().get(key), now)));
        BackOff backOff = after.restarts().get(key);
        Instant notBefore = now.plus(backOff == null ? BackOff.INITIAL : backOff.delay());
        memory.updateAndGet(m -> m.withFailure(spec.name(), new Failure("ErrImagePull", problem, now, notBefore, spec.image())));
        node.events().record(pod.subject(spec.name()), Type.Warning, "Failed",
                "Failed to pull image \"%s\": %s".formatted(spec.image(), problem));
        node.events().record(pod.subject(spec.name()), Type.Warning, "Failed", "Error: ErrImagePull");
    }

    private static BackOff next(@Nullable BackOff before, Instant now) {
        return BackOff.next(before, now, now);
    }
}
