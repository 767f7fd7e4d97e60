package dev.podlab.embedded.node;

import dev.podlab.embedded.kubelet.ContainerRuntime.ContainerConfig;
import dev.podlab.embedded.kubelet.ContainerRuntime.ExecResult;
import dev.podlab.embedded.kubelet.ContainerRuntime.PodIdentity;
import dev.podlab.embedded.kubelet.ContainerRuntime.Resources;
import dev.podlab.embedded.kubelet.ContainerRuntime.SandboxConfig;
import dev.podlab.embedded.kubelet.ContainerRuntime.Security;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A Pod with one idle busybox container, made over CRI without a kubelet. */
record TestPod(Node node, String sandboxId, String containerId, String ip) {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    static TestPod start(Node node, Path logs, String name) {
        var config = new SandboxConfig(
                new PodIdentity(name, "default", name + "-uid", 0), name, logs.resolve(name), node.cgroupParent(), false,
                List.of(), List.of(), List.of(), Map.of(), Map.of(), Map.of());
        String sandbox = node.runtime().runPodSandbox(config);
        String container = node.runtime().createContainer(sandbox, idle(), config);
        node.runtime().startContainer(container);
        String ip = node.runtime().podSandboxStatus(sandbox).orElseThrow().ip();
        return new TestPod(node, sandbox, container, String.valueOf(ip));
    }

    ExecResult run(String script) {
        return node.runtime().execSync(containerId, List.of("sh", "-c", script), TIMEOUT);
    }

    /** Returns both streams of a script. */
    String output(String script) {
        return new String(run("(" + script + ") 2>&1").stdout());
    }

    private static ContainerConfig idle() {
        return new ContainerConfig(
                "main", 0, "busybox", List.of("sleep", "3600"), List.of(), "", Map.of(), List.of(), "main.log", false, false,
                false, new Resources(0, 0, 0, 0, 0, 0),
                new Security(null, null, List.of(), false, false, List.of(), List.of()), Map.of(), Map.of());
    }
}
