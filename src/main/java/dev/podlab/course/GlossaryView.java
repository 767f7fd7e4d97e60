package dev.podlab.course;

import java.util.List;

/** The glossary in one language. */
public record GlossaryView(List<Entry> terms) {

    /** A term; {@code id} is its anchor, the same in every language. */
    public record Entry(String id, String name, String definition) {}

    static GlossaryView of(Course course, Language language) {
        return new GlossaryView(course.glossary().values().stream()
                .map(term -> new Entry(term.id(), term.name().in(language), term.definition().in(language)))
                .toList());
    }
}
