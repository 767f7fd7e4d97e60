package dev.podlab.embedded.api.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters after a URL's question mark, decoded.
 *
 * @param values each parameter's values in the order given
 */
public record Query(Map<String, List<String>> values) {

    /** Returns the first value of a parameter, or empty when it is missing or has no text. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst().filter(value -> !value.isEmpty());
    }

    /** Returns all values of a parameter. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Returns whether a parameter is {@code true} or {@code 1}, as Go reads a boolean. */
    public boolean isTrue(String name) {
        return first(name).filter(value -> value.equalsIgnoreCase("true") || value.equals("1") || value.equals("t")).isPresent();
    }
}
