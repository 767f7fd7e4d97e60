package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.api.ApiException.Cause;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** Collects everything that is wrong with an object, in the order in which it was found. */
final class Problems {

    private final List<Cause> causes = new ArrayList<>();

    List<Cause> causes() {
        return List.copyOf(causes);
    }

    boolean isEmpty() {
        return causes.isEmpty();
    }

    void required(Field field, String detail) {
        causes.add(Cause.required(field.path(), detail));
    }

    void invalid(Field field, String detail) {
        causes.add(Cause.invalid(field.path(), field.exists() ? field.node().toString() : "\"\"", detail));
    }

    /** Complains about something else than the value of the field itself, for example one key of a map. */
    void invalid(Field field, String value, String detail) {
        causes.add(Cause.invalid(field.path(), quote(value), detail));
    }

    void duplicate(Field field) {
        causes.add(Cause.duplicate(field.path(), field.node().toString()));
    }

    void notFound(Field field) {
        causes.add(Cause.notFound(field.path(), field.node().toString()));
    }

    void forbidden(Field field, String detail) {
        causes.add(Cause.forbidden(field.path(), detail));
    }

    void notSupported(Field field, List<String> supported) {
        causes.add(Cause.notSupported(field.path(), field.text(), supported));
    }

    void tooLong(Field field, int limitBytes) {
        causes.add(Cause.tooLong(field.path(), "may not be more than %d bytes".formatted(limitBytes)));
    }

    /** Demands a value, and one of a list. */
    void requireOneOf(Field field, List<String> supported) {
        if (field.text().isEmpty()) {
            required(field, "");
        } else if (!supported.contains(field.text())) {
            notSupported(field, supported);
        }
    }

    static String quote(String text) {
        return JsonNodeFactory.instance.stringNode(text).toString();
    }
}
