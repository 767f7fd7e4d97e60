package dev.podlab.web;

import dev.podlab.learner.Language;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Adds {@code page} to the model of every view. */
@ControllerAdvice
class PageAttributes {

    @ModelAttribute("page")
    Page page(HttpServletRequest request) {
        Language language = PathLocaleResolver.language(request);
        return new Page(
                language.tag(),
                language.other().tag(),
                inLanguage(request, language.other()),
                ContentSecurityPolicyFilter.nonce(request));
    }

    private static String inLanguage(HttpServletRequest request, Language language) {
        String path = PathLocaleResolver.originalPath(request);
        int prefix = PathLocaleResolver.ofPath(path).map(l -> l.tag().length() + 1).orElse(path.length());
        String query = request.getQueryString();
        return "/" + language.tag() + path.substring(prefix) + (query == null ? "" : "?" + query);
    }
}
