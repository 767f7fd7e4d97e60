package dev.podlab.web;

import dev.podlab.learner.Learners;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses API calls that change something when one learner, or one address, makes too many of them. */
class RateLimitFilter extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int CALLS_PER_LEARNER = 120;
    /** A class room may share one address. */
    private static final int CALLS_PER_ADDRESS = 2400;

    private final Learners learners;
    private final Problems problems;
    private final RateLimit perLearner;
    private final RateLimit perAddress;

    RateLimitFilter(Learners learners, Problems problems, Clock clock) {
        this.learners = learners;
        this.problems = problems;
        this.perLearner = new RateLimit(CALLS_PER_LEARNER, WINDOW, clock);
        this.perAddress = new RateLimit(CALLS_PER_ADDRESS, WINDOW, clock);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return SAFE.contains(request.getMethod()) || !request.getRequestURI().startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Duration wait = wait(request);
        if (wait.isZero()) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds()));
        problems.send(request, response, HttpStatus.TOO_MANY_REQUESTS, "too-many-calls");
    }

    private Duration wait(HttpServletRequest request) {
        Duration address = perAddress.count(request.getRemoteAddr());
        return learners.find(request)
                .map(learner -> perLearner.count(learner.value()))
                .filter(learner -> !learner.isZero())
                .orElse(address);
    }
}
