package dev.podlab.exercise;

import dev.podlab.cluster.Cluster;
import dev.podlab.cluster.ClusterRefusedException;
import dev.podlab.cluster.ExecSession;
import dev.podlab.pod.Container;
import dev.podlab.pod.ContainerState;
import dev.podlab.pod.Pod;
import dev.podlab.pod.SandboxState;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A cluster in memory whose Pods run as soon as they are applied: it answers commands and logs with what a test put
 * there and writes down what it was asked. It is no simulation of Kubernetes; how Pods behave is tested on real ones.
 */
final class StandInCluster implements Cluster {

    final List<String> calls = new ArrayList<>();
    final Map<String, String> commandOutputs = new LinkedHashMap<>();
    final Map<String, String> logs = new LinkedHashMap<>();
    private final Map<String, TreeSet<String>> pods = new LinkedHashMap<>();

    @Override
    public SandboxState state(String namespace) {
        var records = pods.entrySet().stream().map(pod -> record(pod.getKey(), pod.getValue())).toList();
        return new SandboxState(namespace, 1, Instant.EPOCH, List.of(), records, List.of());
    }

    private static Pod record(String name, TreeSet<String> containers) {
        var records = containers.stream()
                .map(container -> new Container(
                        container,
                        "busybox",
                        "containerd://" + container,
                        new ContainerState.Running(Instant.EPOCH),
                        new ContainerState.Terminated(1, 0, "Error", "", null, null),
                        true,
                        true,
                        0,
                        List.of(),
                        List.of(),
                        List.of()))
                .toList();
        return new Pod(
                name, "uid", "Running", "Running", "", "node-1", "10.244.1.7", "Always", true, List.of(), records,
                List.of(), List.of(), null, Instant.EPOCH, null);
    }

    @Override
    public Closeable subscribe(String namespace, Consumer<SandboxState> listener) {
        listener.accept(state(namespace));
        return () -> {};
    }

    @Override
    public List<Map<String, Object>> objects(String namespace, String plural) {
        return plural.equals("pods")
                ? pods.entrySet().stream().map(pod -> object(pod.getKey(), pod.getValue())).toList()
                : List.of();
    }

    private static Map<String, Object> object(String name, TreeSet<String> containers) {
        var statuses = containers.stream()
                .map(container -> Map.<String, Object>of(
                        "name", container,
                        "ready", true,
                        "restartCount", container.equals("three") ? 1 : 0,
                        "state", Map.of("running", Map.of()),
                        "lastState", container.equals("three") ? Map.of("terminated", Map.of("exitCode", 1)) : Map.of()))
                .toList();
        return Map.of(
                "metadata", Map.of("name", name),
                "status", Map.of("phase", "Running", "podIP", "10.244.1.7", "containerStatuses", statuses));
    }

    @Override
    public List<AppliedObject> apply(String namespace, String yaml, boolean replace) {
        calls.add("apply " + namespace);
        var applied = new ArrayList<AppliedObject>();
        Manifests.pods(yaml).forEach((name, containers) -> {
            applied.add(new AppliedObject("Pod", name, pods.containsKey(name) ? "replaced" : "created"));
            pods.put(name, new TreeSet<>(containers));
        });
        return applied;
    }

    @Override
    public void deletePod(String namespace, String pod) {
        calls.add("delete " + pod);
        pods.remove(pod);
    }

    @Override
    public CommandResult exec(
            String namespace, String pod, String container, List<String> command, Duration timeout) {
        String call = container + ": " + String.join(" ", command);
        calls.add(call);
        if (!commandOutputs.containsKey(call)) {
            throw new ClusterRefusedException(404, "NotFound", call, new IllegalStateException(call));
        }
        return new CommandResult(0, commandOutputs.get(call), "");
    }

    @Override
    public ExecSession openTerminal(
            String namespace, String pod, String container, List<String> command, ExecSession.Listener listener) {
        throw new UnsupportedOperationException("exercises open no terminals");
    }

    @Override
    public String logs(String namespace, String pod, String container, boolean previous, int tailLines) {
        return logs.getOrDefault(container + (previous ? " previous" : ""), "");
    }
}
