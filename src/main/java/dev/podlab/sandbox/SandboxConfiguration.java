package dev.podlab.sandbox;

import dev.podlab.cluster.Namespaces;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the sandboxes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SandboxSettings.class)
class SandboxConfiguration {

    @Bean
    Sandboxes sandboxes(Namespaces namespaces, SandboxSettings settings, Clock clock) {
        return new ClusterSandboxes(namespaces, settings, new SandboxPace(clock), clock);
    }
}
