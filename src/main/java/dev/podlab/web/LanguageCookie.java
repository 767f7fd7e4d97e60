package dev.podlab.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.WebUtils;

/** Remembers the language of the page that was read last. */
class LanguageCookie implements HandlerInterceptor {

    private static final Duration AGE = Duration.ofDays(365);

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        PathLocaleResolver.ofPath(request.getRequestURI()).ifPresent(language -> {
            Cookie current = WebUtils.getCookie(request, PathLocaleResolver.COOKIE);
            if (current == null || !current.getValue().equals(language.tag())) {
                response.addHeader(HttpHeaders.SET_COOKIE, cookie(language.tag(), request.isSecure()));
            }
        });
        return true;
    }

    private static String cookie(String tag, boolean secure) {
        return ResponseCookie.from(PathLocaleResolver.COOKIE, tag)
                .path("/")
                .sameSite("Lax")
                .secure(secure)
                .maxAge(AGE)
                .build()
                .toString();
    }
}
