package dev.podlab.course;

import java.util.regex.Pattern;

/** Names a lesson: kebab-case, and the same as in its URL and folder. */
public record LessonId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    public LessonId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a lesson id: " + value);
        }
    }

    static boolean isValid(String value) {
        return value.length() <= 60 && FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
