package dev.podlab.course;

/**
 * Something wrong in {@code content/}.
 *
 * @param file relative to {@code content/}
 * @param line counted from 1; 0 when it concerns the whole file
 */
public record ContentProblem(String file, int line, String message) implements Comparable<ContentProblem> {

    @Override
    public int compareTo(ContentProblem other) {
        int byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : Integer.compare(line, other.line);
    }

    /** Returns {@code content/file:line: message}. */
    @Override
    public String toString() {
        return "content/" + file + (line > 0 ? ":" + line : "") + ": " + message;
    }
}
