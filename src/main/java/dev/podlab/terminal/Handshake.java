package dev.podlab.terminal;

import dev.podlab.learner.LearnerId;
import dev.podlab.learner.Learners;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Who asks for a terminal in which container, in which language. */
record Handshake(LearnerId learner, String pod, String container, Locale locale) {

    private static final String KEY = Handshake.class.getName();
    /** Form of Pod names; container names are narrower. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");

    /** Returns the handshake that a session began with. */
    static Handshake of(WebSocketSession session) {
        return (Handshake) Objects.requireNonNull(session.getAttributes().get(KEY));
    }

    /** Lets only learners in who name a container; browsers of another origin are refused before. */
    record Interceptor(Learners learners, LocaleResolver locales) implements HandshakeInterceptor {

        @Override
        public boolean beforeHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                Map<String, Object> attributes) {
            Optional<Handshake> handshake = request instanceof ServletServerHttpRequest servlet
                    ? read(servlet.getServletRequest())
                    : Optional.empty();
            handshake.ifPresentOrElse(
                    accepted -> attributes.put(KEY, accepted), () -> response.setStatusCode(HttpStatus.BAD_REQUEST));
            return handshake.isPresent();
        }

        private Optional<Handshake> read(HttpServletRequest request) {
            return learners.find(request).flatMap(learner -> name(request.getParameter("pod"))
                    .flatMap(pod -> name(request.getParameter("container"))
                            .map(container -> new Handshake(learner, pod, container, locales.resolveLocale(request)))));
        }

        private static Optional<String> name(@Nullable String text) {
            return Optional.ofNullable(text).filter(name -> NAME.matcher(name).matches());
        }

        @Override
        public void afterHandshake(
                ServerHttpRequest request,
                ServerHttpResponse response,
                WebSocketHandler handler,
                @Nullable Exception exception) {}
    }
}
