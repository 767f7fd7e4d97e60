package dev.podlab.course;

import dev.podlab.markdown.Html;

/** An exercise as it stands in a page before scripts run. */
final class ExerciseHtml {

    private ExerciseHtml() {}

    static String render(Exercise exercise, Language language, CourseWords words) {
        return new Html().open("section", "class", "step", "data-exercise", exercise.id().value()).close("section").toString();
    }
}
