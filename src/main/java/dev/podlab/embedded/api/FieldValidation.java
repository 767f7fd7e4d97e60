package dev.podlab.embedded.api;

/** What to do about unknown and duplicate fields: the {@code fieldValidation} query parameter. */
public enum FieldValidation {
    /** Drop them silently. */
    IGNORE,
    /** Drop them and answer with a {@code Warning} header: the default. */
    WARN,
    /** Refuse the request with 400. */
    STRICT
}
