package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Sandbox;
import dev.podlab.embedded.store.client.Times;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the status of a Pod from what was observed. Pure.
 *
 * <p>Source: kubernetes pkg/kubelet/kubelet_pods.go {@code generateAPIPodStatus}, {@code getPhase}, v1.32.
 */
final class PodStatusBuilder {

    private final PodSpec pod;
    private final ObservedPod observed;
    private final PodMemory memory;
    private final JsonNode before;
    private final Instant now;

    private PodStatusBuilder(PodSpec pod, ObservedPod observed, PodMemory memory, JsonNode before, Instant now) {
        this.pod = pod;
        this.observed = observed;
        this.memory = memory;
        this.before = before;
        this.now = now;
    }

    /**
     * Returns the whole status.
     *
     * @param before the status as stored: what the kubelet does not own is taken over, unchanged conditions keep their
     *               transition times
     * @param hostIp the node's address
     */
    static ObjectNode build(
            PodSpec pod, ObservedPod observed, PodMemory memory, JsonNode before, String hostIp, Instant now) {
        return new PodStatusBuilder(pod, observed, memory, before, now).build(hostIp);
    }

    private ObjectNode build(String hostIp) {
        List<ObjectNode> inits = statuses(pod.initContainers(), "initContainerStatuses");
        List<ObjectNode> apps = statuses(pod.containers(), "containerStatuses");
        Optional<PodOutcome> outcome = outcome();
        String phase = outcome.map(PodOutcome::phase).orElseGet(() -> phase(inits, apps));
        ObjectNode status = before instanceof ObjectNode stored ? stored.deepCopy() : JsonNodeFactory.instance.objectNode();
        status.put("phase", phase);
        outcome.ifPresent(o -> explain(status, o));
        new PodConditions(pod, before, phase, now).write(status, inits, apps, isSandboxUp());
        status.put("hostIP", hostIp);
        status.putArray("hostIPs").addObject().put("ip", hostIp);
        writeAddress(status);
        if (!status.hasNonNull("startTime")) {
            status.put("startTime", Times.seconds(now));
        }
        writeStatuses(status, "initContainerStatuses", inits);
        writeStatuses(status, "containerStatuses", byName(apps));
        return status;
    }

    /** Returns the end of the Pod, once nothing of it runs: an end is never taken back. */
    private Optional<PodOutcome> outcome() {
        if (!observed.running().isEmpty()) {
            return Optional.empty();
        }
        Optional<PodOutcome> outcome = PodOutcome.of(pod, observed, memory, now);
        if (outcome.isPresent() || !pod.isDeleted()) {
            return outcome;
        }
        boolean succeeded = pod.containers().stream()
                .allMatch(spec -> observed.newest(spec.name())
                        .filter(c -> ObservedPod.hasExited(c) && c.exitCode() == 0)
                        .isPresent());
        return Optional.of(new PodOutcome(succeeded ? "Succeeded" : "Failed", "", ""));
    }

    private static void explain(ObjectNode status, PodOutcome outcome) {
        if (!outcome.reason().isEmpty()) {
            status.put("reason", outcome.reason()).put("message", outcome.message());
        }
    }

    private List<ObjectNode> statuses(List<ContainerSpec> specs, String field) {
        boolean ends = outcome().isPresent();
        return specs.stream()
                .map(spec -> new ContainerStatusBuilder(pod, spec, observed, memory, ends, now)
                        .build(find(before.path(field), spec.name())))
                .toList();
    }

    private static @Nullable JsonNode find(JsonNode statuses, String name) {
        return statuses.valueStream()
                .filter(s -> s.path("name").asString("").equals(name))
                .findFirst()
                .orElse(null);
    }

    private static void writeStatuses(ObjectNode status, String field, List<ObjectNode> statuses) {
        if (!statuses.isEmpty()) {
            ArrayNode array = status.putArray(field);
            statuses.forEach(array::add);
        }
    }

    /** Source: kubernetes pkg/kubelet/kubelet_pods.go {@code SortedContainerStatuses}; init containers keep their order. */
    private static List<ObjectNode> byName(List<ObjectNode> statuses) {
        return statuses.stream().sorted(Comparator.comparing(s -> s.path("name").asString(""))).toList();
    }

    private boolean isSandboxUp() {
        return observed.readySandbox().map(Sandbox::ip).isPresent();
    }

    private void writeAddress(ObjectNode status) {
        observed.readySandbox().map(Sandbox::ip).ifPresent(ip -> {
            status.put("podIP", ip);
            status.putArray("podIPs").addObject().put("ip", ip);
        });
    }

    /** Returns the phase of a Pod that has not ended. */
    private String phase(List<ObjectNode> inits, List<ObjectNode> apps) {
        boolean initialized = apps.stream().anyMatch(s -> !isWaitingAfresh(s));
        for (int i = 0; i < inits.size() && !initialized; i++) {
            if (isPending(pod.initContainers().get(i), inits.get(i))) {
                return "Pending";
            }
        }
        return apps.stream().anyMatch(PodStatusBuilder::isWaitingAfresh) ? "Pending" : "Running";
    }

    private static boolean isPending(ContainerSpec init, ObjectNode status) {
        JsonNode state = status.path("state");
        if (init.sidecar()) {
            return !status.path("started").asBoolean(false);
        }
        return !state.has("terminated") || state.path("terminated").path("exitCode").asInt(0) != 0;
    }

    private static boolean isWaitingAfresh(ObjectNode status) {
        return status.path("state").has("waiting") && !status.path("lastState").has("terminated");
    }
}
