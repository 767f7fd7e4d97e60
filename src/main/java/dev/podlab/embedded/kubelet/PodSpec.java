package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.store.client.EventRecorder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a Pod object asks of the kubelet, after defaulting. Made by {@link PodParser}.
 *
 * @param deletion         that and how the Pod is being deleted, or null
 * @param phase            {@code status.phase} as stored
 * @param startTime        {@code status.startTime} as stored, or null before the kubelet saw it
 * @param attempts         newest instance of each container that the stored status tells of, by name
 * @param activeDeadline   {@code spec.activeDeadlineSeconds}, or null
 * @param terminationGrace {@code spec.terminationGracePeriodSeconds}
 */
record PodSpec(
        String namespace,
        String name,
        String uid,
        Map<String, String> labels,
        Map<String, String> annotations,
        @Nullable Deletion deletion,
        String phase,
        @Nullable Instant startTime,
        Map<String, Integer> attempts,
        RestartPolicy restartPolicy,
        Duration terminationGrace,
        @Nullable Duration activeDeadline,
        String hostname,
        String subdomain,
        String nodeName,
        String serviceAccountName,
        boolean shareProcessNamespace,
        List<ContainerSpec> initContainers,
        List<ContainerSpec> containers,
        List<VolumeSpec> volumes,
        List<HostAlias> hostAliases,
        Dns dns,
        Security security,
        List<String> readinessGates) {

    /** What to do when a container ends. */
    enum RestartPolicy {
        ALWAYS,
        ON_FAILURE,
        NEVER;

        /** Returns whether a container that ended so is started again. */
        boolean restarts(int exitCode) {
            return this == ALWAYS || (this == ON_FAILURE && exitCode != 0);
        }
    }

    /**
     * A deletion in progress.
     *
     * @param at    {@code metadata.deletionTimestamp}: when the grace period ends
     * @param grace {@code metadata.deletionGracePeriodSeconds}
     */
    record Deletion(Instant at, Duration grace) {}

    /** An entry of {@code spec.hostAliases}. */
    record HostAlias(String ip, List<String> hostnames) {}

    /** {@code spec.dnsPolicy} and {@code spec.dnsConfig}. */
    record Dns(String policy, List<String> servers, List<String> searches, List<String> options) {}

    /** The Pod's security context; nulls leave the choice to the container, the image or the runtime. */
    record Security(
            @Nullable Long runAsUser,
            @Nullable Long runAsGroup,
            @Nullable Boolean runAsNonRoot,
            @Nullable Long fsGroup,
            List<Long> supplementalGroups,
            Map<String, String> sysctls) {}

    boolean isDeleted() {
        return deletion != null;
    }

    /** Returns whether the stored phase is a terminal one: this Pod never runs again. */
    boolean isTerminal() {
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    Stream<ContainerSpec> allContainers() {
        return Stream.concat(initContainers.stream(), containers.stream());
    }

    Optional<ContainerSpec> container(String containerName) {
        return allContainers().filter(c -> c.name().equals(containerName)).findFirst();
    }

    boolean isInit(String containerName) {
        return initContainers.stream().anyMatch(c -> c.name().equals(containerName));
    }

    EventRecorder.Subject subject() {
        return EventRecorder.Subject.pod(namespace, name, uid);
    }

    /** Returns the subject of events about one of the containers. */
    EventRecorder.Subject subject(String containerName) {
        String list = isInit(containerName) ? "initContainers" : "containers";
        return subject().at("spec.%s{%s}".formatted(list, containerName));
    }

    /** Returns {@code name_namespace(uid)}, as the kubelet writes a Pod in messages. */
    String inMessages() {
        return "%s_%s(%s)".formatted(name, namespace, uid);
    }
}
