package dev.podlab.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.podlab.course.Exercise;
import dev.podlab.course.Exercise.Step;
import dev.podlab.course.Language;
import dev.podlab.exercise.Attempt.Status;
import dev.podlab.exercise.AttemptEvent.Answered;
import dev.podlab.exercise.AttemptEvent.Predicted;
import dev.podlab.exercise.CheckResult.CannotTell;
import dev.podlab.exercise.CheckResult.Reason;
import dev.podlab.exercise.ExerciseView.CheckView;
import dev.podlab.exercise.Session.Standing;
import dev.podlab.learner.LearnerId;
import dev.podlab.learner.ProgressStore;
import dev.podlab.sandbox.Sandbox;
import dev.podlab.sandbox.SandboxRefusedException;
import dev.podlab.sandbox.Sandboxes;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import tools.jackson.databind.json.JsonMapper;

class ExercisesTests {

    private final Exercise exercise = SharedNetwork.exercise();
    private final LearnerId mei = LearnerId.next(new Random(7));
    private final StandInCluster cluster = new StandInCluster();
    private final MemoryProgress progress = new MemoryProgress();
    private final OneSandbox sandboxes = new OneSandbox();
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private Exercises exercises;

    @BeforeEach
    void makeThem() {
        InstantSource time = () -> now;
        Clock clock = time.withZone(ZoneOffset.UTC);
        exercises = new Exercises(cluster, sandboxes, new AttemptStore(progress, JsonMapper.builder().build()), clock);
        cluster.commandOutputs.put("one: readlink /proc/self/ns/net", "net:[1]\n");
        cluster.commandOutputs.put("two: readlink /proc/self/ns/net", "net:[1]\n");
        cluster.commandOutputs.put("one: cat /www/index.html", "kqzvbe");
        cluster.commandOutputs.put("two: wget -qO- localhost", "kqzvbe");
        cluster.logs.put("one", "[::ffff:127.0.0.1]:41234: response:200\n");
        cluster.logs.put("three previous", "httpd: bind: Address already in use\n");
    }

    private Step step(String id) {
        return exercise.step(id).orElseThrow();
    }

    private Standing later() {
        now = now.plusSeconds(2);
        return exercises.look(mei, exercise);
    }

    @Test
    void withoutASandboxNothingCanBeTold() {
        sandboxes.open = false;
        assertThat(exercises.look(mei, exercise).judged().get("ready").result())
                .isEqualTo(new CannotTell(Reason.NO_SANDBOX));
    }

    @Test
    void applyingTheManifestPassesTheFirstStep() {
        var done = exercises.act(mei, exercise, step("create"), 0, null);
        assertThat(done.applied()).singleElement().extracting("outcome").isEqualTo("created");
        assertThat(later().attempt().step("create").status()).isEqualTo(Status.PASSED);
    }

    @Test
    void anAnswerIsJudgedByTheLiveAddress() {
        exercises.solve(mei, exercise, step("create"));
        var wrong = exercises.happen(mei, exercise, new Answered("address", "10.0.0.1"));
        assertThat(wrong.attempt().step("address").status()).isEqualTo(Status.OPEN);
        var right = exercises.happen(mei, exercise, new Answered("address", "10.244.1.7/24"));
        assertThat(right.attempt().step("address").status()).isEqualTo(Status.PASSED);
    }

    @Test
    void theWordCountsOnlyAfterAVisitFromLocalhost() {
        exercises.solve(mei, exercise, step("create"));
        exercises.solve(mei, exercise, step("address"));
        cluster.logs.put("one", "[::ffff:10.244.2.9]:41234: response:200\n[::ffff:127.0.0.1]:1: response:404\n");
        var word = exercises.happen(mei, exercise, new Answered("localhost", "kqzvbe"));
        assertThat(word.attempt().step("localhost").status()).isEqualTo(Status.OPEN);
        cluster.logs.put("one", "[::1]:41235: response:200\n");
        assertThat(later().attempt().step("localhost").status()).isEqualTo(Status.PASSED);
    }

    @Test
    void aPredictionComesBeforeTheAction() {
        toClash();
        assertThatExceptionOfType(StepRefusedException.class)
                .isThrownBy(() -> exercises.act(mei, exercise, step("clash"), 0, null));
        exercises.happen(mei, exercise, new Predicted("clash", "both-run"));
        assertThat(exercises.act(mei, exercise, step("clash"), 0, null).applied())
                .singleElement()
                .extracting("outcome")
                .isEqualTo("replaced");
        assertThat(later().attempt().step("clash").status()).isEqualTo(Status.PASSED);
    }

    @Test
    void aQuotedLineMustStandInTheLiveLog() {
        toClash();
        exercises.solve(mei, exercise, step("clash"));
        var invented = exercises.happen(mei, exercise, new Answered("reason", "the port is in use somehow"));
        assertThat(invented.attempt().step("reason").status()).isEqualTo(Status.OPEN);
        var quoted = exercises.happen(mei, exercise, new Answered("reason", "bind: address already in use"));
        assertThat(quoted.attempt().step("reason").status()).isEqualTo(Status.PASSED);
    }

    @Test
    void solutionsPassEveryStepAndAreRemembered() {
        for (Step step : exercise.steps()) {
            exercises.solve(mei, exercise, step);
            assertThat(later().attempt().step(step.id())).satisfies(attempt -> {
                assertThat(attempt.status()).as(step.id()).isEqualTo(Status.PASSED);
                assertThat(attempt.helped()).isTrue();
            });
        }
    }

    @Test
    void skippingBringsTheSandboxToWhereTheNextStepBegins() {
        var skipped = exercises.skip(mei, exercise, step("create"));
        assertThat(skipped.attempt().step("create").status()).isEqualTo(Status.SKIPPED);
        assertThat(cluster.state("any").pods()).singleElement().extracting("name").isEqualTo("web");
    }

    @Test
    void resettingTheFirstStepEmptiesTheSandboxAndForgetsTheRest() {
        toClash();
        var reset = exercises.reset(mei, exercise, step("create"));
        assertThat(cluster.state("any").pods()).isEmpty();
        assertThat(reset.attempt().passed()).isZero();
    }

    @Test
    void aLockedStepCannotBeSolved() {
        assertThatExceptionOfType(StepRefusedException.class)
                .isThrownBy(() -> exercises.solve(mei, exercise, step("reason")));
    }

    @Test
    void actingNeedsAnOpenSandbox() {
        sandboxes.open = false;
        assertThatExceptionOfType(SandboxRefusedException.class)
                .isThrownBy(() -> exercises.act(mei, exercise, step("create"), 0, null));
    }

    @Test
    void evidenceIsReadAtMostOnceASecond() {
        exercises.solve(mei, exercise, step("create"));
        later();
        int before = cluster.calls.size();
        exercises.look(mei, exercise);
        exercises.look(mei, exercise);
        assertThat(cluster.calls).hasSize(before);
        later();
        assertThat(cluster.calls).hasSizeGreaterThan(before);
    }

    @Test
    void theViewSaysWhatWasExpectedWhatWasSeenAndWhereToLook() {
        exercises.solve(mei, exercise, step("create"));
        var standing = exercises.happen(mei, exercise, new Answered("address", "127.0.0.1"));
        var messages = new ResourceBundleMessageSource();
        messages.setBasenames("messages/exercise");
        messages.setDefaultEncoding("UTF-8");
        var view = new ExerciseViews(messages).view(SharedNetwork.COURSE, exercise, standing, Language.ZH);
        assertThat(view.current()).isEqualTo("address");
        CheckView check = view.steps().get(1).checks().get(1);
        assertThat(check.state()).isEqualTo("failed");
        assertThat(check.expected()).isEqualTo("你填的地址就是 Pod 的地址");
        assertThat(check.seen()).isEqualTo("你填的是“127.0.0.1”");
        assertThat(check.part()).isEqualTo("pod/web/network");
        assertThat(check.sectionTitle()).isEqualTo("地址属于 Pod");
        assertThat(view.steps().get(3).status()).isEqualTo("locked");
    }

    private void toClash() {
        for (String id : new String[] {"create", "address", "localhost"}) {
            exercises.solve(mei, exercise, step(id));
            later();
        }
    }

    /** Progress in memory. */
    private static final class MemoryProgress implements ProgressStore {

        private final Map<String, String> states = new LinkedHashMap<>();

        @Override
        public Optional<String> load(LearnerId learner, String exerciseId) {
            return Optional.ofNullable(states.get(learner.value() + exerciseId));
        }

        @Override
        public void save(LearnerId learner, String exerciseId, String stateJson) {
            states.put(learner.value() + exerciseId, stateJson);
        }

        @Override
        public void delete(LearnerId learner, String exerciseId) {
            states.remove(learner.value() + exerciseId);
        }
    }

    /** One sandbox that is open or not. */
    private static final class OneSandbox implements Sandboxes {

        private static final Sandbox SANDBOX = new Sandbox(
                "learner-mei", Instant.EPOCH, Instant.MAX, new Sandbox.Limits(10, 1L << 29, 2000));
        private boolean open = true;

        @Override
        public Optional<Sandbox> find(LearnerId learner) {
            return open ? Optional.of(SANDBOX) : Optional.empty();
        }

        @Override
        public Sandbox open(LearnerId learner) {
            open = true;
            return SANDBOX;
        }

        @Override
        public Sandbox reset(LearnerId learner) {
            return SANDBOX;
        }

        @Override
        public Sandbox extend(LearnerId learner) {
            return SANDBOX;
        }

        @Override
        public void close(LearnerId learner) {
            open = false;
        }
    }
}
