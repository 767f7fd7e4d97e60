package dev.podlab.course;

import java.util.List;
import java.util.stream.Collectors;

/** {@code content/} does not compile; the message lists every problem on a line of its own. */
public class InvalidContentException extends RuntimeException {

    private final transient List<ContentProblem> problems;

    InvalidContentException(List<ContentProblem> problems) {
        super(problems.stream().map(p -> "\n- " + p).collect(Collectors.joining("", "the content has problems:", "")));
        this.problems = List.copyOf(problems);
    }

    /** Returns the problems, at least one, sorted by file and line. */
    public List<ContentProblem> problems() {
        return problems;
    }
}
