package dev.podlab.cluster;

import dev.podlab.pod.Container;
import dev.podlab.pod.ContainerState;
import dev.podlab.pod.Pod;
import dev.podlab.pod.Volume;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns Pods as the API serves them into records. Total: a Pod with missing fields becomes one with empty ones. */
final class PodRecords {

    private PodRecords() {}

    static Pod pod(Map<String, Object> pod) {
        Instant createdAt = Fields.time(pod, "metadata", "creationTimestamp");
        return new Pod(
                Fields.text(pod, "metadata", "name"),
                Fields.text(pod, "metadata", "uid"),
                Fields.text(pod, "status", "phase"),
                PodStatusWord.of(pod),
                Fields.text(pod, "status", "reason"),
                Fields.text(pod, "spec", "nodeName"),
                Fields.text(pod, "status", "podIP"),
                Fields.text(pod, "spec", "restartPolicy"),
                isReady(pod),
                containers(pod, "initContainers", "initContainerStatuses"),
                containers(pod, "containers", "containerStatuses"),
                Fields.objects(pod, "spec", "volumes").stream().map(PodRecords::volume).toList(),
                Fields.objects(pod, "status", "conditions").stream().map(PodRecords::condition).toList(),
                owner(pod),
                createdAt == null ? Instant.EPOCH : createdAt,
                Fields.time(pod, "metadata", "deletionTimestamp"));
    }

    private static boolean isReady(Map<String, Object> pod) {
        return Fields.objects(pod, "status", "conditions").stream()
                .anyMatch(c -> Fields.text(c, "type").equals("Ready") && Fields.text(c, "status").equals("True"));
    }

    private static List<Container> containers(Map<String, Object> pod, String specs, String statuses) {
        var containers = new ArrayList<Container>();
        for (Map<String, Object> spec : Fields.objects(pod, "spec", specs)) {
            String name = Fields.text(spec, "name");
            Map<String, Object> status = Fields.objects(pod, "status", statuses).stream()
                    .filter(s -> Fields.text(s, "name").equals(name))
                    .findFirst()
                    .orElse(Map.of());
            containers.add(container(spec, status));
        }
        return containers;
    }

    private static Container container(Map<String, Object> spec, Map<String, Object> status) {
        var command = new ArrayList<>(Fields.texts(spec, "command"));
        command.addAll(Fields.texts(spec, "args"));
        return new Container(
                Fields.text(spec, "name"),
                Fields.text(spec, "image"),
                Fields.text(status, "containerID"),
                state(Fields.object(status, "state")),
                state(Fields.object(status, "lastState")) instanceof ContainerState.Terminated last ? last : null,
                Fields.isTrue(status, "ready"),
                Fields.isTrue(status, "started"),
                Fields.number(status, "restartCount"),
                command,
                Fields.objects(spec, "ports").stream().map(PodRecords::port).toList(),
                Fields.objects(spec, "volumeMounts").stream().map(PodRecords::mount).toList());
    }

    private static ContainerState state(Map<String, Object> state) {
        if (state.containsKey("running")) {
            return new ContainerState.Running(Fields.time(state, "running", "startedAt"));
        }
        if (state.containsKey("terminated")) {
            Map<String, Object> end = Fields.object(state, "terminated");
            return new ContainerState.Terminated(
                    Fields.number(end, "exitCode"),
                    Fields.number(end, "signal"),
                    Fields.text(end, "reason"),
                    Fields.text(end, "message"),
                    Fields.time(end, "startedAt"),
                    Fields.time(end, "finishedAt"));
        }
        return new ContainerState.Waiting(
                Fields.text(state, "waiting", "reason"), Fields.text(state, "waiting", "message"));
    }

    private static Container.Port port(Map<String, Object> port) {
        String protocol = Fields.text(port, "protocol");
        return new Container.Port(
                Fields.text(port, "name"),
                Fields.number(port, "containerPort"),
                protocol.isEmpty() ? "TCP" : protocol);
    }

    private static Container.Mount mount(Map<String, Object> mount) {
        return new Container.Mount(
                Fields.text(mount, "name"), Fields.text(mount, "mountPath"), Fields.isTrue(mount, "readOnly"));
    }

    private static Volume volume(Map<String, Object> volume) {
        String kind = volume.keySet().stream()
                .filter(field -> !field.equals("name"))
                .findFirst()
                .orElse("");
        return new Volume(Fields.text(volume, "name"), kind, volumeDetail(kind, Fields.object(volume, kind)));
    }

    private static String volumeDetail(String kind, Map<String, Object> source) {
        return switch (kind) {
            case "emptyDir" -> Fields.text(source, "medium");
            case "secret" -> Fields.text(source, "secretName");
            case "persistentVolumeClaim" -> Fields.text(source, "claimName");
            case "hostPath" -> Fields.text(source, "path");
            default -> Fields.text(source, "name");
        };
    }

    private static Pod.Condition condition(Map<String, Object> condition) {
        return new Pod.Condition(
                Fields.text(condition, "type"),
                Fields.text(condition, "status"),
                Fields.text(condition, "reason"),
                Fields.text(condition, "message"),
                Fields.time(condition, "lastTransitionTime"));
    }

    private static Pod.@Nullable Owner owner(Map<String, Object> pod) {
        return Fields.objects(pod, "metadata", "ownerReferences").stream()
                .filter(owner -> Fields.isTrue(owner, "controller"))
                .map(owner -> new Pod.Owner(Fields.text(owner, "kind"), Fields.text(owner, "name")))
                .findFirst()
                .orElse(null);
    }
}
