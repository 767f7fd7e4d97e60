package dev.podlab.exercise;

import dev.podlab.cluster.Cluster;
import dev.podlab.cluster.ClusterRefusedException;
import dev.podlab.course.Exercise.Evidence;
import dev.podlab.pod.Container;
import dev.podlab.pod.ContainerState;
import dev.podlab.pod.SandboxState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads evidence from sandboxes. Thread-safe. Few reads run at once, whoever asks, so that a class of learners does not
 * drown the nodes in commands; who does not get a turn in time reads nothing and asks again later.
 */
final class EvidenceReader {

    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration TURN_TIMEOUT = Duration.ofSeconds(3);
    private static final int READS_AT_ONCE = 8;
    private static final int LOG_LINES = 200;

    private final Cluster cluster;
    private final Semaphore turns = new Semaphore(READS_AT_ONCE, true);

    EvidenceReader(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Returns what could be read, by name. */
    Map<String, Map<String, Object>> read(String namespace, Map<String, Evidence> wanted) {
        var read = new LinkedHashMap<String, Map<String, Object>>();
        if (!wanted.isEmpty()) {
            SandboxState state = cluster.state(namespace);
            wanted.forEach((name, evidence) -> inTurn(namespace, state, evidence).ifPresent(e -> read.put(name, e)));
        }
        return read;
    }

    private Optional<Map<String, Object>> inTurn(String namespace, SandboxState state, Evidence evidence) {
        try {
            if (!turns.tryAcquire(TURN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return read(namespace, state, evidence);
        } catch (ClusterRefusedException e) {
            // The container went away between the look and the read: there is nothing to see yet.
            return Optional.empty();
        } finally {
            turns.release();
        }
    }

    private Optional<Map<String, Object>> read(String namespace, SandboxState state, Evidence evidence) {
        return switch (evidence) {
            case Evidence.Exec exec when isRunning(state, exec.pod(), exec.container()) -> {
                var end = cluster.exec(namespace, exec.pod(), exec.container(), exec.command(), COMMAND_TIMEOUT);
                yield Optional.of(Map.of("exitCode", end.exitCode(), "stdout", end.stdout(), "stderr", end.stderr()));
            }
            case Evidence.Exec exec -> Optional.empty();
            case Evidence.Logs logs when hasLog(state, logs) ->
                Optional.of(Map.of(
                        "text",
                        cluster.logs(namespace, logs.pod(), logs.container(), logs.previous(), LOG_LINES)));
            case Evidence.Logs logs -> Optional.empty();
        };
    }

    private static boolean isRunning(SandboxState state, String pod, String container) {
        return container(state, pod, container)
                .filter(found -> found.state() instanceof ContainerState.Running)
                .isPresent();
    }

    private static boolean hasLog(SandboxState state, Evidence.Logs logs) {
        return container(state, logs.pod(), logs.container())
                .filter(found -> !found.id().isEmpty() && (!logs.previous() || found.last() != null))
                .isPresent();
    }

    private static Optional<Container> container(SandboxState state, String pod, String name) {
        return state.pods().stream()
                .filter(candidate -> candidate.name().equals(pod))
                .flatMap(found -> found.containers().stream())
                .filter(container -> container.name().equals(name))
                .findFirst();
    }
}
