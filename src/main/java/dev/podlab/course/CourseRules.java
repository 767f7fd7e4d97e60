package dev.podlab.course;

/** Rules that need the whole course. */
final class CourseRules {

    CourseRules(Course course, ContentSource source, Problems problems) {}

    void examine() {}
}
