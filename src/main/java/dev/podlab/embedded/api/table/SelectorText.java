package dev.podlab.embedded.api.table;

import static dev.podlab.embedded.api.schema.Json.NONE;
import static dev.podlab.embedded.api.schema.Json.at;
import static dev.podlab.embedded.api.schema.Json.items;
import static dev.podlab.embedded.api.schema.Json.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Label selectors as text. Source: apimachinery {@code FormatLabelSelector}. */
final class SelectorText {

    private SelectorText() {}

    /** Returns for example {@code app=web,tier in (a,b)}, or {@code <none>} for a selector that selects everything. */
    static String of(JsonNode selector) {
        List<String> parts = new ArrayList<>();
        at(selector, "matchLabels").properties().forEach(l -> parts.add(l.getKey() + "=" + l.getValue().asString("")));
        items(at(selector, "matchExpressions")).map(SelectorText::expression).forEach(parts::add);
        return parts.isEmpty() ? NONE : parts.stream().sorted().collect(Collectors.joining(","));
    }

    private static String expression(JsonNode expression) {
        String key = text(expression, "key");
        String values = items(at(expression, "values")).map(v -> v.asString("")).sorted().collect(Collectors.joining(","));
        String operator = text(expression, "operator");
        return switch (operator) {
            case "Exists" -> key;
            case "DoesNotExist" -> "!" + key;
            default -> "%s %s (%s)".formatted(key, operator.toLowerCase(Locale.ROOT), values);
        };
    }
}
