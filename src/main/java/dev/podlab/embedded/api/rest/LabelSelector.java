package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A label selector, equality-based and set-based.
 *
 * <p>Source: apimachinery {@code pkg/labels/selector.go}, v1.36.
 */
record LabelSelector(List<Requirement> requirements) {

    private static final String KEY = "(?:[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?";
    private static final String VALUE = "(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?";
    private static final Pattern EXISTS = Pattern.compile("\\s*(!?)\\s*(?<key>" + KEY + ")\\s*");
    private static final Pattern COMPARE =
            Pattern.compile("\\s*(?<key>" + KEY + ")\\s*(?<operator>==|=|!=|>|<)\\s*(?<value>" + VALUE + ")\\s*");
    private static final Pattern IN = Pattern.compile("\\s*(?<key>" + KEY + ")\\s+(?<operator>in|notin)\\s*\\((?<values>[^()]*)\\)\\s*");
    private static final Pattern VALUE_ONLY = Pattern.compile(VALUE);

    LabelSelector {
        requirements = List.copyOf(requirements);
    }

    /** Selects everything. */
    static final LabelSelector EVERYTHING = new LabelSelector(List.of());

    sealed interface Requirement {
        boolean matches(JsonNode labels);
    }

    record In(String key, Set<String> values) implements Requirement {
        @Override
        public boolean matches(JsonNode labels) {
            return labels.has(key) && values.contains(labels.path(key).asString(""));
        }
    }

    record NotIn(String key, Set<String> values) implements Requirement {
        @Override
        public boolean matches(JsonNode labels) {
            return !labels.has(key) || !values.contains(labels.path(key).asString(""));
        }
    }

    record Exists(String key, boolean wanted) implements Requirement {
        @Override
        public boolean matches(JsonNode labels) {
            return labels.has(key) == wanted;
        }
    }

    record Compares(String key, boolean greater, long bound) implements Requirement {
        @Override
        public boolean matches(JsonNode labels) {
            String value = labels.path(key).asString("");
            if (!value.matches("-?\\d{1,18}")) {
                return false;
            }
            long number = Long.parseLong(value);
            return greater ? number > bound : number < bound;
        }
    }

    /** @throws ApiException 400 if the text is no selector */
    static LabelSelector parse(String text) {
        if (text.isBlank()) {
            return EVERYTHING;
        }
        List<Requirement> requirements = new ArrayList<>();
        for (String part : splitOutsideParentheses(text)) {
            requirements.add(requirement(text, part));
        }
        return new LabelSelector(requirements);
    }

    boolean matches(JsonNode object) {
        JsonNode labels = object.path("metadata").path("labels");
        return requirements.stream().allMatch(requirement -> requirement.matches(labels));
    }

    boolean isEverything() {
        return requirements.isEmpty();
    }

    private static Requirement requirement(String whole, String part) {
        Matcher in = IN.matcher(part);
        if (in.matches()) {
            Set<String> values = values(whole, in.group("values"));
            return in.group("operator").equals("in") ? new In(in.group("key"), values) : new NotIn(in.group("key"), values);
        }
        Matcher exists = EXISTS.matcher(part);
        if (exists.matches()) {
            return new Exists(exists.group("key"), exists.group(1).isEmpty());
        }
        Matcher compare = COMPARE.matcher(part);
        if (!compare.matches()) {
            throw unparsable(whole, "found '%s', expected: a requirement".formatted(part.strip()));
        }
        return comparison(whole, compare.group("key"), compare.group("operator"), compare.group("value"));
    }

    private static Requirement comparison(String whole, String key, String operator, String value) {
        return switch (operator) {
            case "=", "==" -> new In(key, Set.of(value));
            case "!=" -> new NotIn(key, Set.of(value));
            default -> {
                if (!value.matches("-?\\d{1,18}")) {
                    throw unparsable(whole, "for 'Gt', 'Lt' operators, the value must be an integer");
                }
                yield new Compares(key, operator.equals(">"), Long.parseLong(value));
            }
        };
    }

    private static Set<String> values(String whole, String text) {
        Set<String> values = new TreeSet<>();
        for (String value : text.split(",", -1)) {
            if (!VALUE_ONLY.matcher(value.strip()).matches()) {
                throw unparsable(whole, "invalid label value: \"%s\"".formatted(value.strip()));
            }
            values.add(value.strip());
        }
        return values;
    }

    private static List<String> splitOutsideParentheses(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '(' -> depth++;
                case ')' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        parts.add(text.substring(start, i));
                        start = i + 1;
                    }
                }
                default -> { }
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static ApiException unparsable(String whole, String why) {
        return ApiException.badRequest("unable to parse requirement: %s (in \"%s\")".formatted(why, whole));
    }
}
