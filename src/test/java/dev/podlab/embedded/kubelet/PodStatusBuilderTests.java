package dev.podlab.embedded.kubelet;

import static dev.podlab.embedded.kubelet.Observed.START;
import static dev.podlab.embedded.kubelet.Observed.lostSandbox;
import static dev.podlab.embedded.kubelet.Observed.nothing;
import static dev.podlab.embedded.kubelet.Observed.readySandbox;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.embedded.kubelet.PodMemory.Failure;
import dev.podlab.embedded.kubelet.PodMemory.ProbeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class PodStatusBuilderTests {

    private static final Instant NOW = START.plusSeconds(15);

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void summarizes(String rule, Pods pod, ObservedPod observed, PodMemory memory, String phase, List<String> lines) {
        JsonNode status = build(pod, observed, memory);

        assertThat(status.path("phase").asString()).isEqualTo(phase);
        assertThat(summary(status)).containsExactlyElementsOf(lines);
    }

    static Stream<Arguments> summarizes() {
        PodMemory crashed = PodMemory.EMPTY.withRestart("a", new BackOff(Duration.ofSeconds(20), START));
        Failure pull = new Failure("ErrImagePull", "no route", NOW, NOW.plusSeconds(10));
        return Stream.of(
                row("nothing exists yet", pod().container("a"), nothing(), "Pending", "a ContainerCreating 0"),
                row("nothing exists yet, with init containers",
                        pod().init("i").container("a"), nothing(), "Pending", "i PodInitializing 0", "a PodInitializing 0"),
                row("everything runs", pod().container("a"), readySandbox().running("a", 0).pod(), "Running", "a running 0 ready"),
                row("containers are told by name, init containers as they start",
                        pod().init("z").init("y").container("b").container("a"), nothing(), "Pending",
                        "z PodInitializing 0", "y PodInitializing 0", "a PodInitializing 0", "b PodInitializing 0"),
                row("one of two runs", pod().container("a").container("b"), readySandbox().running("a", 0).pod(),
                        "Pending", "a running 0 ready", "b ContainerCreating 0"),
                row("a container not ready yet", pod().container("a"), readySandbox().running("a", 0).pod(),
                        PodMemory.EMPTY.withProbe("a-0", new ProbeState(true, false, null)), "Running", "a running 0"),
                row("a crash loop stays Running", pod().container("a"), readySandbox().exited("a", 1, 1).exited("a", 0, 1).pod(),
                        crashed, "Running", "a CrashLoopBackOff 1 last 1"),
                row("a crash that restarts at once shows its end", pod().container("a"), readySandbox().exited("a", 0, 1).pod(),
                        "Running", "a terminated 1 Error 0"),
                row("a restarted container remembers its last end", pod().container("a"),
                        readySandbox().running("a", 1).exited("a", 0, 1).pod(), "Running", "a running 1 ready last 1"),
                row("an init container runs", pod().init("i").container("a"), readySandbox().running("i", 0).pod(),
                        "Pending", "i running 0", "a PodInitializing 0"),
                row("an init container failed under Always", pod().init("a").container("b"),
                        readySandbox().exited("a", 1, 1).pod(), crashed, "Pending", "a CrashLoopBackOff 1 last 1", "b PodInitializing 0"),
                row("an init container failed under Never", pod().restartPolicy("Never").init("i").container("a"),
                        readySandbox().exited("i", 0, 1).pod(), "Failed", "i terminated 1 Error 0", "a PodInitializing 0"),
                row("init containers succeeded", pod().init("i").container("a"),
                        readySandbox().exited("i", 0, 0).running("a", 0).pod(),
                        "Running", "i terminated 0 Completed 0 ready", "a running 0 ready"),
                row("Never succeeded", pod().restartPolicy("Never").container("a"), readySandbox().exited("a", 0, 0).pod(),
                        "Succeeded", "a terminated 0 Completed 0"),
                row("Never failed", pod().restartPolicy("Never").container("a"), readySandbox().exited("a", 0, 1).pod(),
                        "Failed", "a terminated 1 Error 0"),
                row("OnFailure succeeded after a failure", pod().restartPolicy("OnFailure").container("a"),
                        readySandbox().exited("a", 1, 0).exited("a", 0, 1).pod(), "Succeeded", "a terminated 0 Completed 1 last 1"),
                row("an image cannot be pulled", pod().container("a"), readySandbox().pod(),
                        PodMemory.EMPTY.withFailure("a", pull), "Pending", "a ErrImagePull 0"),
                row("a deleted Pod that still runs", pod().container("a").deleted("2026-01-01T00:01:00Z", 30),
                        readySandbox().running("a", 0).pod(), "Running", "a running 0 ready"),
                row("a deleted Pod whose containers were killed", pod().container("a").deleted("2026-01-01T00:01:00Z", 30),
                        lostSandbox().exited("a", 0, 137).pod(), "Failed", "a terminated 137 Error 0"),
                row("a deleted Pod that ended well", pod().container("a").deleted("2026-01-01T00:01:00Z", 30),
                        lostSandbox().exited("a", 0, 0).pod(), "Succeeded", "a terminated 0 Completed 0"));
    }

    @Test
    void explainsConditionsInKubernetesWords() {
        JsonNode waiting = build(pod().init("i").init("j").container("a"), nothing(), PodMemory.EMPTY);
        assertThat(conditions(waiting)).containsExactly(
                "PodReadyToStartContainers False",
                "Initialized False ContainersNotInitialized containers with incomplete status: [i j]",
                "Ready False ContainersNotReady containers with unready status: [a]",
                "ContainersReady False ContainersNotReady containers with unready status: [a]",
                "PodScheduled True");

        JsonNode done = build(
                pod().restartPolicy("Never").container("a"), readySandbox().exited("a", 0, 0).pod(), PodMemory.EMPTY);
        assertThat(conditions(done)).contains("Initialized True PodCompleted", "Ready False PodCompleted");

        JsonNode gated = build(
                pod().container("a").with(p -> ((tools.jackson.databind.node.ObjectNode) p.path("spec"))
                        .putArray("readinessGates").addObject().put("conditionType", "x/y")),
                readySandbox().running("a", 0).pod(), PodMemory.EMPTY);
        assertThat(conditions(gated)).contains(
                "Ready False ReadinessGatesNotReady corresponding condition of pod readiness gate \"x/y\" does not exist.",
                "ContainersReady True");
    }

    @Test
    void keepsTransitionTimesAndWhatIsNotItsOwn() {
        Pods pod = pod().container("a").status(s -> {
            var condition = s.putArray("conditions").addObject().put("type", "PodReadyToStartContainers").put("status", "True");
            condition.put("lastTransitionTime", "2025-12-31T00:00:00Z");
            s.withArray("conditions").addObject().put("type", "example.com/mine").put("status", "True");
        });

        JsonNode status = build(pod, readySandbox().running("a", 0).pod(), PodMemory.EMPTY);

        assertThat(status.path("conditions").path(0).path("lastTransitionTime").asString()).isEqualTo("2025-12-31T00:00:00Z");
        assertThat(conditions(status)).contains("example.com/mine True");
        assertThat(status.path("qosClass").asString()).isEqualTo("BestEffort");
        assertThat(status.path("podIPs").path(0).path("ip").asString()).isEqualTo("10.0.0.7");
        assertThat(status.path("containerStatuses").path(0).path("containerID").asString()).isEqualTo("containerd://a-0");
    }

    @Test
    void saysWhyAContainerWaits() {
        PodMemory crashed = PodMemory.EMPTY.withRestart("a", new BackOff(Duration.ofSeconds(80), START));
        assertThat(waiting(build(pod().container("a"), readySandbox().exited("a", 1, 1).pod(), crashed)))
                .isEqualTo("back-off 1m20s restarting failed container=a pod=web_default(uid-web)");

        Failure pull = new Failure("ErrImagePull", "no route", NOW.minusSeconds(5), NOW.plusSeconds(5));
        assertThat(waiting(build(pod().container("a"), readySandbox().pod(), PodMemory.EMPTY.withFailure("a", pull))))
                .isEqualTo("Back-off pulling image \"busybox\": ErrImagePull: no route");
    }

    @Test
    void remembersContainersThatTheRuntimeForgotAfterTheEnd() {
        JsonNode ended = build(
                pod().restartPolicy("Never").container("a"), lostSandbox().exited("a", 0, 3).pod(), PodMemory.EMPTY);
        Pods stored = pod().restartPolicy("Never").container("a").status(s -> s.setAll((tools.jackson.databind.node.ObjectNode) ended));

        JsonNode later = build(stored, nothing(), PodMemory.EMPTY);

        assertThat(later.path("phase").asString()).isEqualTo("Failed");
        assertThat(later.path("containerStatuses")).isEqualTo(ended.path("containerStatuses"));
    }

    private static String waiting(JsonNode status) {
        return status.path("containerStatuses").path(0).path("state").path("waiting").path("message").asString();
    }

    private static JsonNode build(Pods pod, ObservedPod observed, PodMemory memory) {
        return PodStatusBuilder.build(pod.parsed(), observed, memory, pod.json().path("status"), "192.168.0.1", NOW);
    }

    private static List<String> conditions(JsonNode status) {
        return status.path("conditions").valueStream()
                .map(c -> "%s %s %s %s".formatted(
                                c.path("type").asString(), c.path("status").asString(), c.path("reason").asString(""),
                                c.path("message").asString(""))
                        .strip())
                .toList();
    }

    /** Returns a line for each container: name, state, exit code and reason, restarts, readiness, last exit code. */
    private static List<String> summary(JsonNode status) {
        return Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(field -> status.path(field).valueStream())
                .map(PodStatusBuilderTests::line)
                .toList();
    }

    private static String line(JsonNode container) {
        JsonNode state = container.path("state");
        String word = state.propertyNames().iterator().next();
        if (state.has("waiting")) {
            word = state.path("waiting").path("reason").asString();
        } else if (state.has("terminated")) {
            JsonNode end = state.path("terminated");
            word += " " + end.path("exitCode").asInt() + " " + end.path("reason").asString();
        }
        JsonNode last = container.path("lastState").path("terminated");
        return container.path("name").asString() + " " + word + " " + container.path("restartCount").asInt()
                + (container.path("ready").asBoolean() ? " ready" : "")
                + (last.isMissingNode() ? "" : " last " + last.path("exitCode").asInt());
    }

    private static Pods pod() {
        return Pods.pod("web");
    }

    private static Arguments row(String rule, Pods pod, ObservedPod observed, String phase, String... lines) {
        return row(rule, pod, observed, PodMemory.EMPTY, phase, lines);
    }

    private static Arguments row(
            String rule, Pods pod, ObservedPod observed, PodMemory memory, String phase, String... lines) {
        return Arguments.of(rule, pod, observed, memory, phase, List.of(lines));
    }
}
