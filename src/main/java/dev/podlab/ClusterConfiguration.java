package dev.podlab;

import dev.podlab.cluster.KubernetesCluster;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the one cluster that every feature uses. */
@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    KubernetesCluster cluster(Clock clock) {
        return new KubernetesCluster(clock);
    }
}
