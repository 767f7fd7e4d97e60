package dev.podlab.exercise;

import dev.podlab.cluster.Cluster.AppliedObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a learner stands in an exercise, in the reader's language. Long words (tasks, hints, explanations) are in the page
 * already.
 *
 * @param current id of the step to do now, empty when all are done
 */
record ExerciseView(
        String id, String title, boolean sandboxOpen, String current, boolean done, List<StepView> steps) {

    /**
     * A step.
     *
     * @param status {@code open}, {@code passed}, {@code skipped} or {@code locked}
     * @param hints  how many hints are shown
     * @param checks of the current step and of those that were passed
     */
    record StepView(
            String id,
            int number,
            String title,
            String status,
            boolean helped,
            int hints,
            @Nullable PredictionView prediction,
            @Nullable AnswerView answer,
            List<ActionView> actions,
            List<CheckView> checks) {}

    /**
     * A prediction.
     *
     * @param chosen   id of the chosen option, empty when none is
     * @param expected id of the option that came true; empty until the step is over
     */
    record PredictionView(String question, List<OptionView> options, String chosen, String expected) {}

    /** An option. */
    record OptionView(String id, String text) {}

    /** An answer. */
    record AnswerView(String label, String given) {}

    /**
     * Something to do.
     *
     * @param kind      {@code apply}, {@code terminal} or {@code logs}
     * @param command   the command that does the same
     * @param file      manifest of an {@code apply}, else empty
     * @param yaml      its text, else empty
     * @param pod       else empty
     * @param container else empty
     * @param input     what is typed into a terminal, else empty
     */
    record ActionView(
            int index,
            String kind,
            String command,
            String file,
            String yaml,
            String pod,
            String container,
            String input) {}

    /**
     * A check.
     *
     * @param state        {@code passed}, {@code failed} or {@code waiting}
     * @param seen         empty when passed
     * @param since        since when it stands like that, the epoch when the step was passed
     * @param part         part of the picture to look at
     * @param section      anchor in the lesson that explains it
     * @param sectionTitle its heading
     */
    record CheckView(
            String id,
            String state,
            String expected,
            String seen,
            Instant since,
            String part,
            String section,
            String sectionTitle) {}

    /**
     * What an action did.
     *
     * @param output log text, else empty
     */
    record ActionResult(List<AppliedObject> applied, String output, ExerciseView exercise) {}
}
