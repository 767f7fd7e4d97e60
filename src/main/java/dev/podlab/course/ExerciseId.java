package dev.podlab.course;

import java.util.regex.Pattern;

/** Names an exercise: kebab-case, and the same as in its URL and folder. */
public record ExerciseId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    public ExerciseId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an exercise id: " + value);
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
