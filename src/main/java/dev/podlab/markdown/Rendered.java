package dev.podlab.markdown;

import java.util.List;

/**
 * A Markdown text turned into HTML, and what a compiler of content wants to know about it.
 *
 * @param html       safe to put into a page: raw HTML of the text is escaped, unsafe URLs are emptied
 * @param headings   in the order of the text
 * @param links      targets of links and images, in the order of the text
 * @param directives in the order of the text
 * @param terms      ids of the glossary terms that the text refers to
 * @param problems   what is wrong with the text; the HTML is still usable
 */
public record Rendered(
        String html,
        List<Heading> headings,
        List<Link> links,
        List<Directive> directives,
        List<String> terms,
        List<Problem> problems) {

    public Rendered {
        headings = List.copyOf(headings);
        links = List.copyOf(links);
        directives = List.copyOf(directives);
        terms = List.copyOf(terms);
        problems = List.copyOf(problems);
    }

    /** A heading; {@code id} is empty when the text gives none. */
    public record Heading(int level, String id, String text, int line) {}

    /** A link or image. */
    public record Link(String target, int line) {}

    /** Something wrong. */
    public record Problem(int line, String message) {}
}
