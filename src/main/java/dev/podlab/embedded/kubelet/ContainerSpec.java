package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.store.client.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One container of a Pod, after defaulting.
 *
 * @param sidecar        whether it is an init container with {@code restartPolicy: Always}
 * @param fallbackToLogs {@code terminationMessagePolicy: FallbackToLogsOnError}
 */
record ContainerSpec(
        String name,
        String image,
        PullPolicy pullPolicy,
        List<String> command,
        List<String> args,
        String workingDir,
        List<EnvVar> env,
        List<EnvFrom> envFrom,
        Map<String, Quantity> requests,
        Map<String, Quantity> limits,
        List<VolumeMount> mounts,
        Security security,
        String terminationMessagePath,
        boolean fallbackToLogs,
        boolean stdin,
        boolean stdinOnce,
        boolean tty,
        boolean sidecar,
        Map<String, Integer> ports,
        @Nullable Probe startupProbe,
        @Nullable Probe readinessProbe,
        @Nullable Probe livenessProbe,
        @Nullable Handler postStart,
        @Nullable Handler preStop) {

    /** When to pull the image. */
    enum PullPolicy {
        ALWAYS,
        IF_NOT_PRESENT,
        NEVER
    }

    /** An environment variable. */
    record EnvVar(String name, ValueSource source) {}

    /** Where the value of an environment variable comes from. */
    sealed interface ValueSource {
        /** A text in which {@code $(OTHER)} is expanded. */
        record Literal(String value) implements ValueSource {}

        /** A field of the Pod. */
        record Field(String path) implements ValueSource {}

        /** A resource of a container; an empty name is the container itself. */
        record Resource(String container, String resource, Quantity divisor) implements ValueSource {}

        /** A key of a ConfigMap. */
        record ConfigMapKey(String name, String key, boolean optional) implements ValueSource {}

        /** A key of a Secret. */
        record SecretKey(String name, String key, boolean optional) implements ValueSource {}
    }

    /** All keys of a ConfigMap or Secret as environment variables. */
    record EnvFrom(String prefix, boolean secret, String name, boolean optional) {}

    /** Where a volume appears; at most one of the sub paths is not empty. */
    record VolumeMount(String volume, String path, boolean readOnly, String subPath, String subPathExpr) {}

    /** The container's security context; nulls fall back to the Pod's. */
    record Security(
            @Nullable Long runAsUser,
            @Nullable Long runAsGroup,
            @Nullable Boolean runAsNonRoot,
            boolean readOnlyRootFilesystem,
            @Nullable Boolean allowPrivilegeEscalation,
            List<String> addCapabilities,
            List<String> dropCapabilities) {}

    /** A startup, readiness or liveness probe. */
    record Probe(
            Handler handler,
            Duration initialDelay,
            Duration period,
            Duration timeout,
            int successThreshold,
            int failureThreshold,
            @Nullable Duration terminationGrace) {}

    /** What a probe or a lifecycle hook does. */
    sealed interface Handler {
        /** Runs a command in the container; success is exit code 0. */
        record Exec(List<String> command) implements Handler {}

        /** Sends a GET request; success is a status from 200 to 399. */
        record HttpGet(String scheme, String host, Port port, String path, Map<String, String> headers)
                implements Handler {}

        /** Opens a connection. */
        record TcpSocket(String host, Port port) implements Handler {}

        /** Waits. */
        record Sleep(Duration duration) implements Handler {}
    }

    /** A port by number or, when {@code number} is 0, by the name of a container port. */
    record Port(int number, String name) {}
}
