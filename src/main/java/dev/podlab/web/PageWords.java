package dev.podlab.web;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The words that scripts of a page need, in the reader's language. Thread-safe. */
@Component("pageWords")
public class PageWords {

    private static final List<String> BUNDLES = List.of("bench", "exercise", "picture", "sandbox", "terminal");

    private final Map<String, Map<String, String>> byLanguage = new ConcurrentHashMap<>();

    /** Returns key to pattern, for Chinese if {@code locale} is Chinese and for English otherwise. */
    public Map<String, String> of(Locale locale) {
        return byLanguage.computeIfAbsent(language(locale), PageWords::read);
    }

    private static String language(Locale locale) {
        return Locale.CHINESE.getLanguage().equals(locale.getLanguage()) ? "zh" : "";
    }

    private static Map<String, String> read(String language) {
        var words = new TreeMap<String, String>();
        for (String name : BUNDLES) {
            ResourceBundle bundle = ResourceBundle.getBundle(
                    "messages/" + name,
                    Locale.of(language),
                    Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
            bundle.keySet().forEach(key -> words.put(key, bundle.getString(key)));
        }
        return Collections.unmodifiableMap(words);
    }
}
