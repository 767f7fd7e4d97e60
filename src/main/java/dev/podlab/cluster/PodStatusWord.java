package dev.podlab.cluster;

import java.util.List;
import java.util.Map;

/**
 * The word in the STATUS column of {@code kubectl get pods}.
 *
 * <p>Source: kubernetes {@code pkg/printers/internalversion/printers.go}, {@code printPod}, 1.36.
 */
final class PodStatusWord {

    private PodStatusWord() {}

    static String of(Map<String, Object> pod) {
        String word = Fields.text(pod, "status", "reason");
        if (word.isEmpty()) {
            word = Fields.text(pod, "status", "phase");
        }
        if (hasSchedulingGates(pod)) {
            word = "SchedulingGated";
        }
        String initializing = initializing(pod);
        if (!initializing.isEmpty()) {
            word = initializing;
        }
        if (initializing.isEmpty() || hasCondition(pod, "Initialized")) {
            word = running(pod, word);
        }
        return deleting(pod, word);
    }

    private static boolean hasSchedulingGates(Map<String, Object> pod) {
        return Fields.objects(pod, "status", "conditions").stream()
                .anyMatch(c -> Fields.text(c, "type").equals("PodScheduled")
                        && Fields.text(c, "reason").equals("SchedulingGated"));
    }

    private static boolean hasCondition(Map<String, Object> pod, String type) {
        return Fields.objects(pod, "status", "conditions").stream()
                .anyMatch(c -> Fields.text(c, "type").equals(type) && Fields.text(c, "status").equals("True"));
    }

    /** Returns what the first init container that is not done yet says, or an empty text when all are done. */
    private static String initializing(Map<String, Object> pod) {
        List<Map<String, Object>> statuses = Fields.objects(pod, "status", "initContainerStatuses");
        int total = Fields.objects(pod, "spec", "initContainers").size();
        for (int i = 0; i < statuses.size(); i++) {
            Map<String, Object> status = statuses.get(i);
            Map<String, Object> state = Fields.object(status, "state");
            boolean ended = state.containsKey("terminated");
            boolean done = ended && Fields.number(state, "terminated", "exitCode") == 0;
            if (done || isSidecar(pod, status) && Fields.isTrue(status, "started")) {
                continue;
            }
            if (ended) {
                return "Init:" + ended(state);
            }
            String waiting = Fields.text(state, "waiting", "reason");
            return waiting.isEmpty() || waiting.equals("PodInitializing") ? "Init:" + i + "/" + total : "Init:" + waiting;
        }
        return "";
    }

    private static boolean isSidecar(Map<String, Object> pod, Map<String, Object> status) {
        return Fields.objects(pod, "spec", "initContainers").stream()
                .anyMatch(spec -> Fields.text(spec, "name").equals(Fields.text(status, "name"))
                        && Fields.text(spec, "restartPolicy").equals("Always"));
    }

    private static String running(Map<String, Object> pod, String word) {
        boolean anyRuns = false;
        // From the last to the first, so that the first container has the last word.
        for (Map<String, Object> status : Fields.objects(pod, "status", "containerStatuses").reversed()) {
            Map<String, Object> state = Fields.object(status, "state");
            String waiting = Fields.text(state, "waiting", "reason");
            if (!waiting.isEmpty()) {
                word = waiting;
            } else if (state.containsKey("terminated")) {
                word = ended(state);
            } else if (Fields.isTrue(status, "ready") && state.containsKey("running")) {
                anyRuns = true;
            }
        }
        if (word.equals("Completed") && anyRuns) {
            return hasCondition(pod, "Ready") ? "Running" : "NotReady";
        }
        return word;
    }

    private static String ended(Map<String, Object> state) {
        Map<String, Object> end = Fields.object(state, "terminated");
        String reason = Fields.text(end, "reason");
        if (!reason.isEmpty()) {
            return reason;
        }
        int signal = Fields.number(end, "signal");
        return signal != 0 ? "Signal:" + signal : "ExitCode:" + Fields.number(end, "exitCode");
    }

    private static String deleting(Map<String, Object> pod, String word) {
        if (Fields.text(pod, "metadata", "deletionTimestamp").isEmpty()) {
            return word;
        }
        if (Fields.text(pod, "status", "reason").equals("NodeLost")) {
            return "Unknown";
        }
        String phase = Fields.text(pod, "status", "phase");
        return phase.equals("Failed") || phase.equals("Succeeded") ? word : "Terminating";
    }
}
