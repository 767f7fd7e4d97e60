package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Sandbox;
import dev.podlab.embedded.kubelet.ContainerRuntime.SandboxConfig;
import dev.podlab.embedded.kubelet.PodMemory.Failure;
import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.StoreException;
import dev.podlab.embedded.store.StoredObject;
import dev.podlab.embedded.store.client.EventRecorder.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Carries the steps of one Pod's plans out, in order, and decides nothing. Used by the Pod's worker alone. */
final class PodActionExecutor implements AutoCloseable {

    private static final Duration SANDBOX_RETRY = Duration.ofSeconds(5);

    private final NodeContext node;
    private final ObjectKey key;
    private final String uid;
    private final AtomicReference<PodMemory> memory;
    private final Runnable publish;
    private final ContainerStarter starter;
    private final ContainerStopper stopper;
    private final Probes probes;

    /**
     * @param wake    makes the worker look again, from any thread
     * @param publish writes the Pod's status, on the worker's thread
     */
    PodActionExecutor(
            NodeContext node, ObjectKey key, String uid, AtomicReference<PodMemory> memory, Runnable wake, Runnable publish) {
        this.node = node;
        this.key = key;
        this.uid = uid;
        this.memory = memory;
        this.publish = publish;
        this.starter = new ContainerStarter(node, memory, wake);
        this.stopper = new ContainerStopper(node, uid, memory, wake);
        this.probes = new Probes(node, memory, wake);
    }

    /**
     * Carries a plan out.
     *
     * @param pod the Pod, or empty when only the runtime still has it
     * @return whether every step went well; otherwise the worker waits a little before it plans again
     */
    boolean execute(Optional<PodSpec> pod, List<PodAction> plan) {
        for (PodAction action : plan) {
            try {
                if (!execute(pod, action)) {
                    return false;
                }
            } catch (ContainerRuntimeException | IOException failed) {
                pod.ifPresent(p -> node.events().record(
                        p.subject(), Type.Warning, "FailedSync", "error determining status: " + failed.getMessage()));
                return false;
            }
        }
        return true;
    }

    private boolean execute(Optional<PodSpec> pod, PodAction action) throws IOException {
        return switch (action) {
            case PodAction.RunSandbox run -> pod.filter(p -> runSandbox(p, run.attempt())).isPresent();
            case PodAction.StopSandbox stop -> {
                node.runtime().stopPodSandbox(stop.sandboxId());
                node.view().sandboxStopped(uid, stop.sandboxId());
                yield true;
            }
            case PodAction.RemoveSandbox remove -> {
                node.runtime().removePodSandbox(remove.sandboxId());
                node.view().removeSandbox(uid, remove.sandboxId());
                yield true;
            }
            case PodAction.StartContainer start -> {
                pod.ifPresent(p -> starter.start(p, start.container(), start.attempt()));
                publish.run();
                yield true;
            }
            case PodAction.KillContainer kill -> {
                stopper.stop(pod, kill);
                yield true;
            }
            case PodAction.RemoveContainer remove -> removeContainer(remove.containerId());
            case PodAction.AnnounceBackOff backOff -> {
                pod.ifPresent(p -> announce(p, backOff));
                yield true;
            }
            case PodAction.RemovePod gone -> removePod();
        };
    }

    /** Called when there is nothing to do: probes what runs, keeps volumes that show other objects up to date. */
    void settled(Optional<PodSpec> pod) {
        pod.ifPresentOrElse(probes::follow, probes::close);
        pod.filter(p -> !p.isDeleted() && !p.isTerminal())
                .ifPresent(p -> node.view().of(uid).readySandbox().ifPresent(sandbox ->
                        node.volumes().refresh(p, node.fields(p, sandbox.ip() == null ? "" : sandbox.ip()))));
    }

    private boolean runSandbox(PodSpec pod, int attempt) {
        if (attempt > 0) {
            node.events().record(
                    pod.subject(), Type.Normal, "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.");
        }
        try {
            node.volumes().prepare(pod, node.fields(pod, ""));
            SandboxConfig config = node.configs().sandbox(pod, attempt);
            Files.createDirectories(config.logDirectory());
            String id = node.runtime().runPodSandbox(config);
            node.view().put(uid, node.runtime().podSandboxStatus(id).orElseGet(() -> unknownSandbox(id, config)));
            memory.updateAndGet(m -> m.withSandboxFailure(null));
            publish.run();
            return true;
        } catch (MountException failed) {
            sandboxFailed(pod, "FailedMount", String.valueOf(failed.getMessage()));
        } catch (ContainerRuntimeException | IOException failed) {
            sandboxFailed(pod, "FailedCreatePodSandBox", "Failed to create pod sandbox: " + failed.getMessage());
        }
        return false;
    }

    private Sandbox unknownSandbox(String id, SandboxConfig config) {
        return new Sandbox(
                id, config.pod(), false, node.clock().instant(), null, null, config.labels(), config.annotations());
    }

    private void sandboxFailed(PodSpec pod, String reason, String message) {
        Instant now = node.clock().instant();
        memory.updateAndGet(m -> m.withSandboxFailure(new Failure(reason, message, now, now.plus(SANDBOX_RETRY))));
        node.events().record(pod.subject(), Type.Warning, reason, message);
    }

    private boolean removeContainer(String containerId) throws IOException {
        var log = node.view().of(uid).containers().stream()
                .filter(c -> c.id().equals(containerId))
                .flatMap(c -> Optional.ofNullable(c.logPath()).stream())
                .findFirst();
        node.runtime().removeContainer(containerId);
        node.view().removeContainer(uid, containerId);
        if (log.isPresent()) {
            LogRotation.delete(log.get());
        }
        return true;
    }

    private void announce(PodSpec pod, PodAction.AnnounceBackOff backOff) {
        memory.updateAndGet(m -> m.withAnnounced(backOff.container(), backOff.until()));
        String image = pod.container(backOff.container()).map(ContainerSpec::image).orElse("");
        if (backOff.pull()) {
            node.events().record(pod.subject(backOff.container()), Type.Normal, "BackOff",
                    "Back-off pulling image \"%s\"".formatted(image));
            node.events().record(pod.subject(backOff.container()), Type.Warning, "Failed", "Error: ImagePullBackOff");
        } else {
            node.events().record(pod.subject(backOff.container()), Type.Warning, "BackOff",
                    "Back-off restarting failed container %s in pod %s".formatted(backOff.container(), pod.inMessages()));
        }
    }

    /** Deletes the object last: until then it tells that something of the Pod may be left. */
    private boolean removePod() throws IOException {
        node.volumes().remove(uid);
        Optional<StoredObject> stored = node.store().get(key).filter(object -> object.uid().equals(uid));
        if (stored.isPresent()) {
            try {
                node.store().delete(key, stored.get().resourceVersion());
            } catch (StoreException.Conflict raced) {
                return removePod();
            } catch (StoreException.NotFound gone) {
                return true;
            }
        }
        return true;
    }

    @Override
    public void close() {
        stopper.close();
        probes.close();
    }
}
