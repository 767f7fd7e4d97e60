package dev.podlab.course;

import dev.podlab.course.ExerciseText.StepText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A guided exercise. What it does and checks is declared once; its words exist per language.
 *
 * @param lesson    the lesson that explains it
 * @param manifests YAML texts by file name
 */
public record Exercise(
        ExerciseId id,
        LessonId lesson,
        int minutes,
        List<Step> steps,
        Map<String, String> manifests,
        Map<Language, ExerciseText> texts) {

    public Exercise {
        steps = List.copyOf(steps);
        manifests = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(manifests));
        texts = Map.copyOf(texts);
    }

    /** Returns its words in a language. */
    public ExerciseText text(Language language) {
        return texts.get(language);
    }

    /** Returns a step, or empty when there is none of this name. */
    public Optional<Step> step(String step) {
        return steps.stream().filter(candidate -> candidate.id().equals(step)).findFirst();
    }

    /** Returns the words of a step in a language. */
    public StepText text(Step step, Language language) {
        return text(language).steps().get(step.id());
    }

    /**
     * A step: task, prediction, action, checks, explanation.
     *
     * @param start      manifest that brings the sandbox to where this step begins; empty when it begins with nothing
     * @param options    ids of what a learner may predict; empty when nothing is asked
     * @param expected   the option that comes true; empty when nothing is asked
     * @param actions    what the learner can do from the panel
     * @param evidence   what is read from the sandbox before the checks are judged, by name
     * @param answer     whether the learner types an answer
     * @param checks     all must pass
     * @param solution   what leads to passing, in order
     */
    public record Step(
            String id,
            Optional<String> start,
            List<String> options,
            String expected,
            List<Action> actions,
            Map<String, Evidence> evidence,
            boolean answer,
            List<Check> checks,
            List<Remedy> solution) {

        public Step {
            options = List.copyOf(options);
            actions = List.copyOf(actions);
            evidence = Map.copyOf(evidence);
            checks = List.copyOf(checks);
            solution = List.copyOf(solution);
        }
    }

    /** What a learner can do from the panel. */
    public sealed interface Action {

        /** Returns the kubectl command that does the same. */
        default String command() {
            return ExerciseHtml.command(this);
        }

        /** Applies a manifest, which the learner may edit first. */
        record Apply(String file, boolean replace) implements Action {}

        /** Types a command into the terminal of a container. */
        record Terminal(String pod, String container, String command) implements Action {}

        /** Shows a container's log. */
        record ShowLogs(String pod, String container, boolean previous) implements Action {}
    }

    /** What is read from the sandbox. */
    public sealed interface Evidence {

        /** The end of a command in a container. */
        record Exec(String pod, String container, List<String> command) implements Evidence {

            public Exec {
                command = List.copyOf(command);
            }
        }

        /** The last lines of a container's log. */
        record Logs(String pod, String container, boolean previous) implements Evidence {}
    }

    /** What the solution of a step does. */
    public sealed interface Remedy {

        /** Applies a manifest. */
        record Apply(String file, boolean replace) implements Remedy {}

        /** Runs a command in a container. */
        record Exec(String pod, String container, List<String> command) implements Remedy {

            public Exec {
                command = List.copyOf(command);
            }
        }

        /** Gives the answer that an expression finds in the live state. */
        record Answer(Expression expression) implements Remedy {}
    }
}
