package dev.podlab.course;

import java.util.Locale;
import java.util.Optional;

/** A language of the course. Both are originals: neither is the translation of the other. */
public enum Language {
    ZH("zh", "zh-CN", Locale.SIMPLIFIED_CHINESE),
    EN("en", "en", Locale.ENGLISH);

    private final String code;
    private final String tag;
    private final Locale locale;

    Language(String code, String tag, Locale locale) {
        this.code = code;
        this.tag = tag;
        this.locale = locale;
    }

    /** Returns the word in URLs and file names: {@code zh} or {@code en}. */
    public String code() {
        return code;
    }

    /** Returns the value of the {@code lang} attribute of a page. */
    public String tag() {
        return tag;
    }

    /** Returns the locale of its messages. */
    public Locale locale() {
        return locale;
    }

    /** Returns the other language. */
    public Language other() {
        return this == ZH ? EN : ZH;
    }

    /** Returns the language with this code, or empty. */
    public static Optional<Language> of(String code) {
        for (Language language : values()) {
            if (language.code.equals(code)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }
}
