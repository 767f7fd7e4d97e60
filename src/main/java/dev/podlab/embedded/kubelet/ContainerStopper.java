package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.store.client.EventRecorder.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Stops containers without keeping the worker waiting. */
final class ContainerStopper implements AutoCloseable {

    /** After a stop that failed, how long until the planner may ask again. */
    private static final Duration RETRY = Duration.ofSeconds(3);

    private final NodeContext node;
    private final String uid;
    private final AtomicReference<PodMemory> memory;
    private final Runnable wake;
    private volatile boolean closed;

    ContainerStopper(NodeContext node, String uid, AtomicReference<PodMemory> memory, Runnable wake) {
        this.node = node;
        this.uid = uid;
        this.memory = memory;
        this.wake = wake;
    }

    /** Begins to stop a container and returns at once; the worker is woken when it is down. */
    void stop(Optional<PodSpec> pod, PodAction.KillContainer kill) {
        memory.updateAndGet(m -> m.withKill(kill.containerId(), kill.deadline()));
        if (kill.reason() == PodAction.KillReason.CHANGED) {
            memory.updateAndGet(m -> m.withReplaced(kill.containerId()));
        }
        pod.ifPresent(p -> node.events().record(p.subject(kill.container()), Type.Normal, "Killing", kill.message()));
        Duration grace = Duration.between(node.clock().instant(), kill.deadline());
        Thread.ofVirtual().name("stop-" + kill.container()).start(() -> stop(pod, kill, grace));
    }

    private void stop(Optional<PodSpec> pod, PodAction.KillContainer kill, Duration grace) {
        try {
            Instant begun = Instant.now();
            pod.flatMap(p -> p.container(kill.container()))
                    .ifPresent(spec -> LifecycleHooks.preStop(node, pod.get(), spec, kill.containerId(), grace));
            Duration left = grace.minus(Duration.between(begun, Instant.now()));
            node.runtime().stopContainer(kill.containerId(), LifecycleHooks.atLeastMinimum(left, grace));
            node.runtime().containerStatus(kill.containerId()).ifPresentOrElse(
                    container -> node.view().put(uid, container),
                    () -> node.view().removeContainer(uid, kill.containerId()));
            forget(kill);
        } catch (ContainerRuntimeException failed) {
            pod.ifPresent(p -> node.events().record(
                    p.subject(), Type.Warning, "FailedKillPod", "error killing pod: " + failed.getMessage()));
            forgetLater(kill);
        }
    }

    private void forget(PodAction.KillContainer kill) {
        memory.updateAndGet(m -> m.withoutKill(kill.containerId()).withoutProbe(kill.containerId()));
        wake.run();
    }

    private void forgetLater(PodAction.KillContainer kill) {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        if (!closed) {
            forget(kill);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
