package dev.podlab.learner;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * Recognises learners by their cookie. There are no accounts: whoever has the cookie is the learner. Thread-safe.
 *
 * <p>Controllers simply take a {@link LearnerId} parameter. Handshakes and filters ask here.
 */
public class Learners {

    /** Name of the cookie. */
    public static final String COOKIE = "podlab_learner";

    private static final Duration COOKIE_AGE = Duration.ofDays(365);
    private static final String ATTRIBUTE = Learners.class.getName();

    private final RandomGenerator random;

    /**
     * @param random must be cryptographically strong outside tests
     */
    public Learners(RandomGenerator random) {
        this.random = random;
    }

    /** Returns the learner who sent a request, or empty when the browser shows no (valid) cookie. */
    public Optional<LearnerId> find(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof LearnerId known) {
            return Optional.of(known);
        }
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null ? Optional.empty() : LearnerId.parse(cookie.getValue());
    }

    /** Returns the learner who sent a request; a new one gets the cookie with the response. */
    public LearnerId identify(HttpServletRequest request, HttpServletResponse response) {
        return find(request).orElseGet(() -> welcome(request, response));
    }

    private LearnerId welcome(HttpServletRequest request, HttpServletResponse response) {
        LearnerId learner = LearnerId.next(random);
        request.setAttribute(ATTRIBUTE, learner);
        ResponseCookie cookie = ResponseCookie.from(COOKIE, learner.value())
                .path("/")
                .httpOnly(true)
                .sameSite("Lax")
                .secure(request.isSecure())
                .maxAge(COOKIE_AGE)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        return learner;
    }
}
