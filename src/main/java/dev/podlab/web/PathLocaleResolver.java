package dev.podlab.web;

import dev.podlab.learner.Language;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * Finds the reader's language: the first segment of a page's path says it. Requests without one (the API, {@code /})
 * follow {@code ?lang=}, then the {@code lang} cookie that the last page left, then {@code Accept-Language}.
 */
class PathLocaleResolver implements LocaleResolver {

    /** Name of the cookie that remembers the language of the last page. */
    static final String COOKIE = "lang";

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return language(request).locale();
    }

    @Override
    public void setLocale(
            HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("the language follows from the path");
    }

    /** Returns the language to answer a request in. */
    static Language language(HttpServletRequest request) {
        return ofPath(originalPath(request))
                .or(() -> Optional.ofNullable(request.getParameter("lang")).flatMap(Language::of))
                .or(() -> Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
                        .map(Cookie::getValue)
                        .flatMap(Language::of))
                .or(() -> preferred(request))
                .orElse(Language.ENGLISH);
    }

    /** Returns the language that a path begins with, or empty when it begins with none. */
    static Optional<Language> ofPath(String path) {
        for (Language language : Language.values()) {
            String prefix = "/" + language.tag();
            if (path.equals(prefix) || path.startsWith(prefix + "/")) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /** Returns the path that the browser asked for, also while an error page is made for it. */
    static String originalPath(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
                ? failed
                : request.getRequestURI();
    }

    private static Optional<Language> preferred(HttpServletRequest request) {
        var locales = request.getLocales();
        while (locales.hasMoreElements()) {
            Optional<Language> language = Language.of(locales.nextElement());
            if (language.isPresent()) {
                return language;
            }
        }
        return Optional.empty();
    }
}
