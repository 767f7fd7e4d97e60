package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Container;
import dev.podlab.embedded.kubelet.ContainerRuntime.ContainerConfig;
import dev.podlab.embedded.kubelet.ContainerRuntime.Image;
import dev.podlab.embedded.kubelet.ContainerRuntime.Mount;
import dev.podlab.embedded.kubelet.ContainerRuntime.Sandbox;
import dev.podlab.embedded.kubelet.PodMemory.Failure;
import dev.podlab.embedded.store.client.EventRecorder.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Starts a container: image, configuration, create, start. What goes wrong is remembered as the container's waiting reason
 * and told by an event.
 *
 * <p>Source: kubernetes pkg/kubelet/kuberuntime {@code startContainer}, v1.32.
 */
final class ContainerStarter {

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final NodeContext node;
    private final AtomicReference<PodMemory> memory;
    private final ImageStep images;

    ContainerStarter(NodeContext node, AtomicReference<PodMemory> memory, Runnable wake) {
        this.node = node;
        this.memory = memory;
        this.images = new ImageStep(node, memory, wake);
    }

    /** Starts a container in the Pod's ready sandbox, or begins to pull its image. */
    void start(PodSpec pod, String name, int attempt) {
        Optional<Sandbox> sandbox = node.view().of(pod.uid()).readySandbox();
        Optional<ContainerSpec> spec = pod.container(name);
        if (sandbox.isEmpty() || spec.isEmpty()) {
            return;
        }
        try {
            Optional<Image> image = images.ensure(pod, spec.get());
            if (image.isPresent()) {
                countRestart(pod, spec.get());
                start(pod, spec.get(), attempt, sandbox.get(), image.get());
            }
        } catch (StartException failed) {
            fail(pod, spec.get(), failed);
        }
    }

    /** A container with another definition begins anew, and so does its back-off. */
    private void countRestart(PodSpec pod, ContainerSpec spec) {
        Instant now = node.clock().instant();
        String name = spec.name();
        node.view().of(pod.uid()).current(name).filter(ObservedPod::hasExited).ifPresent(ended -> {
            boolean afresh = ContainerDefinition.isChanged(spec, ended);
            memory.updateAndGet(m -> m.withRestart(
                    name, BackOff.next(afresh ? null : m.restarts().get(name), Restarts.endOf(ended), now)));
        });
    }

    private void start(PodSpec pod, ContainerSpec spec, int attempt, Sandbox sandbox, Image image) throws StartException {
        ContainerConfig config = config(pod, spec, attempt, sandbox, image);
        String id = create(pod, spec, config, sandbox);
        node.events().record(pod.subject(spec.name()), Type.Normal, "Created", "Created container: " + spec.name());
        try {
            node.runtime().startContainer(id);
        } catch (ContainerRuntimeException failed) {
            observe(pod, id);
            throw new StartException("RunContainerError", String.valueOf(failed.getMessage()));
        }
        memory.updateAndGet(m -> m.withoutFailure(spec.name()));
        node.events().record(pod.subject(spec.name()), Type.Normal, "Started", "Started container " + spec.name());
        if (!LifecycleHooks.postStart(node, pod, spec, id)) {
            node.runtime().stopContainer(id, pod.terminationGrace());
            observe(pod, id);
            throw new StartException("PostStartHookError", "PostStartHook failed");
        }
        observe(pod, id);
    }

    private ContainerConfig config(PodSpec pod, ContainerSpec spec, int attempt, Sandbox sandbox, Image image)
            throws StartException {
        String ip = sandbox.ip() == null ? "" : sandbox.ip();
        Map<String, String> env = new Environment(pod, spec, node.objects(), node.fields(pod, ip)).variables();
        try {
            List<Mount> mounts = node.volumes().mounts(pod, spec, attempt, env, ip);
            Files.createDirectories(node.directories().logs(pod.namespace(), pod.name(), pod.uid()).resolve(spec.name()));
            return node.configs().container(pod, spec, attempt, env, mounts, image.user());
        } catch (IOException failed) {
            throw new StartException("CreateContainerConfigError", String.valueOf(failed.getMessage()));
        }
    }

    private String create(PodSpec pod, ContainerSpec spec, ContainerConfig config, Sandbox sandbox)
            throws StartException {
        try {
            return node.runtime().createContainer(
                    sandbox.id(), config, node.configs().sandbox(pod, sandbox.pod().attempt()));
        } catch (ContainerRuntimeException failed) {
            throw new StartException("CreateContainerError", String.valueOf(failed.getMessage()));
        }
    }

    private void observe(PodSpec pod, String containerId) {
        Optional<Container> container = node.runtime().containerStatus(containerId);
        container.ifPresent(c -> node.view().put(pod.uid(), c));
    }

    private void fail(PodSpec pod, ContainerSpec spec, StartException failed) {
        Instant now = node.clock().instant();
        String name = spec.name();
        // A container that ended while it was started waits by the restart back-off instead.
        boolean ended = node.view().of(pod.uid()).current(name).filter(ObservedPod::hasExited).isPresent();
        Instant notBefore = ended && failed.reason().equals("RunContainerError") ? now : now.plus(RETRY);
        var failure = new Failure(failed.reason(), failed.text(), now, notBefore, spec.image());
        memory.updateAndGet(m -> m.withFailure(name, failure));
        node.events().record(pod.subject(name), Type.Warning, "Failed", "Error: " + failed.text());
    }
}
