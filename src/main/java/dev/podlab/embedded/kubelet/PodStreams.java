package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Container;
import dev.podlab.embedded.kubelet.ContainerRuntime.Sandbox;
import dev.podlab.embedded.store.StoredObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Logs, exec, attach and port forwarding for the Pods of one node. Thread-safe. */
final class PodStreams {

    private static final String SCHEME = "containerd://";

    private final NodeContext node;

    PodStreams(NodeContext node) {
        this.node = node;
    }

    URI exec(String uid, String container, List<String> command, boolean stdin, boolean stdout, boolean stderr, boolean tty) {
        String id = running(uid, container);
        return asked(() -> node.runtime().exec(id, command, stdin, stdout, stderr, tty));
    }

    URI attach(String uid, String container, boolean stdin, boolean stdout, boolean stderr, boolean tty) {
        String id = running(uid, container);
        return asked(() -> node.runtime().attach(id, stdin, stdout, stderr, tty));
    }

    URI portForward(String uid, List<Integer> ports) {
        Optional<Sandbox> sandbox = node.view().of(uid).readySandbox();
        if (sandbox.isEmpty()) {
            throw new KubeletException(500, "pod is not running: it has no sandbox");
        }
        return asked(() -> node.runtime().portForward(sandbox.get().id(), ports));
    }

    void logs(StoredObject pod, String container, LogQuery query, OutputStream out) throws IOException {
        Container instance = instance(pod, container, query.previous());
        if (instance.logPath() == null) {
            throw new KubeletException(500, "the runtime keeps no log of container \"%s\"".formatted(container));
        }
        new LogReader(query, out).read(instance.logPath(), () -> isRunning(pod.uid(), instance.id()));
    }

    private boolean isRunning(String uid, String containerId) {
        return node.view().of(uid).running().stream().anyMatch(c -> c.id().equals(containerId));
    }

    private String running(String uid, String container) {
        return node.view().of(uid).newest(container)
                .filter(ObservedPod::isRunning)
                .map(Container::id)
                .orElseThrow(() -> new KubeletException(500, "container not found (\"%s\")".formatted(container)));
    }

    /** Source: kubernetes pkg/kubelet/kubelet_pods.go {@code validateContainerLogStatus}, v1.32. */
    private Container instance(StoredObject pod, String container, boolean previous) {
        String name = pod.key().name();
        JsonNode status = status(pod.json().path("status"), container).orElseThrow(() ->
                new KubeletException(400, "container \"%s\" in pod \"%s\" is not available".formatted(container, name)));
        JsonNode state = status.path("state");
        String last = status.path("lastState").path("terminated").path("containerID").asString("");
        String id = state.has("waiting") ? last : status.path("containerID").asString("");
        if (previous) {
            id = last;
        }
        if (previous && id.isEmpty()) {
            throw new KubeletException(
                    400, "previous terminated container \"%s\" in pod \"%s\" not found".formatted(container, name));
        }
        if (id.isEmpty()) {
            throw new KubeletException(400, "container \"%s\" in pod \"%s\" is waiting to start: %s"
                    .formatted(container, name, why(state.path("waiting").path("reason").asString("no logs yet"))));
        }
        String wanted = id.substring(id.startsWith(SCHEME) ? SCHEME.length() : 0);
        return node.view().of(pod.uid()).containers().stream()
                .filter(c -> c.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new KubeletException(
                        400, "unable to retrieve container logs for " + SCHEME + wanted));
    }

    private static String why(String reason) {
        return switch (reason) {
            case "ErrImagePull" -> "trying and failing to pull image";
            case "ImagePullBackOff" -> "image can't be pulled";
            default -> reason;
        };
    }

    private static Optional<JsonNode> status(JsonNode status, String container) {
        return Stream.of("containerStatuses", "initContainerStatuses")
                .flatMap(field -> status.path(field).valueStream())
                .filter(s -> s.path("name").asString("").equals(container))
                .findFirst();
    }

    private static URI asked(java.util.function.Supplier<URI> call) {
        try {
            return call.get();
        } catch (ContainerRuntimeException failed) {
            throw new KubeletException(500, Objects.requireNonNullElse(failed.getMessage(), "the runtime failed"));
        }
    }
}
