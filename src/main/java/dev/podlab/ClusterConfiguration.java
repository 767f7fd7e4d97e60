package dev.podlab;

import dev.podlab.cluster.ClusterStatus;
import dev.podlab.cluster.KubernetesCluster;
import dev.podlab.embedded.EmbeddedClusterConfig;
import dev.podlab.embedded.EmbeddedClusters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Wires the one cluster that every feature uses. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PodlabProperties.class)
class ClusterConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "")
    KubernetesCluster cluster(Clock clock) {
        return new KubernetesCluster(clock);
    }

    @Bean
    EmbeddedStart embeddedStart(PodlabProperties properties) {
        return () -> EmbeddedClusters.start(
                new EmbeddedClusterConfig(properties.home(), properties.nodes(), properties.apiPort()));
    }

    @Bean
    ClusterLifecycle clusterLifecycle(
            KubernetesCluster cluster, PodlabProperties properties, EmbeddedStart embeddedStart) {
        return new ClusterLifecycle(cluster, properties, embeddedStart);
    }

    @Bean
    Announcement announcement(KubernetesCluster cluster, Environment environment) {
        return new Announcement(cluster, System.out, environment);
    }

    @Bean
    WebMvcConfigurer clusterMvc(KubernetesCluster cluster, MessageSource messages) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new ClusterAttributes(cluster, messages));
            }
        };
    }

    /** Ready means that sandboxes can be opened; lessons are served regardless. */
    @Bean
    HealthIndicator sandboxesHealthIndicator(KubernetesCluster cluster) {
        return () -> {
            ClusterStatus status = cluster.status();
            return status.isReady() ? Health.up().build() : Health.outOfService().build();
        };
    }

    @Bean
    MeterBinder clusterMetrics(KubernetesCluster cluster) {
        return registry -> Gauge.builder("podlab.cluster.up", cluster, c -> c.status().isReady() ? 1 : 0)
                .description("1 when sandboxes can be opened, else 0")
                .register(registry);
    }
}
