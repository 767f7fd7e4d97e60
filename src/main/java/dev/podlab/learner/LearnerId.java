package dev.podlab.learner;

import java.util.regex.Pattern;

/**
 * Who sits at a browser: 128 random bits in lower-case base 32, kept in a cookie that scripts cannot read.
 * Knowing it is being that learner, so it never appears in a page, a log or a namespace name.
 */
public record LearnerId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z2-7]{26}");

    public LearnerId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a learner id");
        }
    }

    @Override
    public String toString() {
        return "LearnerId[secret]";
    }
}
