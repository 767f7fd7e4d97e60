package dev.podlab.course;

import dev.podlab.course.Exercise.Action;
import dev.podlab.course.Exercise.Step;
import dev.podlab.course.ExerciseText.StepText;
import dev.podlab.markdown.Html;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * An exercise as it stands in a page before scripts run: every word of it, to be read and followed with one's own
 * kubectl. The step panel takes the words from here, so they are never sent twice or written as markup by a script.
 */
final class ExerciseHtml {

    private final Exercise exercise;
    private final Language language;
    private final CourseWords words;
    private final Html html = new Html();

    private ExerciseHtml(Exercise exercise, Language language, CourseWords words) {
        this.exercise = exercise;
        this.language = language;
        this.words = words;
    }

    static String render(Exercise exercise, Language language, CourseWords words) {
        return new ExerciseHtml(exercise, language, words).render();
    }

    private String render() {
        ExerciseText text = exercise.text(language);
        html.open("section", "class", "exercise", "data-exercise", exercise.id().value(), "aria-label", text.title());
        html.element("h3", text.title());
        html.element("p", text.lead());
        html.open("noscript").element("p", words.get("course.exercise.noscript"), "class", "plain").close("noscript");
        html.open("ol", "class", "exercise-words");
        exercise.steps().forEach(this::step);
        html.close("ol").close("section");
        return html.toString();
    }

    private void step(Step step) {
        StepText text = exercise.text(step, language);
        html.open("li", "data-step", step.id());
        html.element("h4", text.title());
        part("task", text.taskHtml());
        prediction(step, text);
        for (String command : commands(step)) {
            html.open("pre").element("code", command).close("pre");
        }
        for (int i = 0; i < text.hintsHtml().size(); i++) {
            folded("hint-" + (i + 1), words.get("course.exercise.hint", i + 1), text.hintsHtml().get(i));
        }
        folded("why", words.get("course.exercise.why"), text.whyHtml());
        html.close("li");
    }

    private void prediction(Step step, StepText text) {
        if (step.options().isEmpty()) {
            return;
        }
        html.element("p", text.question());
        html.open("ul");
        for (String option : step.options()) {
            html.element("li", text.options().get(option).text());
        }
        html.close("ul");
        for (String option : step.options()) {
            html.open("div", "data-words", "reply-" + option, "hidden", "")
                    .html(text.options().get(option).replyHtml())
                    .close("div");
        }
    }

    private static Set<String> commands(Step step) {
        var commands = new LinkedHashSet<String>();
        step.actions().forEach(action -> commands.add(command(action)));
        return commands;
    }

    /** Returns the kubectl command that does the same. */
    static String command(Action action) {
        return switch (action) {
            case Action.Apply apply -> (apply.replace() ? "kubectl replace --force -f " : "kubectl apply -f ")
                    + apply.file();
            case Action.Terminal terminal -> "kubectl exec -it " + terminal.pod() + " -c " + terminal.container()
                    + " -- " + terminal.command();
            case Action.ShowLogs logs -> "kubectl logs " + logs.pod() + " -c " + logs.container()
                    + (logs.previous() ? " --previous" : "");
        };
    }

    private void part(String name, String body) {
        html.open("div", "data-words", name).html(body).close("div");
    }

    private void folded(String name, String title, String body) {
        html.open("details").element("summary", title);
        part(name, body);
        html.close("details");
    }
}
