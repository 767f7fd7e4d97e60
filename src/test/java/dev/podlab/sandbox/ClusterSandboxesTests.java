package dev.podlab.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.podlab.cluster.ClusterUnavailableException;
import dev.podlab.learner.LearnerId;
import dev.podlab.sandbox.SandboxRefusedException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ClusterSandboxesTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final LearnerId ADA = LearnerId.next(new Random(1));
    private static final LearnerId BOB = LearnerId.next(new Random(2));
    private static final LearnerId EVE = LearnerId.next(new Random(3));

    private final FakeNamespaces namespaces = new FakeNamespaces();
    private final SandboxSettings settings =
            new SandboxSettings(Duration.ofHours(1), 2, 10, 1 << 30, 4000, 20);
    private Instant now = NOON;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final ClusterSandboxes sandboxes =
            new ClusterSandboxes(namespaces, settings, new SandboxPace(clock), clock);
    private final SandboxReaper reaper = new SandboxReaper(namespaces, clock);

    @Test
    void opensANamespaceWithLimitsBeforeAnythingCanRunInIt() {
        Sandbox sandbox = sandboxes.open(ADA);

        assertThat(sandbox.namespace()).matches("learner-[a-z2-7]{8}").doesNotContain(ADA.value());
        assertThat(sandbox.expiresAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        assertThat(namespaces.calls).containsExactly(
                "put Namespace", "put ResourceQuota", "put LimitRange", "put NetworkPolicy", "put ServiceAccount",
                "put ServiceAccount", "put Role", "put RoleBinding", "await", "annotate");
    }

    @Test
    void openingTwiceGivesTheSameSandbox() {
        Sandbox first = sandboxes.open(ADA);
        namespaces.calls.clear();

        assertThat(sandboxes.open(ADA)).isEqualTo(first);
        assertThat(namespaces.calls).isEmpty();
    }

    @Test
    void aDoubleClickOpensOnce() throws InterruptedException, ExecutionException {
        var results = new ArrayList<Future<Sandbox>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                results.add(threads.submit(() -> sandboxes.open(ADA)));
            }
        }

        for (Future<Sandbox> result : results) {
            assertThat(result.get().openedAt()).isEqualTo(NOON);
        }
        assertThat(namespaces.calls).filteredOn("put Namespace"::equals).hasSize(1);
    }

    @Test
    void anOpeningThatBrokeHalfWayIsNotOpenAndTheNextCompletesIt() {
        namespaces.failing = "put Role";
        assertThatExceptionOfType(ClusterUnavailableException.class).isThrownBy(() -> sandboxes.open(ADA));
        assertThat(sandboxes.find(ADA)).isEmpty();
        namespaces.failing = null;

        assertThat(sandboxes.open(ADA).namespace()).isEqualTo(ClusterSandboxes.nameOf(ADA));
        assertThat(sandboxes.find(ADA)).isPresent();
        assertThat(namespaces.calls).doesNotContain("gone");
    }

    @Test
    void anExpiredSandboxIsReplacedByANewOne() {
        sandboxes.open(ADA);
        now = NOON.plus(Duration.ofHours(2));

        assertThat(sandboxes.find(ADA)).isEmpty();
        assertThat(sandboxes.open(ADA).openedAt()).isEqualTo(now);
        assertThat(namespaces.calls).contains("gone");
    }

    @Test
    void oneTooManyIsRefused() {
        sandboxes.open(ADA);
        sandboxes.open(BOB);

        assertThatExceptionOfType(SandboxRefusedException.class)
                .isThrownBy(() -> sandboxes.open(EVE))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.FULL));
        sandboxes.close(ADA);
        namespaces.awaitGone(ClusterSandboxes.nameOf(ADA), Duration.ZERO);
        assertThat(sandboxes.open(EVE)).isNotNull();
    }

    @Test
    void somebodyElsesNamespaceIsNotTaken() {
        String name = ClusterSandboxes.nameOf(ADA);
        namespaces.namespaces.put(name, FakeNamespaces.namespace(name, Map.of(), false));

        assertThatExceptionOfType(SandboxRefusedException.class)
                .isThrownBy(() -> sandboxes.open(ADA))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.TAKEN));
    }

    @Test
    void extendingGivesAFullLeaseFromNow() {
        sandboxes.open(ADA);
        now = NOON.plus(Duration.ofMinutes(50));

        assertThat(sandboxes.extend(ADA).expiresAt()).isEqualTo(now.plus(Duration.ofHours(1)));
        assertThat(sandboxes.find(ADA)).get().extracting(Sandbox::expiresAt).isEqualTo(now.plus(Duration.ofHours(1)));
    }

    @Test
    void onlyAnOpenSandboxCanBeResetOrExtended() {
        for (Runnable change : List.<Runnable>of(() -> sandboxes.reset(ADA), () -> sandboxes.extend(ADA))) {
            assertThatExceptionOfType(SandboxRefusedException.class)
                    .isThrownBy(change::run)
                    .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.NOT_OPEN));
        }
    }

    @Test
    void resettingKeepsTheNamespaceAndItsExpiry() {
        Sandbox sandbox = sandboxes.open(ADA);

        assertThat(sandboxes.reset(ADA)).isEqualTo(sandbox);
        assertThat(namespaces.calls).endsWith("empty " + sandbox.namespace());
    }

    @Test
    void resettingAllTheTimeIsRefused() {
        sandboxes.open(ADA);
        for (int i = 0; i < 19; i++) {
            sandboxes.reset(ADA);
        }

        assertThatExceptionOfType(SandboxRefusedException.class)
                .isThrownBy(() -> sandboxes.reset(ADA))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.TOO_OFTEN));
        now = NOON.plusSeconds(61);
        assertThat(sandboxes.reset(ADA)).isNotNull();
    }

    @Test
    void theReaperDeletesWhatHasExpiredAndNothingElse() {
        sandboxes.open(ADA);
        now = NOON.plus(Duration.ofMinutes(30));
        sandboxes.open(BOB);
        now = NOON.plus(Duration.ofMinutes(61));
        namespaces.calls.clear();

        reaper.reap();
        reaper.reap();

        assertThat(namespaces.calls).containsExactly("delete " + ClusterSandboxes.nameOf(ADA));
    }

    @Test
    void theReaperDeletesNamespacesFromBeforeARestart() {
        namespaces.namespaces.put("learner-old", FakeNamespaces.namespace(
                "learner-old", Map.of(SandboxObjects.EXPIRES, NOON.minusSeconds(1).toString()), false));
        namespaces.namespaces.put("learner-odd", FakeNamespaces.namespace(
                "learner-odd", Map.of(SandboxObjects.EXPIRES, "tomorrow"), false));

        reaper.reap();

        assertThat(namespaces.calls).containsExactly("delete learner-odd", "delete learner-old");
    }

    @Test
    void theReaperTriesAgainWhatFailed() {
        sandboxes.open(ADA);
        now = NOON.plus(Duration.ofHours(2));
        namespaces.failing = "delete " + ClusterSandboxes.nameOf(ADA);
        reaper.reap();
        namespaces.failing = null;
        namespaces.calls.clear();

        reaper.reap();

        assertThat(namespaces.calls).hasSize(1);
    }
}
