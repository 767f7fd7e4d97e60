package dev.podlab;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of the application.
 *
 * @param home       folder of all state
 * @param kubeconfig the cluster to use, or null for the embedded one
 * @param context    a context in that file, or null for its current one
 * @param nodes      nodes of the embedded cluster, 1 to 5
 * @param apiPort    port of the embedded cluster's API server; 0 takes a free one
 */
@ConfigurationProperties("podlab")
record PodlabProperties(
        Path home,
        @Nullable Path kubeconfig,
        @Nullable String context,
        @DefaultValue("2") int nodes,
        @DefaultValue("0") int apiPort) {}
