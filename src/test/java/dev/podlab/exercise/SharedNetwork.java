package dev.podlab.exercise;

import dev.podlab.course.ContentCompiler;
import dev.podlab.course.ContentSource;
import dev.podlab.course.Course;
import dev.podlab.course.Exercise;

/** The real exercise, for tests. */
final class SharedNetwork {

    static final Course COURSE = ContentCompiler.compile(ContentSource.packaged()).orThrow();

    private SharedNetwork() {}

    static Exercise exercise() {
        return COURSE.exercise("shared-network").orElseThrow();
    }
}
