package dev.podlab.course;

import dev.podlab.course.LessonView.LessonLink;
import java.util.List;
import java.util.Objects;

/**
 * The course map in one language.
 *
 * @param lessons every lesson, in order
 * @param parts   the same lessons in groups
 */
public record CourseView(String title, String lead, List<LessonLink> lessons, List<PartView> parts) {

    /** A group of lessons. */
    public record PartView(String id, String title, List<LessonLink> lessons) {}

    static CourseView of(Course course, Language language, Progress progress) {
        var parts = course.parts().stream()
                .map(part -> new PartView(
                        part.id(),
                        part.title().in(language),
                        part.lessons().stream()
                                .map(course.lessons()::get)
                                .filter(Objects::nonNull)
                                .map(lesson -> LessonLink.of(course, lesson, language, progress))
                                .toList()))
                .toList();
        var lessons = parts.stream().flatMap(part -> part.lessons().stream()).toList();
        return new CourseView(course.title().in(language), course.lead().in(language), lessons, parts);
    }
}
