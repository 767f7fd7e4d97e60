package dev.podlab.sandbox;

import dev.podlab.cluster.ClusterRefusedException;
import dev.podlab.cluster.ClusterUnavailableException;
import dev.podlab.cluster.InvalidManifestException;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells in the reader's language what went wrong with a sandbox or the cluster, and what to do. */
@RestControllerAdvice
class SandboxProblems {

    private static final Logger log = LoggerFactory.getLogger(SandboxProblems.class);

    private static final String RETRY_SECONDS = "2";

    private final MessageSource messages;

    SandboxProblems(MessageSource messages) {
        this.messages = messages;
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidManifestException refusal, Locale locale) {
        ProblemDetail problem = problem(HttpStatus.UNPROCESSABLE_CONTENT, "manifest", locale);
        List<ProblemView> problems = refusal.problems().stream()
                .map(p -> new ProblemView(
                        p.line(), p.column(), p.reason().name(), p.path(), words(p.reason(), locale), p.detail()))
                .toList();
        problem.setProperty("problems", problems);
        return problem;
    }

    @ExceptionHandler
    ProblemDetail refused(SandboxRefusedException refusal, Locale locale) {
        log.info("A sandbox was refused: {}", refusal.getMessage());
        return switch (refusal.reason()) {
            case NOT_OPEN -> problem(HttpStatus.CONFLICT, "sandbox-not-open", locale);
            case FULL -> problem(HttpStatus.SERVICE_UNAVAILABLE, "sandboxes-full", locale);
            case TOO_OFTEN -> problem(HttpStatus.TOO_MANY_REQUESTS, "sandbox-too-often", locale);
            case TAKEN -> problem(HttpStatus.CONFLICT, "sandbox-taken", locale);
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(ClusterUnavailableException failure, Locale locale) {
        log.warn("The cluster is unavailable: {}", failure.getMessage());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .body(problem(HttpStatus.SERVICE_UNAVAILABLE, "cluster-unavailable", locale));
    }

    @ExceptionHandler
    ProblemDetail refused(ClusterRefusedException refusal, Locale locale) {
        ProblemDetail problem = switch (refusal.code()) {
            case 404 -> problem(HttpStatus.NOT_FOUND, "cluster-not-found", locale);
            case 409 -> problem(HttpStatus.CONFLICT, "cluster-conflict", locale);
            case 403 -> problem(HttpStatus.FORBIDDEN, "cluster-forbidden", locale);
            default -> problem(HttpStatus.UNPROCESSABLE_CONTENT, "cluster-refused", locale);
        };
        problem.setProperty("said", refusal.getMessage());
        return problem;
    }

    private ProblemDetail problem(HttpStatus status, String code, Locale locale) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setTitle(messages.getMessage("problem." + code + ".title", null, locale));
        problem.setDetail(messages.getMessage("problem." + code + ".remedy", null, locale));
        problem.setProperty("code", code);
        return problem;
    }

    private String words(InvalidManifestException.Reason reason, Locale locale) {
        String key = "manifest." + reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return messages.getMessage(key, null, locale);
    }

    /** One problem of a manifest; {@code message} is for the reader, {@code detail} in the cluster's own words. */
    record ProblemView(int line, int column, String reason, String path, String message, String detail) {}
}
