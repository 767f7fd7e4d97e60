package dev.podlab.course;

import dev.podlab.course.Course.GlossaryTerm;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads exercises. */
final class ExerciseReader {

    ExerciseReader(ContentSource source, Problems problems, Map<String, GlossaryTerm> glossary, List<String> images) {}

    Map<ExerciseId, Exercise> read(List<String> ids, Set<LessonId> lessons) {
        return Map.of();
    }
}
