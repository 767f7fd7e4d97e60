package dev.podlab.embedded.api.admission;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Says in which fields two trees differ, one line each. */
final class FieldDifference {

    private static final int MAX_LINES = 20;

    private FieldDifference() {}

    /** Returns lines such as {@code   spec.hostname: "a" -> "b"}. */
    static String between(String path, JsonNode before, JsonNode after) {
        var lines = new ArrayList<String>();
        compare(path, before, after, lines);
        return String.join("\n", lines.size() > MAX_LINES ? lines.subList(0, MAX_LINES) : lines);
    }

    private static void compare(String path, JsonNode before, JsonNode after, List<String> lines) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            var names = new LinkedHashSet<>(before.propertyNames());
            names.addAll(after.propertyNames());
            names.forEach(name -> compare(path + "." + name, before.path(name), after.path(name), lines));
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(path + "[" + i + "]", before.path(i), after.path(i), lines);
            }
        } else {
            lines.add("  %s: %s -> %s".formatted(path, text(before), text(after)));
        }
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "nil" : node.toString();
    }
}
