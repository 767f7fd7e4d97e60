package dev.podlab.learner;

import java.util.Locale;
import java.util.Optional;

/** A language that Podlab speaks. The two are equals; English stands in where a browser asks for neither. */
public enum Language {
    ENGLISH("en"),
    CHINESE("zh");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** Returns its BCP 47 tag, which is also the first segment of the paths of its pages. */
    public String tag() {
        return tag;
    }

    /** Returns the locale whose words it uses. */
    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    /** Returns the one that the language switch leads to. */
    public Language other() {
        return this == ENGLISH ? CHINESE : ENGLISH;
    }

    /** Returns the language with a tag such as {@code zh} or {@code zh-CN}, or empty when Podlab does not speak it. */
    public static Optional<Language> of(String tag) {
        return of(Locale.forLanguageTag(tag));
    }

    /** Returns the language of a locale, or empty when Podlab does not speak it. */
    public static Optional<Language> of(Locale locale) {
        for (Language language : values()) {
            if (language.tag.equals(locale.getLanguage())) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }
}
