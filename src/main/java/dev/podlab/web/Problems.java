package dev.podlab.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes problem details in the reader's language. The words of a problem {@code x} are the messages
 * {@code problem.x.title} and {@code problem.x.remedy}; the field {@code code} of the JSON is {@code x}. Thread-safe.
 */
public class Problems {

    private final MessageSource messages;
    private final JsonMapper json;

    /** Takes words from {@code messages}. */
    public Problems(MessageSource messages, JsonMapper json) {
        this.messages = messages;
        this.json = json;
    }

    /** Returns a problem; {@code arguments} fill its words. */
    public ProblemDetail problem(HttpStatusCode status, String code, Locale locale, Object... arguments) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setTitle(messages.getMessage("problem." + code + ".title", arguments, locale));
        problem.setDetail(messages.getMessage("problem." + code + ".remedy", arguments, locale));
        problem.setProperty("code", code);
        return problem;
    }

    /** Answers a request with a problem from outside a controller. */
    void send(HttpServletRequest request, HttpServletResponse response, HttpStatusCode status, String code)
            throws IOException {
        ProblemDetail problem =
                problem(status, code, PathLocaleResolver.language(request).locale());
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}
