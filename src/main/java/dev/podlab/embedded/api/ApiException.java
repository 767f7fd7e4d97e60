package dev.podlab.embedded.api;

import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ResourceType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request that is refused, as the Kubernetes {@code Status} that its sender gets.
 *
 * <p>Source: apimachinery {@code pkg/api/errors/errors.go}, v1.36.
 */
public final class ApiException extends RuntimeException {

    /**
     * One thing that is wrong.
     *
     * @param reason  the word for it, for example {@code FieldValueInvalid}
     * @param message what is wrong
     * @param field   where, for example {@code spec.containers[0].name}; empty when it is not about a field
     */
    public record Cause(String reason, String message, String field) {

        /** {@code spec.x: Required value: why}; the detail may be empty. */
        public static Cause required(String field, String detail) {
            return new Cause("FieldValueRequired", "Required value" + suffix(detail), field);
        }

        /** {@code spec.x: Invalid value: "v": why}; {@code value} is written as given, so quote strings. */
        public static Cause invalid(String field, String value, String detail) {
            return new Cause("FieldValueInvalid", "Invalid value: " + value + suffix(detail), field);
        }

        /** {@code spec.x: Duplicate value: "v"}; {@code value} is written as given, so quote strings. */
        public static Cause duplicate(String field, String value) {
            return new Cause("FieldValueDuplicate", "Duplicate value: " + value, field);
        }

        /** {@code spec.x: Not found: "v"}; {@code value} is written as given, so quote strings. */
        public static Cause notFound(String field, String value) {
            return new Cause("FieldValueNotFound", "Not found: " + value, field);
        }

        /** {@code spec.x: Forbidden: why}. */
        public static Cause forbidden(String field, String detail) {
            return new Cause("FieldValueForbidden", "Forbidden" + suffix(detail), field);
        }

        /** {@code spec.x: Unsupported value: "v": supported values: "a", "b"}. */
        public static Cause notSupported(String field, String value, List<String> supported) {
            String list = String.join(", ", supported.stream().map(s -> '"' + s + '"').toList());
            return new Cause(
                    "FieldValueNotSupported", "Unsupported value: \"" + value + "\": supported values: " + list, field);
        }

        /** {@code spec.x: Too long: why}. */
        public static Cause tooLong(String field, String detail) {
            return new Cause("FieldValueTooLong", "Too long" + suffix(detail), field);
        }

        private static String suffix(String detail) {
            return detail.isEmpty() ? "" : ": " + detail;
        }

        private String sentence() {
            return field.isEmpty() ? message : field + ": " + message;
        }
    }

    private final int code;
    private final String reason;
    private final @Nullable Details details;

    /** What the refusal is about; {@code kind} is the plural of the resource, except for validation, which names the kind. */
    private record Details(
            String name, String group, String kind, String uid, List<Cause> causes, int retryAfterSeconds) {}

    private ApiException(int code, String reason, String message, @Nullable Details details) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    /** 400: the request itself is wrong. */
    public static ApiException badRequest(String message) {
        return new ApiException(400, "BadRequest", message, null);
    }

    /** 401: no token, or none that is known. */
    public static ApiException unauthorized() {
        return new ApiException(401, "Unauthorized", "Unauthorized", null);
    }

    /** 403: {@code pods "x" is forbidden: why}; without the name when it is empty. */
    public static ApiException forbidden(ResourceType type, String name, String why) {
        return forbidden(type.group(), type.plural(), name, why);
    }

    /** 403 for a resource that may be unknown. */
    public static ApiException forbidden(String group, String plural, String name, String why) {
        String qualified = qualified(group, plural);
        String message = name.isEmpty()
                ? "%s is forbidden: %s".formatted(qualified, why)
                : "%s \"%s\" is forbidden: %s".formatted(qualified, name, why);
        return new ApiException(403, "Forbidden", message, details(name, group, plural));
    }

    /** 403 for a path that is no resource. */
    public static ApiException forbiddenPath(String why) {
        return new ApiException(403, "Forbidden", "forbidden: " + why, details("", "", ""));
    }

    /** 404: there is no such object. */
    public static ApiException notFound(ObjectKey key) {
        return notFound(key.type(), key.name());
    }

    /** 404: there is no such object. */
    public static ApiException notFound(ResourceType type, String name) {
        return new ApiException(
                404,
                "NotFound",
                "%s \"%s\" not found".formatted(type.qualifiedName(), name),
                details(name, type.group(), type.plural()));
    }

    /** 404: nothing is served at this path. */
    public static ApiException noSuchPath() {
        return new ApiException(404, "NotFound", "the server could not find the requested resource", details("", "", ""));
    }

    /** 405: the resource is served, but not with this method. */
    public static ApiException methodNotAllowed() {
        return new ApiException(
                405, "MethodNotAllowed", "the server does not allow this method on the requested resource", details("", "", ""));
    }

    /** 406: none of the media types asked for is served. */
    public static ApiException notAcceptable(List<String> served) {
        return new ApiException(
                406, "NotAcceptable", "only the following media types are accepted: " + String.join(", ", served), null);
    }

    /** 409: the name is taken. */
    public static ApiException alreadyExists(ObjectKey key) {
        return new ApiException(
                409,
                "AlreadyExists",
                "%s \"%s\" already exists".formatted(key.type().qualifiedName(), key.name()),
                details(key.name(), key.type().group(), key.type().plural()));
    }

    /** 409: somebody else changed the object since it was read. */
    public static ApiException modified(ObjectKey key) {
        return conflict(key, "the object has been modified; please apply your changes to the latest version and try again");
    }

    /** 409: {@code Operation cannot be fulfilled on pods "x": why}. */
    public static ApiException conflict(ObjectKey key, String why) {
        return new ApiException(
                409,
                "Conflict",
                "Operation cannot be fulfilled on %s \"%s\": %s".formatted(key.type().qualifiedName(), key.name(), why),
                details(key.name(), key.type().group(), key.type().plural()));
    }

    /** 410: the history is gone, list again. */
    public static ApiException expired(String message) {
        return new ApiException(410, "Expired", message, null);
    }

    /** 413: the body is too long. */
    public static ApiException requestEntityTooLarge(int limitBytes) {
        return new ApiException(
                413, "RequestEntityTooLarge", "Request entity too large: limit is " + limitBytes, null);
    }

    /** 415: the body is of a media type that this request cannot have. */
    public static ApiException unsupportedMediaType(String message) {
        return new ApiException(415, "UnsupportedMediaType", message, null);
    }

    /** 422: {@code Pod "x" is invalid: …}, all causes at once. */
    public static ApiException invalid(ResourceType type, String name, List<Cause> causes) {
        List<String> sentences = causes.stream().map(Cause::sentence).toList();
        String list = sentences.size() == 1 ? sentences.getFirst() : "[" + String.join(", ", sentences) + "]";
        String kind = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
        return new ApiException(
                422,
                "Invalid",
                "%s \"%s\" is invalid: %s".formatted(kind, name, list),
                new Details(name, type.group(), type.kind(), "", List.copyOf(causes), 0));
    }

    /** 422 for a patch or an option that cannot be processed. */
    public static ApiException unprocessable(String message) {
        return new ApiException(422, "Invalid", message, null);
    }

    /** 422 for a query parameter that may not be there. */
    public static ApiException forbiddenOption(String option, String why) {
        return optionInvalid(Cause.forbidden(option, why));
    }

    /** 400 for a query parameter whose value cannot be read; {@code value} is written as given, so quote strings. */
    public static ApiException invalidOption(String option, String value, String why) {
        return badRequest(Cause.invalid(option, value, why).sentence());
    }

    private static ApiException optionInvalid(Cause cause) {
        return new ApiException(
                422,
                "Invalid",
                "ListOptions.meta.k8s.io \"\" is invalid: " + cause.sentence(),
                new Details("", "meta.k8s.io", "ListOptions", "", List.of(cause), 0));
    }

    /** 504: a version that is still to come; the client should try again. */
    public static ApiException tooLargeResourceVersion(long wanted, long current) {
        Cause cause = new Cause("ResourceVersionTooLarge", "Too large resource version", "");
        return new ApiException(
                504,
                "Timeout",
                "Timeout: Too large resource version: %d, current: %d".formatted(wanted, current),
                new Details("", "", "", "", List.of(cause), 1));
    }

    /** 429: not now. */
    public static ApiException tooManyRequests(String message, int retryAfterSeconds) {
        return new ApiException(
                429, "TooManyRequests", message, new Details("", "", "", "", List.of(), retryAfterSeconds));
    }

    /** 500: our own fault; the message says what was tried, never a stack trace. */
    public static ApiException internalError(String message) {
        return new ApiException(
                500,
                "InternalError",
                "Internal error occurred: " + message,
                new Details("", "", "", "", List.of(new Cause("", message, "")), 0));
    }

    /** 503: not ready, or shutting down. */
    public static ApiException serviceUnavailable(String message) {
        return new ApiException(503, "ServiceUnavailable", message, null);
    }

    /** Any other code, with the reason that Kubernetes has for it. */
    public static ApiException of(int code, String message) {
        return switch (code) {
            case 400 -> badRequest(message);
            case 404 -> new ApiException(404, "NotFound", message, null);
            case 409 -> new ApiException(409, "Conflict", message, null);
            case 503 -> serviceUnavailable(message);
            case 500 -> internalError(message);
            default -> new ApiException(code, "", message, null);
        };
    }

    /** Returns the HTTP status code. */
    public int code() {
        return code;
    }

    /** Returns the word for the refusal, for example {@code NotFound}. */
    public String reason() {
        return reason;
    }

    /** Returns what is wrong, one by one; empty unless validation found it. */
    public List<Cause> causes() {
        return details == null ? List.of() : details.causes();
    }

    /** Returns after how many seconds to try again, or 0 when that is not known. */
    public int retryAfterSeconds() {
        return details == null ? 0 : details.retryAfterSeconds();
    }

    /** Returns the {@code Status} object. */
    public ObjectNode status() {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Failure").put("message", getMessage());
        if (!reason.isEmpty()) {
            status.put("reason", reason);
        }
        if (details != null) {
            write(details, status.putObject("details"));
        }
        return status.put("code", code);
    }

    private static void write(Details details, ObjectNode into) {
        putUnlessEmpty(into, "name", details.name());
        putUnlessEmpty(into, "group", details.group());
        putUnlessEmpty(into, "kind", details.kind());
        putUnlessEmpty(into, "uid", details.uid());
        if (!details.causes().isEmpty()) {
            var causes = into.putArray("causes");
            details.causes().forEach(cause -> {
                ObjectNode node = causes.addObject();
                putUnlessEmpty(node, "reason", cause.reason());
                putUnlessEmpty(node, "message", cause.message());
                putUnlessEmpty(node, "field", cause.field());
            });
        }
        if (details.retryAfterSeconds() > 0) {
            into.put("retryAfterSeconds", details.retryAfterSeconds());
        }
    }

    private static void putUnlessEmpty(ObjectNode into, String field, String value) {
        if (!value.isEmpty()) {
            into.put(field, value);
        }
    }

    private static Details details(String name, String group, String kind) {
        return new Details(name, group, kind, "", List.of(), 0);
    }

    private static String qualified(String group, String plural) {
        return group.isEmpty() ? plural : plural.toLowerCase(Locale.ROOT) + "." + group;
    }
}
