package dev.podlab.course;

import dev.podlab.course.Check.AnswerCheck;
import dev.podlab.course.Check.CelCheck;
import dev.podlab.course.Check.ExecCheck;
import dev.podlab.course.Check.Where;
import dev.podlab.course.Exercise.Action;
import dev.podlab.course.Exercise.Evidence;
import dev.podlab.course.Exercise.Remedy;
import dev.podlab.course.Exercise.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the steps of an {@code exercise.yaml}. */
final class StepReader {

    private static final Expression NEVER = Expression.compile("false");
    private static final List<String> CHECK_KINDS = List.of("cel", "exec", "answer");

    private final Set<String> manifests;

    StepReader(Set<String> manifests) {
        this.manifests = manifests;
    }

    Step read(YamlMap yaml) {
        String id = yaml.requiredText("id");
        if (!LessonId.isValid(id)) {
            yaml.problem(yaml.line("id"), "not a step id: write-it-like-this");
        }
        Optional<YamlMap> predict = yaml.map("predict");
        List<String> options = predict.map(p -> p.texts("options")).orElse(List.of());
        String expected = predict.map(p -> p.requiredText("expected")).orElse("");
        predict.filter(p -> options.size() < 2 || !options.contains(expected))
                .ifPresent(p -> p.problem(p.line("expected"), "predict needs two options or more, expected among them"));
        var start = yaml.text("start");
        start.ifPresent(file -> manifest(yaml, "start", file));
        var step = new Step(
                id,
                start,
                options,
                expected,
                yaml.maps("actions").stream().map(this::action).toList(),
                evidence(yaml),
                yaml.flag("answer"),
                yaml.maps("checks").stream().map(this::check).toList(),
                yaml.maps("solution").stream().map(this::remedy).toList());
        examine(yaml, step);
        return step;
    }

    private static void examine(YamlMap yaml, Step step) {
        if (step.checks().isEmpty()) {
            yaml.problem(yaml.line(), "the step " + step.id() + " checks nothing");
        }
        if (step.solution().isEmpty()) {
            yaml.problem(yaml.line(), "the step " + step.id() + " has no solution");
        }
        boolean judged = step.checks().stream().anyMatch(AnswerCheck.class::isInstance);
        boolean solved = step.solution().stream().anyMatch(Remedy.Answer.class::isInstance);
        if (step.answer() != judged || step.answer() != solved) {
            yaml.problem(yaml.line(), "answer: true, a check of kind answer and an answer in the solution go together");
        }
    }

    private Action action(YamlMap yaml) {
        if (yaml.has("terminal")) {
            YamlMap terminal = yaml.requiredMap("terminal");
            return new Action.Terminal(
                    terminal.requiredText("pod"),
                    terminal.requiredText("container"),
                    terminal.requiredText("command"));
        }
        if (yaml.has("logs")) {
            YamlMap logs = yaml.requiredMap("logs");
            return new Action.ShowLogs(
                    logs.requiredText("pod"), logs.requiredText("container"), logs.flag("previous"));
        }
        return new Action.Apply(manifest(yaml, "apply", yaml.requiredText("apply")), yaml.flag("replace"));
    }

    private Remedy remedy(YamlMap yaml) {
        if (yaml.has("exec")) {
            YamlMap exec = yaml.requiredMap("exec");
            return new Remedy.Exec(
                    exec.requiredText("pod"), exec.requiredText("container"), exec.texts("command"));
        }
        if (yaml.has("answer")) {
            return new Remedy.Answer(expression(yaml, "answer"));
        }
        return new Remedy.Apply(manifest(yaml, "apply", yaml.requiredText("apply")), yaml.flag("replace"));
    }

    private static Map<String, Evidence> evidence(YamlMap yaml) {
        var evidence = new LinkedHashMap<String, Evidence>();
        yaml.map("evidence").ifPresent(all -> all.keys().forEach(name -> evidence.put(name, evidence(all, name))));
        return evidence;
    }

    private static Evidence evidence(YamlMap all, String name) {
        YamlMap one = all.requiredMap(name);
        if (one.has("logs")) {
            YamlMap logs = one.requiredMap("logs");
            return new Evidence.Logs(
                    logs.requiredText("pod"), logs.requiredText("container"), logs.flag("previous"));
        }
        YamlMap exec = one.requiredMap("exec");
        return new Evidence.Exec(
                exec.requiredText("pod"), exec.requiredText("container"), exec.texts("command"));
    }

    private Check check(YamlMap yaml) {
        String id = yaml.requiredText("id");
        var shown = new LinkedHashMap<String, Expression>();
        yaml.map("show").ifPresent(show -> show.keys().forEach(name -> shown.put(name, expression(show, name))));
        var where = new Where(yaml.requiredText("part"), yaml.requiredText("section"));
        List<String> kinds = CHECK_KINDS.stream().filter(yaml::has).toList();
        if (kinds.size() != 1) {
            yaml.problem(yaml.line(), "the check " + id + " needs exactly one of " + CHECK_KINDS);
            return new CelCheck(id, NEVER, shown, where);
        }
        Expression passes = expression(yaml, kinds.getFirst());
        return switch (kinds.getFirst()) {
            case "cel" -> new CelCheck(id, passes, shown, where);
            case "exec" -> new ExecCheck(id, passes, shown, where);
            default -> new AnswerCheck(id, passes, shown, where);
        };
    }

    private static Expression expression(YamlMap yaml, String key) {
        try {
            return Expression.compile(yaml.requiredText(key));
        } catch (Expression.InvalidExpressionException e) {
            yaml.problem(yaml.line(key), key + " is no usable CEL: " + e.getMessage());
            return NEVER;
        }
    }

    private String manifest(YamlMap yaml, String key, String file) {
        if (!manifests.contains(file)) {
            yaml.problem(yaml.line(key), file + " is not among the manifests of this exercise");
        }
        return file;
    }
}
