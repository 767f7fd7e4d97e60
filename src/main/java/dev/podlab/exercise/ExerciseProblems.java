package dev.podlab.exercise;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says in the reader's language why a step does not allow something. What a cluster refuses is said by the sandbox. */
@RestControllerAdvice(assignableTypes = ExerciseController.class)
class ExerciseProblems {

    private final MessageSource messages;

    ExerciseProblems(MessageSource messages) {
        this.messages = messages;
    }

    @ExceptionHandler
    ProblemDetail refused(StepRefusedException refusal, Locale locale) {
        String code = "step-" + refusal.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        ProblemDetail problem = ProblemDetail.forStatus(HttpStatus.CONFLICT);
        problem.setTitle(messages.getMessage("problem." + code + ".title", null, locale));
        problem.setDetail(messages.getMessage("problem." + code + ".remedy", null, locale));
        problem.setProperty("code", code);
        return problem;
    }
}
