package dev.podlab.course;

import java.text.MessageFormat;
import java.util.ResourceBundle;

/**
 * The fixed words of rendered lessons, from {@code messages/course*.properties}. The content compiler also runs
 * without Spring, so the bundle is read directly. Immutable.
 */
final class CourseWords {

    private final ResourceBundle bundle;

    CourseWords(Language language) {
        bundle = ResourceBundle.getBundle(
                "messages.course",
                language.locale(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    String get(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key)).format(arguments);
    }
}
