package dev.podlab.embedded.api.table;

import static dev.podlab.embedded.api.schema.Json.at;
import static dev.podlab.embedded.api.schema.Json.items;
import static dev.podlab.embedded.api.schema.Json.text;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What {@code kubectl get pods} says of a Pod: READY, STATUS and RESTARTS.
 *
 * <p>Source: kubernetes {@code pkg/printers/internalversion/printers.go}, printPod, v1.36.
 *
 * @param readyContainers how many containers are ready
 * @param totalContainers how many there are, native sidecars included
 * @param status          the word that sums up the Pod, which is not its phase
 * @param restarts        how often containers were restarted
 * @param lastRestart     when that happened last, as a timestamp; empty when it never did
 */
record PodRow(int readyContainers, int totalContainers, String status, int restarts, String lastRestart) {

    /** Returns the row of a Pod. */
    static PodRow of(JsonNode pod) {
        Map<String, Boolean> sidecars = items(at(pod, "spec", "initContainers"))
                .collect(Collectors.toMap(
                        c -> text(c, "name"), c -> text(c, "restartPolicy").equals("Always"), (first, second) -> second));
        InitPhase init = InitPhase.of(pod, sidecars);
        int total = at(pod, "spec", "containers").size() + (int) sidecars.values().stream().filter(s -> s).count();
        PodRow row = init.initializing() && !hasCondition(pod, "Initialized")
                ? new PodRow(init.readySidecars(), total, init.reason(), init.restarts(), init.lastRestart())
                : started(pod, init, total);
        return row.withStatus(terminating(pod, row.status()));
    }

    /** Returns the cell of the RESTARTS column, for example {@code 3 (15s ago)}. */
    String restartsCell(Instant now) {
        return restarts != 0 && !lastRestart.isEmpty()
                ? "%d (%s ago)".formatted(restarts, Ages.since(lastRestart, now))
                : String.valueOf(restarts);
    }

    private PodRow withStatus(String other) {
        return new PodRow(readyContainers, totalContainers, other, restarts, lastRestart);
    }

    /** What the init containers say, up to the first that has not done its work. */
    private record InitPhase(
            boolean initializing,
            String reason,
            int restarts,
            String lastRestart,
            int sidecarRestarts,
            String lastSidecarRestart,
            int readySidecars) {

        static InitPhase of(JsonNode pod, Map<String, Boolean> sidecars) {
            var phase = new InitPhase(false, phaseOf(pod), 0, "", 0, "", 0);
            List<JsonNode> statuses = items(at(pod, "status", "initContainerStatuses")).toList();
            for (int i = 0; i < statuses.size() && !phase.initializing; i++) {
                boolean sidecar = sidecars.getOrDefault(text(statuses.get(i), "name"), false);
                phase = phase.after(statuses.get(i), sidecar, "Init:%d/%d".formatted(i, sidecars.size()));
            }
            return phase;
        }

        private InitPhase after(JsonNode status, boolean sidecar, String progress) {
            int count = at(status, "restartCount").asInt(0);
            String finished = text(status, "lastState", "terminated", "finishedAt");
            boolean startedSidecar = sidecar && at(status, "started").asBoolean(false);
            boolean done = at(status, "state", "terminated").isObject() && exitCode(status) == 0;
            return new InitPhase(
                    !done && !startedSidecar,
                    done || startedSidecar ? reason : reasonOf(status, progress),
                    restarts + count,
                    later(lastRestart, finished),
                    sidecarRestarts + (sidecar ? count : 0),
                    sidecar ? later(lastSidecarRestart, finished) : lastSidecarRestart,
                    readySidecars + (!done && startedSidecar && at(status, "ready").asBoolean(false) ? 1 : 0));
        }

        private static String reasonOf(JsonNode status, String progress) {
            if (at(status, "state", "terminated").isObject()) {
                return "Init:" + terminatedReason(status);
            }
            String waiting = text(status, "state", "waiting", "reason");
            return waiting.isEmpty() || waiting.equals("PodInitializing") ? progress : "Init:" + waiting;
        }
    }

    private static PodRow started(JsonNode pod, InitPhase init, int total) {
        String reason = init.reason();
        int ready = init.readySidecars();
        int restarts = init.sidecarRestarts();
        String lastRestart = init.lastSidecarRestart();
        boolean running = false;
        for (JsonNode status : items(at(pod, "status", "containerStatuses")).toList().reversed()) {
            restarts += at(status, "restartCount").asInt(0);
            lastRestart = later(lastRestart, text(status, "lastState", "terminated", "finishedAt"));
            String waiting = text(status, "state", "waiting", "reason");
            if (!waiting.isEmpty()) {
                reason = waiting;
            } else if (at(status, "state", "terminated").isObject()) {
                reason = terminatedReason(status);
            } else if (at(status, "ready").asBoolean(false) && at(status, "state", "running").isObject()) {
                running = true;
                ready++;
            }
        }
        if (running && reason.equals("Completed")) {
            reason = hasCondition(pod, "Ready") ? "Running" : "NotReady";
        }
        return new PodRow(ready, total, reason, restarts, lastRestart);
    }

    private static String phaseOf(JsonNode pod) {
        boolean gated = items(at(pod, "status", "conditions"))
                .anyMatch(c -> text(c, "type").equals("PodScheduled") && text(c, "reason").equals("SchedulingGated"));
        if (gated) {
            return "SchedulingGated";
        }
        String reason = text(pod, "status", "reason");
        return reason.isEmpty() ? text(pod, "status", "phase") : reason;
    }

    private static String terminating(JsonNode pod, String status) {
        if (text(pod, "metadata", "deletionTimestamp").isEmpty()) {
            return status;
        }
        if (text(pod, "status", "reason").equals("NodeLost")) {
            return "Unknown";
        }
        String phase = text(pod, "status", "phase");
        return phase.equals("Succeeded") || phase.equals("Failed") ? status : "Terminating";
    }

    private static String terminatedReason(JsonNode status) {
        String reason = text(status, "state", "terminated", "reason");
        if (!reason.isEmpty()) {
            return reason;
        }
        int signal = at(status, "state", "terminated", "signal").asInt(0);
        return signal != 0 ? "Signal:" + signal : "ExitCode:" + exitCode(status);
    }

    private static int exitCode(JsonNode status) {
        return at(status, "state", "terminated", "exitCode").asInt(0);
    }

    private static boolean hasCondition(JsonNode pod, String type) {
        return items(at(pod, "status", "conditions"))
                .anyMatch(c -> text(c, "type").equals(type) && text(c, "status").equals("True"));
    }

    /** Timestamps of the same form compare as text. */
    private static String later(String one, String other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
