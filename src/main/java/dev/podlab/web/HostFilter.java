package dev.podlab.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers only to its own names. A site that makes its own name point to this machine would else be of the same origin
 * as Podlab, and could use the shells of whoever visits it.
 */
class HostFilter extends OncePerRequestFilter {

    private static final List<String> HERE = List.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> names = new HashSet<>(HERE);
    private final boolean anyName;

    /**
     * @param address the address that the web server listens on
     * @param hosts   further names that people use for it; with none, a server that other machines reach takes any name
     */
    HostFilter(String address, List<String> hosts) {
        hosts.forEach(host -> names.add(host.toLowerCase(Locale.ROOT)));
        names.add(address);
        this.anyName = hosts.isEmpty() && !HERE.contains(address) && !address.equals("::1");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (anyName || names.contains(name(request))) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpStatus.MISDIRECTED_REQUEST.value());
        }
    }

    private static String name(HttpServletRequest request) {
        String host = request.getServerName().toLowerCase(Locale.ROOT);
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
