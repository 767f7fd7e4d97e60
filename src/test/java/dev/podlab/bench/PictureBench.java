package dev.podlab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * From the death of a container to the picture that shows it: kills each container's first process from the host and
 * waits for the event in the stream that a browser reads. Needs root on the machine that runs the containers.
 */
final class PictureBench {

    private static final Duration BAR = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PODS = 4;
    private static final int CONTAINERS = 5;
    private static final int HASH = 64;

    private PictureBench() {}

    /** Measures in the visitor's sandbox, which is open. */
    static void measure(Visitor visitor, Report report) {
        var delays = new ArrayList<Duration>();
        try (PictureFeed feed = visitor.pictures()) {
            for (int i = 0; i < PODS; i++) {
                delays.addAll(onePod(visitor, feed, "picture-" + i));
            }
        }
        var sample = new Sample(delays);
        report.atMost("container dies → picture in the browser (p95)", sample.summary(), sample.percentile(95), BAR);
    }

    private static List<Duration> onePod(Visitor visitor, PictureFeed feed, String pod) {
        visitor.apply(manifest(pod));
        var shown = new AtomicReference<JsonNode>();
        feed.awaitArrival(pod + " running", state -> isRunning(state, pod, shown), PATIENCE);
        var delays = new ArrayList<Duration>();
        for (JsonNode container : shown.get().path("containers")) {
            long killedAt = kill(container.path("id").asString());
            String name = container.path("name").asString();
            long seenAt = feed.awaitArrival(name + " of " + pod + " dead", state -> hasEnded(state, pod, name), PATIENCE);
            delays.add(Duration.ofNanos(seenAt - killedAt));
        }
        visitor.deletePod(pod);
        return delays;
    }

    private static String manifest(String pod) {
        String containers = IntStream.range(0, CONTAINERS)
                .mapToObj(i -> "  - {name: c" + i + ", image: \"busybox:1.35\", command: [sleep, \"3600\"]}\n")
                .collect(Collectors.joining());
        return "apiVersion: v1\nkind: Pod\nmetadata: {name: " + pod + "}\nspec:\n  restartPolicy: Never\n"
                + "  terminationGracePeriodSeconds: 0\n  containers:\n" + containers;
    }

    private static boolean isRunning(JsonNode state, String pod, AtomicReference<JsonNode> shown) {
        Optional<JsonNode> found = find(state.path("pods"), pod);
        found.ifPresent(shown::set);
        return found.isPresent()
                && stream(found.get().path("containers")).filter(container -> type(container).equals("running")).count() == CONTAINERS;
    }

    private static boolean hasEnded(JsonNode state, String pod, String container) {
        return find(state.path("pods"), pod)
                .flatMap(found -> find(found.path("containers"), container))
                .filter(found -> type(found).equals("terminated"))
                .isPresent();
    }

    private static Optional<JsonNode> find(JsonNode list, String name) {
        return stream(list).filter(node -> node.path("name").asString("").equals(name)).findFirst();
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return list.valueStream();
    }

    private static String type(JsonNode container) {
        return container.path("state").path("type").asString("");
    }

    /** Kills a container's first process; returns the moment just before. */
    private static long kill(String containerId) {
        String hash = containerId.substring(containerId.length() - HASH);
        ProcessHandle process = ProcessHandle.allProcesses()
                .filter(candidate -> isFirstProcess(candidate.pid(), hash))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no process of " + containerId + " on this machine"));
        long now = System.nanoTime();
        process.destroyForcibly();
        return now;
    }

    private static boolean isFirstProcess(long pid, String hash) {
        Path proc = Path.of("/proc", String.valueOf(pid));
        try {
            return Files.readString(proc.resolve("cgroup")).contains(hash)
                    && Files.readString(proc.resolve("status")).lines().anyMatch(line -> line.matches("NSpid:.*\\s1"));
        } catch (IOException | UncheckedIOException ended) {
            return false;
        }
    }
}
