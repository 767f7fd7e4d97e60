package dev.podlab.markdown;

import java.util.Locale;
import java.util.Optional;

/** Kinds of callout: {@code > [!NOTE]} at the start of a block quote. */
public enum CalloutKind {
    NOTE,
    TIP,
    IMPORTANT,
    WARNING,
    TRY;

    /** Returns the kind in lower case, as a CSS class. */
    public String cssClass() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<CalloutKind> parse(String word) {
        String wanted = word.toUpperCase(Locale.ROOT);
        for (CalloutKind kind : values()) {
            if (kind.name().equals(wanted)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
