package dev.podlab.cluster;

import java.util.List;

/** A YAML text that cannot be applied, with every problem found and its place in the text. */
public class InvalidManifestException extends RuntimeException {

    private final transient List<Problem> problems;

    public InvalidManifestException(List<Problem> problems) {
        super(problems.isEmpty() ? "invalid manifest" : problems.getFirst().detail());
        this.problems = List.copyOf(problems);
    }

    /** Returns the problems in the order of the text; at least one. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One problem.
     *
     * @param line   counted from 1; 0 when it concerns the whole text
     * @param column counted from 1; 0 when it concerns the whole line
     * @param reason what kind of problem: the page has words for it in each language
     * @param path   the field, for example {@code spec.containers[0].image}; empty when there is none
     * @param detail the parser's or the API's own sentence, in English
     */
    public record Problem(int line, int column, Reason reason, String path, String detail) {}

    /** Kinds of problem. */
    public enum Reason {
        TOO_LARGE,
        NOT_YAML,
        NOT_AN_OBJECT,
        KIND_NOT_ALLOWED,
        OTHER_NAMESPACE,
        UNKNOWN_FIELD,
        WRONG_TYPE,
        INVALID_VALUE,
        REQUIRED_VALUE,
        FORBIDDEN,
        OVER_QUOTA,
        IMMUTABLE
    }
}
