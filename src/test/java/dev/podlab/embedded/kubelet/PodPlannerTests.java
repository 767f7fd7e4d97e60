package dev.podlab.embedded.kubelet;

import static dev.podlab.embedded.kubelet.Observed.START;
import static dev.podlab.embedded.kubelet.Observed.lostSandbox;
import static dev.podlab.embedded.kubelet.Observed.nothing;
import static dev.podlab.embedded.kubelet.Observed.readySandbox;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.embedded.kubelet.PodAction.AnnounceBackOff;
import dev.podlab.embedded.kubelet.PodAction.KillContainer;
import dev.podlab.embedded.kubelet.PodAction.KillReason;
import dev.podlab.embedded.kubelet.PodAction.RemoveContainer;
import dev.podlab.embedded.kubelet.PodAction.RemovePod;
import dev.podlab.embedded.kubelet.PodAction.RemoveSandbox;
import dev.podlab.embedded.kubelet.PodAction.RunSandbox;
import dev.podlab.embedded.kubelet.PodAction.StartContainer;
import dev.podlab.embedded.kubelet.PodAction.StopSandbox;
import dev.podlab.embedded.kubelet.PodMemory.Failure;
import dev.podlab.embedded.kubelet.PodMemory.ProbeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole plans, one rule of Kubernetes per row. */
class PodPlannerTests {

    /** Five seconds after containers in {@link Observed} ended. */
    private static final Instant NOW = START.plusSeconds(15);

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final BackOff TEN_SECONDS = new BackOff(Duration.ofSeconds(10), START);

    @ParameterizedTest(name = "{0}")
    @MethodSource({"starts", "restarts", "changes", "sandboxes", "inits", "sidecars", "ends", "failures"})
    void plans(String rule, Pods pod, ObservedPod observed, PodMemory memory, List<PodAction> expected) {
        assertThat(PodPlanner.plan(pod.parsed(), observed, memory, NOW)).isEqualTo(expected);
    }

    static Stream<Arguments> starts() {
        return Stream.of(
                row("a new Pod gets a sandbox and its containers in order",
                        pod().container("a").container("b"), nothing(),
                        new RunSandbox(0), new StartContainer("a", 0), new StartContainer("b", 0)),
                row("a running Pod needs nothing",
                        pod().container("a"), readySandbox().running("a", 0).pod()),
                row("a container that is missing is started",
                        pod().container("a").container("b"), readySandbox().running("a", 0).pod(), new StartContainer("b", 0)),
                row("a container that was created and never started is made anew with its number",
                        pod().container("a"), readySandbox().created("a", 3).pod(),
                        new RemoveContainer("a-3"), new StartContainer("a", 3)),
                row("containers after one that waits for its image wait too",
                        pod().container("a").container("b"), readySandbox().pod(), PodMemory.EMPTY.withPulling("a", true)));
    }

    static Stream<Arguments> restarts() {
        PodMemory crashed = PodMemory.EMPTY.withRestart("a", TEN_SECONDS);
        PodMemory told = crashed.withAnnounced("a", START.plusSeconds(20));
        return Stream.of(
                row("Always restarts a container that failed, at once the first time",
                        pod().container("a"), readySandbox().exited("a", 0, 1).pod(), new StartContainer("a", 1)),
                row("Always restarts a container that succeeded",
                        pod().container("a"), readySandbox().exited("a", 0, 0).pod(), new StartContainer("a", 1)),
                row("OnFailure restarts a container that failed",
                        pod().restartPolicy("OnFailure").container("a"), readySandbox().exited("a", 0, 1).pod(),
                        new StartContainer("a", 1)),
                row("OnFailure leaves a container that succeeded",
                        pod().restartPolicy("OnFailure").container("a").container("b"),
                        readySandbox().exited("a", 0, 0).running("b", 0).pod()),
                row("Never leaves a container that failed",
                        pod().restartPolicy("Never").container("a").container("b"),
                        readySandbox().exited("a", 0, 1).running("b", 0).pod()),
                row("the second restart waits for ten seconds and says so once",
                        pod().container("a"), readySandbox().exited("a", 1, 1).pod(), crashed,
                        new AnnounceBackOff("a", false, START.plusSeconds(20))),
                row("a back-off that was told of is a steady state",
                        pod().container("a"), readySandbox().exited("a", 1, 1).pod(), told),
                row("old instances are removed, the newest two are kept",
                        pod().container("a"), readySandbox().running("a", 3).exited("a", 2, 1).exited("a", 1, 1).exited("a", 0, 1).pod(),
                        new RemoveContainer("a-1"), new RemoveContainer("a-0")),
                row("a failed liveness probe kills",
                        pod().container("a"), readySandbox().running("a", 0).pod(),
                        PodMemory.EMPTY.withProbe("a-0", new ProbeState(true, true, "liveness")),
                        new KillContainer("a-0", "a", KillReason.PROBE_FAILED,
                                "Container a failed liveness probe, will be restarted", NOW.plus(GRACE))),
                row("a container that is being killed is left alone",
                        pod().container("a"), readySandbox().running("a", 0).pod(),
                        PodMemory.EMPTY.withProbe("a-0", new ProbeState(true, true, "liveness")).withKill("a-0", NOW)));
    }

    static Stream<Arguments> changes() {
        Failure pull = new Failure("ErrImagePull", "no such image", NOW, NOW.plusSeconds(10), "busibox");
        return Stream.of(
                row("a container with another image now is stopped",
                        pod().container("a").container("b"), readySandbox().running("a", 0).of("old").running("b", 0).of("busybox").pod(),
                        new KillContainer("a-0", "a", KillReason.CHANGED,
                                "Container a definition changed, will be restarted", NOW.plus(GRACE))),
                row("so is a sidecar",
                        pod().sidecar("s").container("a"), readySandbox().running("s", 0).of("old").running("a", 0).pod(),
                        new KillContainer("s-0", "s", KillReason.CHANGED,
                                "Container s definition changed, will be restarted", NOW.plus(GRACE))),
                row("an init container is not",
                        pod().init("i").container("a"), readySandbox().running("i", 0).of("old").pod()),
                row("it is started anew, even under Never",
                        pod().restartPolicy("Never").container("a"), readySandbox().exited("a", 0, 137).of("old").pod(),
                        PodMemory.EMPTY.withReplaced("a-0"), new StartContainer("a", 1)),
                row("what had ended before the change stays so under Never",
                        pod().restartPolicy("Never").container("a").container("b"),
                        readySandbox().exited("a", 0, 1).of("old").running("b", 0).pod()),
                row("another image does not wait for the back-off of the one before",
                        pod().container("a"), readySandbox().exited("a", 1, 1).of("old").pod(),
                        PodMemory.EMPTY.withRestart("a", TEN_SECONDS), new StartContainer("a", 2)),
                row("another image does not wait for the pull of the one before",
                        pod().container("a"), readySandbox().pod(), PodMemory.EMPTY.withFailure("a", pull), new StartContainer("a", 0)));
    }

    static Stream<Arguments> sandboxes() {
        return Stream.of(
                row("a lost sandbox is replaced and everything starts again in it",
                        pod().init("i").container("a"), lostSandbox().exited("i", 0, 0).exited("a", 2, 137).pod(),
                        new StopSandbox("sandbox-0"), new RunSandbox(1), new StartContainer("i", 1)),
                row("containers that outlived their sandbox are killed first",
                        pod().container("a"), lostSandbox().running("a", 0).pod(),
                        new KillContainer("a-0", "a", KillReason.LOST, "Stopping container a", NOW.plus(GRACE))),
                row("what succeeded under OnFailure is not repeated in a new sandbox",
                        pod().restartPolicy("OnFailure").container("a").container("b"),
                        lostSandbox().exited("a", 0, 0).exited("b", 0, 137).pod(),
                        new StopSandbox("sandbox-0"), new RunSandbox(1), new StartContainer("b", 1)),
                row("Never gets no second sandbox",
                        pod().restartPolicy("Never").container("a"), lostSandbox().exited("a", 0, 137).pod()),
                row("Never gets another sandbox while no container was made",
                        pod().restartPolicy("Never").container("a"), lostSandbox().pod(),
                        new StopSandbox("sandbox-0"), new RunSandbox(1), new StartContainer("a", 0)),
                row("restarts are counted on when the runtime has forgotten everything",
                        ran().container("a"), nothing(), new RunSandbox(0), new StartContainer("a", 3)),
                row("Never is not started again when the runtime has forgotten everything",
                        ran().restartPolicy("Never").container("a"), nothing()),
                row("an empty old sandbox is removed",
                        pod().container("a"), lostSandbox().sandbox(1, true).running("a", 0).pod(), new RemoveSandbox("sandbox-0")));
    }

    static Stream<Arguments> inits() {
        Pods two = pod().init("i").init("j").container("a");
        return Stream.of(
                row("init containers start one by one", two, nothing(), new RunSandbox(0), new StartContainer("i", 0)),
                row("the next waits while one runs", two, readySandbox().running("i", 0).pod()),
                row("the next starts when one succeeded", two, readySandbox().exited("i", 0, 0).pod(), new StartContainer("j", 0)),
                row("containers start after the last",
                        two, readySandbox().exited("i", 0, 0).exited("j", 0, 0).pod(), new StartContainer("a", 0)),
                row("a failed init container is repeated",
                        two, readySandbox().exited("i", 0, 1).pod(), new StartContainer("i", 1)),
                row("a failed init container ends a Pod that never restarts",
                        pod().restartPolicy("Never").init("i").container("a"), readySandbox().exited("i", 0, 1).pod(),
                        new StopSandbox("sandbox-0")),
                row("init containers are not looked at again when containers run",
                        two, readySandbox().running("a", 0).pod()));
    }

    static Stream<Arguments> sidecars() {
        Pods pod = pod().sidecar("s").init("i").container("a");
        return Stream.of(
                row("the next init container starts while a sidecar runs",
                        pod, readySandbox().running("s", 0).pod(), new StartContainer("i", 0)),
                row("the next init container waits for a sidecar's startup probe",
                        pod, readySandbox().running("s", 0).pod(),
                        PodMemory.EMPTY.withProbe("s-0", new ProbeState(false, false, null))),
                row("a sidecar that ended is started again, even under Never",
                        pod().restartPolicy("Never").sidecar("s").container("a"),
                        readySandbox().exited("s", 0, 0).running("a", 0).pod(), new StartContainer("s", 1)),
                row("sidecars are stopped when the containers have ended",
                        pod().restartPolicy("Never").sidecar("s").sidecar("t").container("a"),
                        readySandbox().running("s", 0).running("t", 0).exited("a", 0, 0).pod(), kill("t", NOW.plus(GRACE))));
    }

    static Stream<Arguments> ends() {
        Pods deleted = pod().container("a").container("b").deleted("2026-01-01T00:00:40Z", 30);
        Pods ended = pod().container("a").deleted("2026-01-01T00:00:40Z", 30).status(s -> s.put("phase", "Failed"));
        return Stream.of(
                row("a Pod that has succeeded loses its sandbox",
                        pod().restartPolicy("Never").container("a"), readySandbox().exited("a", 0, 0).pod(),
                        new StopSandbox("sandbox-0")),
                row("a Pod that has ended stays so",
                        pod().status(s -> s.put("phase", "Succeeded")).container("a"), lostSandbox().exited("a", 0, 0).pod()),
                row("a Pod that has ended is never started again, even when the runtime forgot it",
                        pod().status(s -> s.put("phase", "Failed")).container("a"), nothing()),
                row("a deleted Pod's containers are stopped within what is left of the grace period",
                        deleted, readySandbox().running("a", 0).running("b", 0).pod(),
                        kill("a", START.plusSeconds(41)), kill("b", START.plusSeconds(41))),
                row("containers that are being stopped are waited for",
                        deleted, readySandbox().running("a", 0).exited("b", 0, 143).pod(),
                        PodMemory.EMPTY.withKill("a-0", START.plusSeconds(41))),
                row("a shorter grace period later counts",
                        pod().container("a").deleted("2026-01-01T00:00:16Z", 1), readySandbox().running("a", 0).pod(),
                        PodMemory.EMPTY.withKill("a-0", START.plusSeconds(41)), kill("a", NOW.plusSeconds(1))),
                row("the sandbox is stopped after the containers",
                        deleted, readySandbox().exited("a", 0, 143).exited("b", 0, 143).pod(), new StopSandbox("sandbox-0")),
                row("nothing is removed before the last status is published",
                        deleted, lostSandbox().exited("a", 0, 143).exited("b", 0, 143).pod()),
                row("what is left is removed after that",
                        ended, lostSandbox().exited("a", 0, 143).pod(), new RemoveSandbox("sandbox-0"), new RemovePod()),
                row("a deadline that is over ends the Pod",
                        pod().container("a").with(p -> ((tools.jackson.databind.node.ObjectNode) p.path("spec")).put("activeDeadlineSeconds", 5))
                                .status(s -> s.put("startTime", "2026-01-01T00:00:00Z")),
                        readySandbox().running("a", 0).pod(), kill("a", NOW.plus(GRACE))));
    }

    static Stream<Arguments> failures() {
        Failure pull = new Failure("ErrImagePull", "no such image", NOW, NOW.plusSeconds(10));
        Failure older = new Failure("ErrImagePull", "no such image", NOW.minusSeconds(5), NOW.plusSeconds(5));
        return Stream.of(
                row("a failed pull is not repeated at once",
                        pod().container("a"), readySandbox().pod(), PodMemory.EMPTY.withFailure("a", pull)),
                row("a failed pull becomes a back-off",
                        pod().container("a"), readySandbox().pod(), PodMemory.EMPTY.withFailure("a", older),
                        new AnnounceBackOff("a", true, NOW.plusSeconds(5))),
                row("other containers start beside one that fails",
                        pod().container("a").container("b"), readySandbox().pod(), PodMemory.EMPTY.withFailure("a", pull),
                        new StartContainer("b", 0)),
                row("a failed sandbox waits",
                        pod().container("a"), nothing(),
                        PodMemory.EMPTY.withSandboxFailure(new Failure("FailedCreatePodSandBox", "", NOW, NOW.plusSeconds(5)))));
    }

    private static Pods pod() {
        return Pods.pod("web");
    }

    private static Pods ran() {
        return pod().status(s -> s.putArray("containerStatuses").addObject()
                .put("name", "a").put("containerID", "containerd://a-2").put("restartCount", 2));
    }

    private static KillContainer kill(String name, Instant deadline) {
        return new KillContainer(name + "-0", name, KillReason.POD_ENDS, "Stopping container " + name, deadline);
    }

    private static Arguments row(String rule, Pods pod, ObservedPod observed, PodAction... expected) {
        return row(rule, pod, observed, PodMemory.EMPTY, expected);
    }

    private static Arguments row(String rule, Pods pod, ObservedPod observed, PodMemory memory, PodAction... expected) {
        return Arguments.of(rule, pod, observed, memory, List.of(expected));
    }
}
