package dev.podlab.course;

import java.util.List;
import java.util.Map;

/**
 * A lesson.
 *
 * @param number    its place in the course, counted from 1
 * @param minutes   how long a reader takes
 * @param exercises in the order of the text
 */
public record Lesson(
        LessonId id, int number, int minutes, List<ExerciseId> exercises, Map<Language, Lesson.LessonText> texts) {

    public Lesson {
        exercises = List.copyOf(exercises);
        texts = Map.copyOf(texts);
    }

    /** Returns its words in a language. */
    public LessonText text(Language language) {
        return texts.get(language);
    }

    /**
     * The words of a lesson in one language.
     *
     * @param lead    what the lesson says in one or two sentences, without markup
     * @param html    the lesson itself, safe to put into a page
     * @param sources further reading
     */
    public record LessonText(
            String title, String lead, String html, List<Heading> headings, List<SourceLink> sources) {

        public LessonText {
            headings = List.copyOf(headings);
            sources = List.copyOf(sources);
        }
    }

    /** A heading; its id is the same in every language. */
    public record Heading(int level, String id, String text) {}

    /** A page worth reading afterwards. */
    public record SourceLink(String title, String url) {}
}
