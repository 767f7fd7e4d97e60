package dev.podlab.course;

/** One short text in both languages. */
public record Words(String zh, String en) {

    /** Returns the text in a language. */
    public String in(Language language) {
        return switch (language) {
            case ZH -> zh;
            case EN -> en;
        };
    }
}
