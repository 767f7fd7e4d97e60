package dev.podlab.course;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole course, checked and rendered. Immutable.
 *
 * @param parts     groups of lessons, in order
 * @param lessons   in order
 * @param exercises by id
 * @param glossary  terms by id, in the order of the file
 * @param drawings  ids of the drawings that lessons may show
 * @param images    container images that manifests may use
 */
public record Course(
        Words title,
        Words lead,
        List<Part> parts,
        Map<LessonId, Lesson> lessons,
        Map<ExerciseId, Exercise> exercises,
        Map<String, GlossaryTerm> glossary,
        List<String> drawings,
        List<String> images) {

    public Course {
        parts = List.copyOf(parts);
        lessons = Collections.unmodifiableMap(new LinkedHashMap<>(lessons));
        exercises = Map.copyOf(exercises);
        glossary = Collections.unmodifiableMap(new LinkedHashMap<>(glossary));
        drawings = List.copyOf(drawings);
        images = List.copyOf(images);
    }

    /** Returns a lesson, or empty when there is none of this name. */
    public Optional<Lesson> lesson(String id) {
        return LessonId.isValid(id) ? Optional.ofNullable(lessons.get(new LessonId(id))) : Optional.empty();
    }

    /** Returns an exercise, or empty when there is none of this name. */
    public Optional<Exercise> exercise(String id) {
        return ExerciseId.isValid(id) ? Optional.ofNullable(exercises.get(new ExerciseId(id))) : Optional.empty();
    }

    /** A group of lessons on the course map. */
    public record Part(String id, Words title, List<LessonId> lessons) {

        public Part {
            lessons = List.copyOf(lessons);
        }
    }

    /** A term: its name as it stands in a sentence, and what it means, in one or two sentences without markup. */
    public record GlossaryTerm(String id, Words name, Words definition) {}
}
