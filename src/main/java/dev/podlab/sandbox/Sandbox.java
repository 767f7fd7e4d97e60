package dev.podlab.sandbox;

import java.time.Instant;

/**
 * A learner's namespace.
 *
 * @param namespace its name in the cluster
 * @param openedAt  when it was opened
 * @param expiresAt when it will be reclaimed unless extended
 * @param limits    what it may hold
 */
public record Sandbox(String namespace, Instant openedAt, Instant expiresAt, Limits limits) {

    /**
     * Limits of a sandbox.
     *
     * @param pods        greatest number of Pods
     * @param memoryBytes sum of the memory limits of its Pods
     * @param cpuMillis   sum of the CPU limits of its Pods, in millicores
     */
    public record Limits(int pods, long memoryBytes, long cpuMillis) {}
}
