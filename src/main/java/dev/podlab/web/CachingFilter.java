package dev.podlab.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says how long browsers may keep an answer: a file whose name carries the hash of its content for ever, another file
 * only after asking whether it changed, and a page or an API answer not at all, because it belongs to one learner.
 */
class CachingFilter extends OncePerRequestFilter {

    private static final Pattern HASHED = Pattern.compile(".*-[0-9a-f]{32}\\.[a-z0-9]+");
    private static final Pattern FILE = Pattern.compile(".*\\.(css|js|mjs|map|svg|png|ico|woff2|webmanifest)");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, cacheControl(request.getRequestURI()));
        chain.doFilter(request, response);
    }

    static String cacheControl(String path) {
        if (HASHED.matcher(path).matches()) {
            return "public, max-age=31536000, immutable";
        }
        return FILE.matcher(path).matches() ? "no-cache" : "no-store";
    }
}
