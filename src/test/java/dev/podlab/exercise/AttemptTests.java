package dev.podlab.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.course.Exercise;
import dev.podlab.course.Exercise.Step;
import dev.podlab.exercise.Attempt.Status;
import dev.podlab.exercise.AttemptEvent.Answered;
import dev.podlab.exercise.AttemptEvent.HintShown;
import dev.podlab.exercise.AttemptEvent.Passed;
import dev.podlab.exercise.AttemptEvent.Predicted;
import dev.podlab.exercise.AttemptEvent.Skipped;
import dev.podlab.exercise.AttemptEvent.Solved;
import dev.podlab.exercise.AttemptEvent.WasReset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AttemptTests {

    private final Exercise exercise = SharedNetwork.exercise();

    private Attempt after(AttemptEvent... events) {
        Attempt attempt = Attempt.NEW;
        for (AttemptEvent event : events) {
            attempt = attempt.after(event, exercise);
        }
        return attempt;
    }

    private Attempt atClash(AttemptEvent... more) {
        Attempt attempt = after(new Passed("create"), new Passed("address"), new Passed("localhost"));
        for (AttemptEvent event : more) {
            attempt = attempt.after(event, exercise);
        }
        return attempt;
    }

    @Test
    void beginsWithTheFirstStep() {
        assertThat(Attempt.NEW.current(exercise).map(Step::id)).contains("create");
    }

    @Test
    void goesOnWhenAStepPassesOrIsSkipped() {
        assertThat(after(new Passed("create")).current(exercise).map(Step::id)).contains("address");
        assertThat(after(new Skipped("create")).current(exercise).map(Step::id)).contains("address");
    }

    @Test
    void countsPassedStepsButNotSkippedOnes() {
        assertThat(after(new Skipped("create"), new Passed("address")).passed()).isEqualTo(1);
    }

    @Test
    void isDoneAfterTheLastStep() {
        assertThat(atClash(new Passed("clash"), new Passed("reason")).current(exercise)).isEqualTo(Optional.empty());
    }

    @Test
    void ignoresWhatHappensInALockedStep() {
        assertThat(after(new Answered("localhost", "abc"), new Passed("reason"))).isEqualTo(Attempt.NEW);
    }

    @Test
    void ignoresAStepThatDoesNotExist() {
        assertThat(after(new Passed("nothing"))).isEqualTo(Attempt.NEW);
    }

    @Test
    void keepsTheFirstGuess() {
        Attempt attempt = atClash(new Predicted("clash", "both-run"), new Predicted("clash", "second-crashes"));
        assertThat(attempt.step("clash").prediction()).isEqualTo("both-run");
    }

    @Test
    void ignoresAGuessThatIsNoOption() {
        assertThat(atClash(new Predicted("clash", "nonsense")).step("clash").prediction()).isEmpty();
    }

    @Test
    void takesALaterAnswerInPlaceOfAnEarlierOne() {
        Attempt attempt = after(new Passed("create"), new Answered("address", "a"), new Answered("address", " b "));
        assertThat(attempt.step("address").answer()).isEqualTo("b");
    }

    @Test
    void cutsAnAnswerThatIsTooLong() {
        Attempt attempt = after(new Passed("create"), new Answered("address", "x".repeat(10_000)));
        assertThat(attempt.step("address").answer()).hasSize(500);
    }

    @Test
    void showsAtMostTwoHints() {
        Attempt attempt = after(new HintShown("create"), new HintShown("create"), new HintShown("create"));
        assertThat(attempt.step("create").hints()).isEqualTo(2);
    }

    @Test
    void remembersThatAStepWasDoneForTheLearner() {
        Attempt attempt = after(new Solved("create"), new Passed("create"));
        assertThat(attempt.step("create").helped()).isTrue();
        assertThat(attempt.step("create").status()).isEqualTo(Status.PASSED);
    }

    @Test
    void forgetsAResetStepAndAllAfterIt() {
        Attempt attempt = atClash(new WasReset("address"));
        assertThat(attempt.step("create").status()).isEqualTo(Status.PASSED);
        assertThat(attempt.current(exercise).map(Step::id)).contains("address");
        assertThat(attempt.step("localhost").status()).isEqualTo(Status.OPEN);
    }

    @Test
    void survivesBeingWrittenAndRead() {
        var json = JsonMapper.builder().build();
        Attempt attempt = atClash(new Predicted("clash", "refused"), new HintShown("clash"));
        assertThat(json.readValue(json.writeValueAsString(attempt), Attempt.class)).isEqualTo(attempt);
    }
}
