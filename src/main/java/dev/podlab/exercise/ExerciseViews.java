package dev.podlab.exercise;

import dev.podlab.course.Check;
import dev.podlab.course.Course;
import dev.podlab.course.Exercise;
import dev.podlab.course.Exercise.Action;
import dev.podlab.course.Exercise.Step;
import dev.podlab.course.ExerciseText.CheckText;
import dev.podlab.course.ExerciseText.StepText;
import dev.podlab.course.Language;
import dev.podlab.course.Lesson;
import dev.podlab.exercise.Attempt.Status;
import dev.podlab.exercise.Attempt.StepAttempt;
import dev.podlab.exercise.ExerciseView.ActionView;
import dev.podlab.exercise.ExerciseView.AnswerView;
import dev.podlab.exercise.ExerciseView.CheckView;
import dev.podlab.exercise.ExerciseView.OptionView;
import dev.podlab.exercise.ExerciseView.PredictionView;
import dev.podlab.exercise.ExerciseView.StepView;
import dev.podlab.exercise.Session.Judged;
import dev.podlab.exercise.Session.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

/** Puts a standing into words. Thread-safe. */
final class ExerciseViews {

    private static final Judged PASSED = new Judged(new CheckResult.Passed(), Instant.EPOCH);

    private final MessageSource messages;

    ExerciseViews(MessageSource messages) {
        this.messages = messages;
    }

    ExerciseView view(Course course, Exercise exercise, Standing standing, Language language) {
        var current = standing.attempt().current(exercise).map(Step::id).orElse("");
        var steps = new ArrayList<StepView>();
        for (Step step : exercise.steps()) {
            steps.add(step(course, exercise, step, standing, language, steps.size() + 1));
        }
        return new ExerciseView(
                exercise.id().value(),
                exercise.text(language).title(),
                standing.sandboxOpen(),
                current,
                current.isEmpty(),
                steps);
    }

    private StepView step(
            Course course, Exercise exercise, Step step, Standing standing, Language language, int number) {
        StepText text = exercise.text(step, language);
        StepAttempt attempt = standing.attempt().step(step.id());
        boolean unlocked = standing.attempt().isUnlocked(exercise, step.id());
        var checks = new ArrayList<CheckView>();
        for (Check check : step.checks()) {
            // What was passed stays passed, whatever the learner does to the sandbox afterwards.
            Judged judged = attempt.status() == Status.PASSED ? PASSED : standing.judged().get(check.id());
            if (judged != null && unlocked && attempt.status() != Status.SKIPPED) {
                checks.add(check(course, exercise, check, text.checks().get(check.id()), judged, language));
            }
        }
        return new StepView(
                step.id(),
                number,
                text.title(),
                unlocked ? attempt.status().name().toLowerCase(Locale.ROOT) : "locked",
                attempt.helped(),
                attempt.hints(),
                prediction(step, text, attempt),
                step.answer() ? new AnswerView(text.answerLabel(), attempt.answer()) : null,
                unlocked ? actions(exercise, step) : List.of(),
                checks);
    }

    private static @Nullable PredictionView prediction(Step step, StepText text, StepAttempt attempt) {
        if (step.options().isEmpty()) {
            return null;
        }
        var options = step.options().stream()
                .map(id -> new OptionView(id, text.options().get(id).text()))
                .toList();
        String expected = attempt.status() == Status.OPEN ? "" : step.expected();
        return new PredictionView(text.question(), options, attempt.prediction(), expected);
    }

    private static List<ActionView> actions(Exercise exercise, Step step) {
        var views = new ArrayList<ActionView>();
        for (Action action : step.actions()) {
            int index = views.size();
            views.add(
                    switch (action) {
                        case Action.Apply apply ->
                            new ActionView(
                                    index,
                                    "apply",
                                    action.command(),
                                    apply.file(),
                                    exercise.manifests().getOrDefault(apply.file(), ""),
                                    "",
                                    "",
                                    "");
                        case Action.Terminal terminal ->
                            new ActionView(
                                    index,
                                    "terminal",
                                    terminal.command(),
                                    "",
                                    "",
                                    terminal.pod(),
                                    terminal.container(),
                                    terminal.command());
                        case Action.ShowLogs logs ->
                            new ActionView(
                                    index, "logs", action.command(), "", "", logs.pod(), logs.container(), "");
                    });
        }
        return views;
    }

    private CheckView check(
            Course course, Exercise exercise, Check check, CheckText text, Judged judged, Language language) {
        String state =
                switch (judged.result()) {
                    case CheckResult.Passed passed -> "passed";
                    case CheckResult.Failed failed -> "failed";
                    case CheckResult.NotYet notYet -> "failed";
                    case CheckResult.CannotTell cannotTell -> "waiting";
                };
        return new CheckView(
                check.id(),
                state,
                text.expected(),
                seen(judged.result(), text, language.locale()),
                judged.since(),
                check.where().part(),
                check.where().anchor(),
                heading(course, exercise, check.where().anchor(), language));
    }

    private String seen(CheckResult result, CheckText text, Locale locale) {
        return switch (result) {
            case CheckResult.Passed passed -> "";
            case CheckResult.Failed failed -> fill(text.seen(), failed.shown());
            case CheckResult.NotYet notYet -> notYet(notYet.what(), locale);
            case CheckResult.CannotTell cannotTell ->
                messages.getMessage(
                        "exercise.waiting."
                                + cannotTell.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        null,
                        locale);
        };
    }

    private String notYet(String what, Locale locale) {
        int space = what.indexOf(' ');
        return space < 0
                ? messages.getMessage("exercise.notyet", null, locale)
                : messages.getMessage(
                        "exercise.notyet." + what.substring(0, space), new Object[] {what.substring(space + 1)}, locale);
    }

    private static String fill(String sentence, Map<String, String> values) {
        String filled = sentence;
        for (var value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    private static String heading(Course course, Exercise exercise, String anchor, Language language) {
        return course.lesson(exercise.lesson().value())
                .flatMap(lesson -> lesson.text(language).headings().stream()
                        .filter(heading -> heading.id().equals(anchor))
                        .map(Lesson.Heading::text)
                        .findFirst())
                .orElse("");
    }
}
