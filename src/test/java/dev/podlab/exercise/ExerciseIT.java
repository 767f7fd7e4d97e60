package dev.podlab.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.PodlabApplication;
import dev.podlab.course.Course;
import dev.podlab.course.CourseBook;
import dev.podlab.course.Exercise;
import dev.podlab.course.Exercise.Step;
import dev.podlab.course.Language;
import dev.podlab.exercise.Attempt.Status;
import dev.podlab.exercise.ExerciseView.CheckView;
import dev.podlab.exercise.ExerciseView.StepView;
import dev.podlab.exercise.Session.Standing;
import dev.podlab.learner.LearnerId;
import dev.podlab.sandbox.Sandboxes;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Every exercise of the course on a real cluster: where a step begins its checks fail, its solution makes them pass, and
 * it does so twice. With PODLAB_TEST_KUBECONFIG set, that cluster is used instead of the embedded one.
 */
class ExerciseIT {

    private static final Duration OPEN_WITHIN = Duration.ofMinutes(3);
    private static final Duration PASS_WITHIN = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(200);

    @TempDir
    private static Path state;

    private static ConfigurableApplicationContext podlab;
    private static Exercises exercises;
    private static Course course;
    private static LearnerId learner;

    @BeforeAll
    static void openASandbox() {
        podlab = SpringApplication.run(PodlabApplication.class, arguments());
        exercises = podlab.getBean(Exercises.class);
        course = podlab.getBean(CourseBook.class).course();
        learner = LearnerId.next(new SecureRandom());
        Sandboxes sandboxes = podlab.getBean(Sandboxes.class);
        Boolean open = await(OPEN_WITHIN, () -> isOpen(sandboxes), Boolean::booleanValue);
        assertThat(open).as("the sandbox opens").isTrue();
    }

    private static String[] arguments() {
        var arguments = new ArrayList<>(List.of("--server.port=0", "--podlab.home=" + state.resolve("home")));
        String kubeconfig = System.getenv("PODLAB_TEST_KUBECONFIG");
        if (kubeconfig != null) {
            arguments.add("--podlab.kubeconfig=" + kubeconfig);
        }
        return arguments.toArray(String[]::new);
    }

    private static boolean isOpen(Sandboxes sandboxes) {
        try {
            sandboxes.open(learner);
            return sandboxes.find(learner).isPresent();
        } catch (dev.podlab.cluster.ClusterUnavailableException | dev.podlab.cluster.ClusterRefusedException e) {
            return false;
        }
    }

    @AfterAll
    static void stop() {
        if (podlab != null) {
            podlab.getBean(Sandboxes.class).close(learner);
            podlab.close();
        }
    }

    @Test
    void everyStepFailsWhereItBeginsAndPassesByItsSolutionTwice() {
        for (Exercise exercise : course.exercises().values()) {
            for (int round = 1; round <= 2; round++) {
                exercises.reset(learner, exercise, exercise.steps().getFirst());
                for (Step step : exercise.steps()) {
                    examine(exercise, step, round);
                }
                assertThat(exercises.look(learner, exercise).attempt().passed()).isEqualTo(exercise.steps().size());
            }
        }
    }

    private static void examine(Exercise exercise, Step step, int round) {
        String name = exercise.id() + "/" + step.id() + " in round " + round;
        Standing before = exercises.reset(learner, exercise, step);
        assertThat(before.attempt().step(step.id()).status()).as(name + " begins open").isEqualTo(Status.OPEN);
        assertThat(before.judged().values())
                .as(name + ": not every check passes where it begins")
                .anyMatch(judged -> !(judged.result() instanceof CheckResult.Passed));
        exercises.solve(learner, exercise, step);
        Standing after = await(
                PASS_WITHIN,
                () -> exercises.look(learner, exercise),
                standing -> standing.attempt().step(step.id()).status() == Status.PASSED);
        assertThat(after.attempt().step(step.id()).status())
                .as(() -> name + " passes by its solution; seen: " + seen(exercise, step, after))
                .isEqualTo(Status.PASSED);
    }

    /** Returns what the page would say about the checks, so that a failure of this test explains itself. */
    private static String seen(Exercise exercise, Step step, Standing standing) {
        var view = podlab.getBean(ExerciseViews.class).view(course, exercise, standing, Language.EN);
        return view.steps().stream()
                .filter(candidate -> candidate.id().equals(step.id()))
                .map(StepView::checks)
                .flatMap(List::stream)
                .map(CheckView::toString)
                .toList()
                .toString();
    }

    private static <T> T await(Duration patience, Supplier<T> ask, Predicate<T> enough) {
        Instant deadline = Instant.now().plus(patience);
        T answer = ask.get();
        while (!enough.test(answer) && Instant.now().isBefore(deadline)) {
            LockSupport.parkNanos(POLL.toNanos());
            answer = ask.get();
        }
        return answer;
    }
}
