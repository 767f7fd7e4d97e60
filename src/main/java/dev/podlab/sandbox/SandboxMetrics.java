package dev.podlab.sandbox;

import dev.podlab.cluster.InvalidManifestException;
import dev.podlab.cluster.Namespaces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Counts sandboxes and applied manifests. */
class SandboxMetrics {

    private final MeterRegistry registry;

    SandboxMetrics(Namespaces namespaces, SandboxSettings settings, MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("podlab.sandboxes.open", namespaces, n -> n.all().size())
                .description("Sandboxes in the cluster, those being deleted included")
                .register(registry);
        Gauge.builder("podlab.sandboxes.capacity", settings, SandboxSettings::capacity)
                .description("Greatest number of open sandboxes")
                .register(registry);
    }

    /** Returns what {@code apply} returns and counts how it went. */
    <T> T applying(Supplier<T> apply) {
        String outcome = "failed";
        try {
            T result = apply.get();
            outcome = "applied";
            return result;
        } catch (InvalidManifestException e) {
            outcome = "invalid";
            throw e;
        } finally {
            Counter.builder("podlab.manifests")
                    .description("Texts that learners applied")
                    .tag("outcome", outcome)
                    .register(registry)
                    .increment();
        }
    }
}
