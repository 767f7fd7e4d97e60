package dev.podlab.terminal;

import dev.podlab.cluster.Cluster;
import dev.podlab.learner.Learners;
import dev.podlab.sandbox.Sandboxes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Opens the WebSocket. Without allowed origins, Spring lets only pages of the portal's own origin in. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
@EnableConfigurationProperties(TerminalSettings.class)
class TerminalConfiguration {

    @Bean
    TerminalHandler terminalHandler(
            Cluster cluster,
            Sandboxes sandboxes,
            MessageSource messages,
            JsonMapper json,
            Clock clock,
            TerminalSettings settings,
            MeterRegistry registry) {
        return new TerminalHandler(cluster, sandboxes, messages, json, clock, settings, registry);
    }

    @Bean
    WebSocketConfigurer terminalSocket(TerminalHandler handler, Learners learners, LocaleResolver locales) {
        return registry ->
                registry.addHandler(handler, "/api/terminal").addInterceptors(new Handshake.Interceptor(learners, locales));
    }
}
