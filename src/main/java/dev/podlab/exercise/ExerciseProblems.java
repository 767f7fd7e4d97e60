package dev.podlab.exercise;

import dev.podlab.cluster.ClusterRefusedException;
import dev.podlab.cluster.ClusterUnavailableException;
import dev.podlab.cluster.InvalidManifestException;
import dev.podlab.sandbox.SandboxRefusedException;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says in the reader's language why a step's request was refused. */
@RestControllerAdvice(assignableTypes = ExerciseController.class)
class ExerciseProblems {

    private final MessageSource messages;

    ExerciseProblems(MessageSource messages) {
        this.messages = messages;
    }

    /** A problem of a manifest, with words and the API's own sentence. */
    record ManifestProblem(int line, int column, String reason, String path, String words, String detail) {}

    @ExceptionHandler
    ProblemDetail invalid(InvalidManifestException e, Locale locale) {
        ProblemDetail problem = problem(HttpStatus.UNPROCESSABLE_CONTENT, "manifest", locale);
        List<ManifestProblem> problems = e.problems().stream()
                .map(one -> new ManifestProblem(
                        one.line(),
                        one.column(),
                        one.reason().name(),
                        one.path(),
                        words(one.reason(), locale),
                        one.detail()))
                .toList();
        problem.setProperty("problems", problems);
        return problem;
    }

    @ExceptionHandler
    ProblemDetail refused(StepRefusedException e, Locale locale) {
        return problem(HttpStatus.CONFLICT, word(e.reason()), locale);
    }

    @ExceptionHandler
    ProblemDetail refused(SandboxRefusedException e, Locale locale) {
        return switch (e.reason()) {
            case NOT_OPEN -> problem(HttpStatus.CONFLICT, "sandbox-not-open", locale);
            case FULL, TOO_OFTEN, TAKEN -> problem(HttpStatus.SERVICE_UNAVAILABLE, "sandbox-refused", locale);
        };
    }

    @ExceptionHandler
    ProblemDetail refused(ClusterRefusedException e, Locale locale) {
        ProblemDetail problem = problem(HttpStatus.CONFLICT, "cluster-refused", locale);
        problem.setProperty("said", e.getMessage());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail unavailable(ClusterUnavailableException e, Locale locale) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "cluster-unavailable", locale);
    }

    private String words(InvalidManifestException.Reason reason, Locale locale) {
        return messages.getMessage("exercise.manifest." + word(reason), null, locale);
    }

    private ProblemDetail problem(HttpStatus status, String code, Locale locale) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setTitle(messages.getMessage("exercise.problem." + code, null, locale));
        problem.setProperty("code", code);
        return problem;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
