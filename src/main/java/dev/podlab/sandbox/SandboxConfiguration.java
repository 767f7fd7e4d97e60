package dev.podlab.sandbox;

import dev.podlab.cluster.Namespaces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Wires the sandboxes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SandboxSettings.class)
@EnableScheduling
class SandboxConfiguration {

    @Bean
    Sandboxes sandboxes(Namespaces namespaces, SandboxSettings settings, Clock clock) {
        return new ClusterSandboxes(namespaces, settings, new SandboxPace(clock), clock);
    }

    @Bean
    SandboxReaper sandboxReaper(Namespaces namespaces, Clock clock) {
        return new SandboxReaper(namespaces, clock);
    }

    @Bean
    SandboxMetrics sandboxMetrics(Namespaces namespaces, SandboxSettings settings, MeterRegistry registry) {
        return new SandboxMetrics(namespaces, settings, registry);
    }
}
