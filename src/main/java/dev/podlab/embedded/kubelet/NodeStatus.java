package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.store.client.Quantity;
import dev.podlab.embedded.store.client.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The status of a Node: what {@code kubectl describe node} shows.
 *
 * <p>Capacity is what the settings say, a share of the machine: several nodes stand on one.
 */
final class NodeStatus {

    /** Version of the Kubernetes behaviour that this kubelet follows. */
    static final String KUBELET_VERSION = "v1.32.0-podlab";

    private static final Duration REPORT_AFTER = Duration.ofMinutes(5);

    private final KubeletSettings settings;

    NodeStatus(KubeletSettings settings) {
        this.settings = settings;
    }

    /** Returns the machine's architecture with Kubernetes' word. */
    static String architecture() {
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return switch (arch) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> arch;
        };
    }

    /** Writes the status into the Node; changes nothing when nothing has changed lately. */
    ObjectNode update(ObjectNode node, boolean runtimeAnswers, Instant now) {
        ObjectNode status = node.withObject("status");
        ArrayNode addresses = status.putArray("addresses");
        addresses.addObject().put("type", "InternalIP").put("address", settings.nodeIp());
        addresses.addObject().put("type", "Hostname").put("address", settings.nodeName());
        resources(status.putObject("capacity"));
        resources(status.putObject("allocatable"));
        condition(status, "MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available", now);
        condition(status, "DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure", now);
        condition(status, "PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available", now);
        if (runtimeAnswers) {
            condition(status, "Ready", "True", "KubeletReady", "kubelet is posting ready status", now);
        } else {
            condition(status, "Ready", "False", "KubeletNotReady", "container runtime is down", now);
        }
        nodeInfo(status.putObject("nodeInfo"));
        return node;
    }

    private void resources(ObjectNode resources) {
        resources.put("cpu", Integer.toString(settings.cpus()));
        resources.put("memory", Quantity.of(settings.memoryBytes()).asBytes());
        resources.put("pods", Integer.toString(settings.maxPods()));
        resources.put("ephemeral-storage", Quantity.of(diskBytes()).asBytes());
    }

    /** Rounded down to a GiB, so that it does not change with every file. */
    private long diskBytes() {
        long gib = 1L << 30;
        return settings.root().toFile().getTotalSpace() / gib * gib;
    }

    private void nodeInfo(ObjectNode info) {
        info.put("machineID", text("/etc/machine-id", ""));
        info.put("systemUUID", text("/etc/machine-id", ""));
        info.put("bootID", text("/proc/sys/kernel/random/boot_id", ""));
        info.put("kernelVersion", System.getProperty("os.version", ""));
        info.put("osImage", osImage());
        info.put("containerRuntimeVersion", settings.runtimeVersion());
        info.put("kubeletVersion", KUBELET_VERSION);
        info.put("kubeProxyVersion", "");
        info.put("operatingSystem", "linux");
        info.put("architecture", architecture());
    }

    private static String osImage() {
        return text("/etc/os-release", "")
                .lines()
                .filter(line -> line.startsWith("PRETTY_NAME="))
                .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
                .findFirst()
                .orElse("Linux");
    }

    private static String text(String path, String missing) {
        try {
            return Files.readString(Path.of(path)).strip();
        } catch (IOException unreadable) {
            return missing;
        }
    }

    private static void condition(
            ObjectNode status, String type, String value, String reason, String message, Instant now) {
        ArrayNode conditions = status.withArray("conditions");
        ObjectNode condition = null;
        for (JsonNode existing : conditions) {
            if (existing.path("type").asString("").equals(type)) {
                condition = (ObjectNode) existing;
            }
        }
        if (condition == null) {
            condition = conditions.addObject().put("type", type);
        }
        boolean changed = !condition.path("status").asString("").equals(value);
        Instant reported = Times.parse(condition.path("lastHeartbeatTime"));
        if (changed) {
            condition.put("status", value).put("lastTransitionTime", Times.seconds(now));
        }
        if (changed || reported == null || now.isAfter(reported.plus(REPORT_AFTER))) {
            condition.put("lastHeartbeatTime", Times.seconds(now)).put("reason", reason).put("message", message);
        }
    }
}
