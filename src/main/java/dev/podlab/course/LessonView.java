package dev.podlab.course;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lesson as its page shows it, in one language.
 *
 * @param html      the only markup that a template may write unescaped
 * @param exercises ids of the exercises in it
 * @param previous  the lesson before, or null
 * @param next      the lesson after, or null
 */
public record LessonView(
        String slug,
        String title,
        String lead,
        String html,
        int minutes,
        int number,
        int total,
        @Nullable LessonLink previous,
        @Nullable LessonLink next,
        List<String> exercises,
        List<Lesson.Heading> headings,
        List<Lesson.SourceLink> sources) {

    /**
     * A lesson as others refer to it.
     *
     * @param path       where it is
     * @param summary    its lead
     * @param stepsDone  steps of its exercises that this learner has finished
     * @param stepsTotal steps of its exercises, 0 when it is only read
     */
    public record LessonLink(
            String slug,
            String path,
            String title,
            String summary,
            int number,
            int minutes,
            int stepsDone,
            int stepsTotal) {

        static LessonLink of(Course course, Lesson lesson, Language language, Progress progress) {
            var text = lesson.text(language);
            return new LessonLink(
                    lesson.id().value(),
                    "/" + language.code() + "/lessons/" + lesson.id(),
                    text.title(),
                    text.lead(),
                    lesson.number(),
                    lesson.minutes(),
                    lesson.exercises().stream().mapToInt(progress::stepsDone).sum(),
                    lesson.exercises().stream()
                            .mapToInt(id -> course.exercises().get(id).steps().size())
                            .sum());
        }
    }

    static LessonView of(Course course, Lesson lesson, Language language, Progress progress) {
        var all = List.copyOf(course.lessons().values());
        var text = lesson.text(language);
        int index = lesson.number() - 1;
        return new LessonView(
                lesson.id().value(),
                text.title(),
                text.lead(),
                text.html(),
                lesson.minutes(),
                lesson.number(),
                all.size(),
                index == 0 ? null : LessonLink.of(course, all.get(index - 1), language, progress),
                index + 1 == all.size() ? null : LessonLink.of(course, all.get(index + 1), language, progress),
                lesson.exercises().stream().map(ExerciseId::value).toList(),
                text.headings(),
                text.sources());
    }
}
