package dev.podlab.sandbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a sandbox may hold and how long it lives.
 *
 * @param lease       from opening or extending to expiry
 * @param capacity    greatest number of open sandboxes
 * @param pods        greatest number of Pods in one
 * @param memoryBytes sum of the memory limits of its Pods
 * @param cpuMillis   sum of the CPU limits of its Pods, in millicores
 * @param configMaps  greatest number of ConfigMaps in one
 */
@ConfigurationProperties("podlab.sandbox")
record SandboxSettings(
        @DefaultValue("60m") Duration lease,
        @DefaultValue("20") int capacity,
        @DefaultValue("10") int pods,
        @DefaultValue("1073741824") long memoryBytes,
        @DefaultValue("4000") long cpuMillis,
        @DefaultValue("20") int configMaps) {

    SandboxSettings {
        if (lease.isNegative() || lease.isZero() || capacity < 1 || pods < 1 || memoryBytes < 1 || cpuMillis < 1) {
            throw new IllegalArgumentException("podlab.sandbox.*: a lease, a capacity and limits must be greater than zero");
        }
    }

    Sandbox.Limits limits() {
        return new Sandbox.Limits(pods, memoryBytes, cpuMillis);
    }
}
