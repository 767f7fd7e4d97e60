package dev.podlab.course;

import java.util.List;
import java.util.Map;

/**
 * The words of an exercise in one language. Texts named html are safe to put into a page.
 *
 * @param steps by step id
 */
public record ExerciseText(String title, String lead, Map<String, StepText> steps) {

    public ExerciseText {
        steps = Map.copyOf(steps);
    }

    /**
     * The words of a step.
     *
     * @param question     what is to be predicted, empty when nothing is
     * @param options      by option id
     * @param answerLabel  the question above the answer's field, empty when no answer is asked for
     * @param checks       by check id
     */
    public record StepText(
            String title,
            String taskHtml,
            String question,
            Map<String, OptionText> options,
            List<String> hintsHtml,
            String whyHtml,
            String answerLabel,
            Map<String, CheckText> checks) {

        public StepText {
            options = Map.copyOf(options);
            hintsHtml = List.copyOf(hintsHtml);
            checks = Map.copyOf(checks);
        }
    }

    /** A prediction, and what is said to it once it is known what happens. */
    public record OptionText(String text, String replyHtml) {}

    /** What a check expects, and a sentence about what was seen, with {@code {name}} for each shown value. */
    public record CheckText(String expected, String seen) {}
}
