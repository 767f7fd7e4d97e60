package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.ContainerConfig;
import dev.podlab.embedded.kubelet.ContainerRuntime.Mount;
import dev.podlab.embedded.kubelet.ContainerRuntime.PodIdentity;
import dev.podlab.embedded.kubelet.ContainerRuntime.Resources;
import dev.podlab.embedded.kubelet.ContainerRuntime.SandboxConfig;
import dev.podlab.embedded.store.client.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a Pod's spec into what the runtime is told. Pure. */
final class ContainerConfigs {

    private static final long CPU_PERIOD_MICROS = 100_000;
    private static final long LEAST_CPU_QUOTA_MICROS = 1_000;
    private static final long SHARES_PER_CPU = 1_024;
    private static final long LEAST_SHARES = 2;
    private static final int BEST_EFFORT_OOM_SCORE = 1_000;
    private static final int GUARANTEED_OOM_SCORE = -997;

    private final KubeletSettings settings;
    private final PodDirectories directories;

    ContainerConfigs(KubeletSettings settings, PodDirectories directories) {
        this.settings = settings;
        this.directories = directories;
    }

    SandboxConfig sandbox(PodSpec pod, int attempt) {
        return new SandboxConfig(
                new PodIdentity(pod.name(), pod.namespace(), pod.uid(), attempt),
                pod.hostname(),
                directories.logs(pod.namespace(), pod.name(), pod.uid()),
                settings.cgroupParent(),
                pod.shareProcessNamespace(),
                dnsServers(pod),
                dnsSearches(pod),
                pod.dns().options(),
                pod.security().sysctls(),
                podLabels(pod),
                pod.annotations());
    }

    /**
     * Returns the configuration of one container.
     *
     * @param env    its variables, resolved
     * @param mounts its volumes and managed files
     * @param imageUser numeric user of the image, or null
     * @throws StartException {@code CreateContainerConfigError} if it may not run so
     */
    ContainerConfig container(
            PodSpec pod, ContainerSpec spec, int attempt, Map<String, String> env, List<Mount> mounts,
            @Nullable Long imageUser)
            throws StartException {
        Map<String, String> labels = podLabels(pod);
        labels.put(RuntimeLabels.CONTAINER_NAME, spec.name());
        return new ContainerConfig(
                spec.name(),
                attempt,
                spec.image(),
                spec.command().stream().map(word -> Expansion.expand(word, env)).toList(),
                spec.args().stream().map(word -> Expansion.expand(word, env)).toList(),
                spec.workingDir(),
                env,
                mounts,
                PodDirectories.logPath(spec.name(), attempt),
                spec.stdin(),
                spec.stdinOnce(),
                spec.tty(),
                resources(pod, spec),
                security(pod, spec, imageUser),
                labels,
                Map.of(
                        RuntimeLabels.CONTAINER_HASH, ContainerDefinition.hash(spec),
                        RuntimeLabels.TERMINATION_PATH, spec.terminationMessagePath(),
                        RuntimeLabels.TERMINATION_POLICY, spec.fallbackToLogs() ? "FallbackToLogsOnError" : "File"));
    }

    private static Map<String, String> podLabels(PodSpec pod) {
        Map<String, String> labels = new HashMap<>();
        labels.put(RuntimeLabels.POD_NAME, pod.name());
        labels.put(RuntimeLabels.POD_NAMESPACE, pod.namespace());
        labels.put(RuntimeLabels.POD_UID, pod.uid());
        return labels;
    }

    private List<String> dnsServers(PodSpec pod) {
        List<String> servers = new ArrayList<>();
        if (!pod.dns().policy().equals("None")) {
            servers.addAll(settings.dnsServers());
        }
        pod.dns().servers().stream().filter(s -> !servers.contains(s)).forEach(servers::add);
        return List.copyOf(servers);
    }

    private static List<String> dnsSearches(PodSpec pod) {
        List<String> searches = new ArrayList<>();
        if (pod.dns().policy().equals("ClusterFirst")) {
            searches.addAll(List.of(pod.namespace() + ".svc.cluster.local", "svc.cluster.local", "cluster.local"));
        }
        pod.dns().searches().stream().filter(s -> !searches.contains(s)).forEach(searches::add);
        return List.copyOf(searches);
    }

    private Resources resources(PodSpec pod, ContainerSpec spec) {
        Quantity cpuLimit = spec.limits().get("cpu");
        Quantity cpuRequest = spec.requests().getOrDefault("cpu", cpuLimit == null ? Quantity.ZERO : cpuLimit);
        Quantity memoryLimit = spec.limits().get("memory");
        long shares = Math.max(LEAST_SHARES, cpuRequest.millis() * SHARES_PER_CPU / 1_000);
        long quota = cpuLimit == null ? 0 : Math.max(LEAST_CPU_QUOTA_MICROS, cpuLimit.millis() * CPU_PERIOD_MICROS / 1_000);
        return new Resources(
                shares,
                quota == 0 ? 0 : CPU_PERIOD_MICROS,
                quota,
                memoryLimit == null ? 0 : memoryLimit.units(),
                oomScore(pod, spec),
                settings.pidsLimit());
    }

    /** Source: kubernetes pkg/kubelet/qos/policy.go, v1.32. */
    private int oomScore(PodSpec pod, ContainerSpec spec) {
        boolean bestEffort = pod.allContainers().allMatch(c -> c.requests().isEmpty() && c.limits().isEmpty());
        if (bestEffort) {
            return BEST_EFFORT_OOM_SCORE;
        }
        boolean guaranteed = pod.allContainers().allMatch(ContainerConfigs::isGuaranteed);
        if (guaranteed) {
            return GUARANTEED_OOM_SCORE;
        }
        long request = spec.requests().getOrDefault("memory", Quantity.ZERO).units();
        long score = 1_000 - 1_000 * request / Math.max(1, settings.memoryBytes());
        return (int) Math.clamp(score, 1_000 + GUARANTEED_OOM_SCORE, BEST_EFFORT_OOM_SCORE - 1);
    }

    private static boolean isGuaranteed(ContainerSpec spec) {
        return List.of("cpu", "memory").stream().allMatch(resource -> {
            Quantity limit = spec.limits().get(resource);
            return limit != null && limit.compareTo(spec.requests().getOrDefault(resource, limit)) == 0;
        });
    }

    private static ContainerRuntime.Security security(PodSpec pod, ContainerSpec spec, @Nullable Long imageUser)
            throws StartException {
        ContainerSpec.Security own = spec.security();
        PodSpec.Security common = pod.security();
        Long user = own.runAsUser() != null ? own.runAsUser() : common.runAsUser();
        Long group = own.runAsGroup() != null ? own.runAsGroup() : common.runAsGroup();
        Boolean nonRoot = own.runAsNonRoot() != null ? own.runAsNonRoot() : common.runAsNonRoot();
        if (Boolean.TRUE.equals(nonRoot)) {
            refuseRoot(pod, spec, user, imageUser);
        }
        Set<Long> groups = new HashSet<>(common.supplementalGroups());
        if (common.fsGroup() != null) {
            groups.add(common.fsGroup());
        }
        return new ContainerRuntime.Security(
                user,
                group,
                groups.stream().sorted().toList(),
                own.readOnlyRootFilesystem(),
                Boolean.FALSE.equals(own.allowPrivilegeEscalation()),
                own.addCapabilities(),
                own.dropCapabilities());
    }

    private static void refuseRoot(PodSpec pod, ContainerSpec spec, @Nullable Long user, @Nullable Long imageUser)
            throws StartException {
        String problem = "";
        if (user != null) {
            problem = user == 0 ? "container's runAsUser breaks non-root policy" : "";
        } else if (imageUser == null || imageUser == 0) {
            problem = "container has runAsNonRoot and image will run as root";
        }
        if (!problem.isEmpty()) {
            throw new StartException("CreateContainerConfigError", "%s (pod: \"%s\", container: %s)"
                    .formatted(problem, pod.inMessages(), spec.name()));
        }
    }
}
