package dev.podlab.course;

import java.util.ArrayList;
import java.util.List;

/** Collects problems while the content is compiled. Not thread-safe. */
final class Problems {

    private final List<ContentProblem> found = new ArrayList<>();

    void add(String file, int line, String message) {
        var problem = new ContentProblem(file, line, message);
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    List<ContentProblem> sorted() {
        return found.stream().sorted().toList();
    }
}
