package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.store.client.Times;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the conditions of a Pod. Pure.
 *
 * <p>Source: kubernetes pkg/kubelet/status/generate.go, v1.32.
 */
final class PodConditions {

    private static final List<String> OWNED =
            List.of("PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled");

    private final PodSpec pod;
    private final JsonNode before;
    private final String phase;
    private final Instant now;

    PodConditions(PodSpec pod, JsonNode before, String phase, Instant now) {
        this.pod = pod;
        this.before = before.path("conditions");
        this.phase = phase;
        this.now = now;
    }

    void write(ObjectNode status, List<ObjectNode> inits, List<ObjectNode> apps, boolean sandboxUp) {
        Verdict containersReady = containersReady(inits, apps);
        ArrayNode conditions = JsonNodeFactory.instance.arrayNode();
        conditions.add(condition("PodReadyToStartContainers", sandboxUp ? Verdict.TRUE : Verdict.FALSE));
        conditions.add(condition("Initialized", initialized(inits, apps)));
        conditions.add(condition("Ready", ready(containersReady)));
        conditions.add(condition("ContainersReady", containersReady));
        conditions.add(condition("PodScheduled", Verdict.TRUE));
        before.valueStream()
                .filter(c -> !OWNED.contains(c.path("type").asString("")))
                .forEach(c -> conditions.add(c.deepCopy()));
        status.set("conditions", conditions);
    }

    private record Verdict(boolean met, String reason, String message) {
        static final Verdict TRUE = new Verdict(true, "", "");
        static final Verdict FALSE = new Verdict(false, "", "");
    }

    private Verdict initialized(List<ObjectNode> inits, List<ObjectNode> apps) {
        if (phase.equals("Succeeded")) {
            return new Verdict(true, "PodCompleted", "");
        }
        boolean passed = apps.stream().anyMatch(s -> !s.path("containerID").asString("").isEmpty());
        List<String> incomplete = names(inits.stream().filter(s -> !isInitialized(s)));
        return incomplete.isEmpty() || passed
                ? Verdict.TRUE
                : new Verdict(false, "ContainersNotInitialized", "containers with incomplete status: " + list(incomplete));
    }

    private boolean isInitialized(ObjectNode status) {
        boolean sidecar = pod.container(status.path("name").asString(""))
                .filter(ContainerSpec::sidecar)
                .isPresent();
        return status.path(sidecar ? "started" : "ready").asBoolean(false);
    }

    private Verdict containersReady(List<ObjectNode> inits, List<ObjectNode> apps) {
        if (phase.equals("Succeeded")) {
            return new Verdict(false, "PodCompleted", "");
        }
        if (phase.equals("Failed")) {
            return new Verdict(false, "PodFailed", "");
        }
        Stream<ObjectNode> sidecars = inits.stream()
                .filter(s -> pod.container(s.path("name").asString("")).filter(ContainerSpec::sidecar).isPresent());
        List<String> unready = names(
                Stream.concat(sidecars, apps.stream()).filter(s -> !s.path("ready").asBoolean(false)));
        return unready.isEmpty()
                ? Verdict.TRUE
                : new Verdict(false, "ContainersNotReady", "containers with unready status: " + list(unready));
    }

    private Verdict ready(Verdict containersReady) {
        if (!containersReady.met()) {
            return containersReady;
        }
        List<String> unmet = pod.readinessGates().stream()
                .filter(gate -> !status(gate).equals("True"))
                .map(this::gateProblem)
                .toList();
        return unmet.isEmpty() ? Verdict.TRUE : new Verdict(false, "ReadinessGatesNotReady", String.join(", ", unmet));
    }

    private String gateProblem(String gate) {
        return status(gate).isEmpty()
                ? "corresponding condition of pod readiness gate \"%s\" does not exist.".formatted(gate)
                : "the status of pod readiness gate \"%s\" is not \"True\", but %s".formatted(gate, status(gate));
    }

    private String status(String type) {
        JsonNode found = find(type);
        return found == null ? "" : found.path("status").asString("");
    }

    private ObjectNode condition(String type, Verdict verdict) {
        String status = verdict.met() ? "True" : "False";
        ObjectNode condition = JsonNodeFactory.instance.objectNode();
        condition.put("type", type).put("status", status);
        condition.putNull("lastProbeTime");
        JsonNode old = find(type);
        boolean kept = old != null && old.path("status").asString("").equals(status);
        condition.put(
                "lastTransitionTime",
                kept ? old.path("lastTransitionTime").asString(Times.seconds(now)) : Times.seconds(now));
        if (!verdict.reason().isEmpty()) {
            condition.put("reason", verdict.reason());
        }
        if (!verdict.message().isEmpty()) {
            condition.put("message", verdict.message());
        }
        return condition;
    }

    private @Nullable JsonNode find(String type) {
        return before.valueStream()
                .filter(c -> c.path("type").asString("").equals(type))
                .findFirst()
                .orElse(null);
    }

    private static List<String> names(Stream<ObjectNode> statuses) {
        return statuses.map(s -> s.path("name").asString("")).toList();
    }

    private static String list(List<String> names) {
        return "[" + String.join(" ", names) + "]";
    }
}
