package dev.podlab.markdown;

import java.util.Map;

/**
 * A block of our own in a Markdown text: {@code :::name argument {key=value}}.
 *
 * @param argument   the word after the name, empty when there is none
 * @param attributes what stands in the braces, in the order of the text
 * @param line       counted from 1
 */
public record Directive(String name, String argument, Map<String, String> attributes, int line) {

    public Directive {
        attributes = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(attributes));
    }

    /**
     * Which directives of one name are correct.
     *
     * @param argument  whether a word must follow the name; otherwise none may
     * @param required  keys that must be in the braces
     * @param optional  keys that may be there
     * @param container whether the block has content and is closed by a line of colons
     */
    public record Shape(
            boolean argument, java.util.Set<String> required, java.util.Set<String> optional, boolean container) {

        public Shape {
            required = java.util.Set.copyOf(required);
            optional = java.util.Set.copyOf(optional);
        }
    }

    /**
     * What a directive becomes: its content is put between the two.
     *
     * @param before HTML made with {@link Html}
     * @param after  HTML made with {@link Html}
     */
    public record Frame(String before, String after) {}
}
