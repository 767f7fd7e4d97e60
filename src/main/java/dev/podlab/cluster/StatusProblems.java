package dev.podlab.cluster;

import dev.podlab.cluster.InvalidManifestException.Problem;
import dev.podlab.cluster.InvalidManifestException.Reason;
import dev.podlab.cluster.ManifestText.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the lines that a refusal of the API is about. Pure.
 *
 * <p>Source: kubernetes {@code k8s.io/apimachinery/pkg/apis/meta/v1/types.go} (CauseType), {@code
 * sigs.k8s.io/json} and {@code encoding/json} for the words of decoding errors, 1.36.
 */
final class StatusProblems {

    private static final Pattern STRICT = Pattern.compile("(unknown|duplicate) field \"([^\"]+)\"");
    private static final Pattern DECODING = Pattern.compile("cannot unmarshal .*Go struct field \\w+\\.(\\S+) of type");

    private StatusProblems() {}

    /** Returns the problems that a Status names, or none when it is not about the manifest's content. */
    static List<Problem> of(int code, Map<String, Object> status, Document document) {
        String message = Fields.text(status, "message");
        return switch (code) {
            case 400 -> badRequest(message, document);
            case 403 -> List.of(document.problem(forbidden(message), "", message));
            case 422 -> invalid(status, message, document);
            default -> List.of();
        };
    }

    private static List<Problem> badRequest(String message, Document document) {
        var problems = new ArrayList<Problem>();
        Matcher strict = STRICT.matcher(message);
        while (strict.find()) {
            Reason reason = strict.group(1).equals("unknown") ? Reason.UNKNOWN_FIELD : Reason.INVALID_VALUE;
            problems.add(document.problem(reason, strict.group(2), strict.group()));
        }
        Matcher decoding = DECODING.matcher(message);
        if (problems.isEmpty() && decoding.find()) {
            problems.add(document.problem(Reason.WRONG_TYPE, document.withPositions(decoding.group(1)), message));
        }
        return problems.isEmpty() ? List.of(document.problem(Reason.INVALID_VALUE, "", message)) : problems;
    }

    private static Reason forbidden(String message) {
        return message.contains("exceeded quota") || message.contains("failed quota") ? Reason.OVER_QUOTA : Reason.FORBIDDEN;
    }

    private static List<Problem> invalid(Map<String, Object> status, String message, Document document) {
        List<Map<String, Object>> causes = Fields.objects(status, "details", "causes");
        if (causes.isEmpty()) {
            return List.of(document.problem(Reason.INVALID_VALUE, "", message));
        }
        return causes.stream()
                .map(cause -> document.problem(
                        reason(Fields.text(cause, "reason"), Fields.text(cause, "message")),
                        Fields.text(cause, "field"),
                        Fields.text(cause, "message")))
                .toList();
    }

    private static Reason reason(String cause, String message) {
        if (message.contains("field is immutable") || message.contains("updates may not")) {
            return Reason.IMMUTABLE;
        }
        return switch (cause) {
            case "FieldValueRequired" -> Reason.REQUIRED_VALUE;
            case "FieldValueForbidden" -> Reason.FORBIDDEN;
            case "FieldValueTypeInvalid" -> Reason.WRONG_TYPE;
            default -> Reason.INVALID_VALUE;
        };
    }
}
