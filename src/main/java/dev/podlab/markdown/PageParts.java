package dev.podlab.markdown;

import java.util.Map;
import java.util.Optional;

/** What a Markdown text may refer to, and what becomes of it: given by whoever knows the course and the language. */
public interface PageParts {

    /** Returns the directives that exist, by name. */
    Map<String, Directive.Shape> directives();

    /**
     * Returns the HTML of a directive whose shape is right.
     *
     * @throws UnknownPartException if it refers to something that does not exist
     */
    Directive.Frame frame(Directive directive);

    /** Returns the word that stands above a callout. */
    String calloutTitle(CalloutKind kind);

    /** Returns a term of the glossary. */
    Optional<Term> term(String id);

    /**
     * A term of the glossary.
     *
     * @param name       as it stands in a sentence
     * @param definition one sentence without markup
     * @param href       where the glossary explains it
     */
    record Term(String name, String definition, String href) {}

    /** A directive refers to something that does not exist; the message says what. */
    final class UnknownPartException extends RuntimeException {

        public UnknownPartException(String message) {
            super(message);
        }
    }
}
