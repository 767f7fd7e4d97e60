package dev.podlab.embedded.cri;

import com.google.protobuf.ByteString;
import dev.podlab.embedded.cri.v1.Capability;
import dev.podlab.embedded.cri.v1.ContainerConfig;
import dev.podlab.embedded.cri.v1.ContainerMetadata;
import dev.podlab.embedded.cri.v1.DNSConfig;
import dev.podlab.embedded.cri.v1.ImageSpec;
import dev.podlab.embedded.cri.v1.Int64Value;
import dev.podlab.embedded.cri.v1.KeyValue;
import dev.podlab.embedded.cri.v1.LinuxContainerConfig;
import dev.podlab.embedded.cri.v1.LinuxContainerResources;
import dev.podlab.embedded.cri.v1.LinuxContainerSecurityContext;
import dev.podlab.embedded.cri.v1.LinuxPodSandboxConfig;
import dev.podlab.embedded.cri.v1.LinuxSandboxSecurityContext;
import dev.podlab.embedded.cri.v1.Mount;
import dev.podlab.embedded.cri.v1.NamespaceMode;
import dev.podlab.embedded.cri.v1.NamespaceOption;
import dev.podlab.embedded.cri.v1.PodSandboxConfig;
import dev.podlab.embedded.cri.v1.PodSandboxMetadata;
import dev.podlab.embedded.cri.v1.SecurityProfile;
import dev.podlab.embedded.kubelet.ContainerRuntime;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kubelet's records as CRI messages. Pure. */
final class CriRequests {

    /**
     * Parts of /proc and /sys that tell about the machine and not about the container. A runtime hides what a request
     * names, so an empty list would hide nothing.
     *
     * <p>Source: the default masked and read-only paths of a container with procMount Default, as Kubernetes 1.36
     * documents them.
     */
    private static final List<String> MASKED_PATHS = List.of(
            "/proc/asound", "/proc/acpi", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats",
            "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware",
            "/sys/devices/virtual/powercap");

    private static final List<String> READ_ONLY_PATHS =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    private CriRequests() {}

    static PodSandboxConfig sandbox(ContainerRuntime.SandboxConfig config) {
        ContainerRuntime.PodIdentity pod = config.pod();
        return PodSandboxConfig.newBuilder()
                .setMetadata(PodSandboxMetadata.newBuilder()
                        .setName(pod.name())
                        .setNamespace(pod.namespace())
                        .setUid(pod.uid())
                        .setAttempt(pod.attempt()))
                .setHostname(config.hostname())
                .setLogDirectory(config.logDirectory().toString())
                .setDnsConfig(DNSConfig.newBuilder()
                        .addAllServers(config.dnsServers())
                        .addAllSearches(config.dnsSearches())
                        .addAllOptions(config.dnsOptions()))
                .putAllLabels(config.labels())
                .putAllAnnotations(config.annotations())
                .setLinux(LinuxPodSandboxConfig.newBuilder()
                        .setCgroupParent(config.cgroupParent())
                        .putAllSysctls(config.sysctls())
                        .setSecurityContext(LinuxSandboxSecurityContext.newBuilder()
                                .setNamespaceOptions(namespaces(config))
                                .setSeccomp(runtimeDefault())))
                .build();
    }

    static ContainerConfig container(
            ContainerRuntime.ContainerConfig config, ContainerRuntime.SandboxConfig sandbox) {
        return ContainerConfig.newBuilder()
                .setMetadata(ContainerMetadata.newBuilder()
                        .setName(config.name())
                        .setAttempt(config.attempt()))
                .setImage(ImageSpec.newBuilder().setImage(config.image()))
                .addAllCommand(config.command())
                .addAllArgs(config.args())
                .setWorkingDir(config.workingDir())
                .addAllEnvs(config.env().entrySet().stream()
                        .map(entry -> KeyValue.newBuilder()
                                .setKey(entry.getKey())
                                .setValue(ByteString.copyFromUtf8(entry.getValue()))
                                .build())
                        .toList())
                .addAllMounts(config.mounts().stream().map(CriRequests::mount).toList())
                .putAllLabels(config.labels())
                .putAllAnnotations(config.annotations())
                .setLogPath(config.logPath())
                .setStdin(config.stdin())
                .setStdinOnce(config.stdinOnce())
                .setTty(config.tty())
                .setLinux(LinuxContainerConfig.newBuilder()
                        .setResources(resources(config.resources()))
                        .setSecurityContext(security(config.security(), sandbox)))
                .build();
    }

    /** Returns a duration in seconds, rounded up: CRI knows no shorter ones, and 0 often means for ever. */
    static long wholeSeconds(Duration duration) {
        return duration.plusSeconds(1).minusNanos(1).toSeconds();
    }

    private static Mount mount(ContainerRuntime.Mount mount) {
        return Mount.newBuilder()
                .setContainerPath(mount.containerPath())
                .setHostPath(mount.hostPath().toString())
                .setReadonly(mount.readOnly())
                .build();
    }

    private static LinuxContainerResources resources(ContainerRuntime.Resources resources) {
        return LinuxContainerResources.newBuilder()
                .setCpuShares(resources.cpuShares())
                .setCpuPeriod(resources.cpuPeriod())
                .setCpuQuota(resources.cpuQuota())
                .setMemoryLimitInBytes(resources.memoryLimit())
                .setOomScoreAdj(resources.oomScoreAdj())
                .build();
    }

    private static LinuxContainerSecurityContext security(
            ContainerRuntime.Security security, ContainerRuntime.SandboxConfig sandbox) {
        var builder = LinuxContainerSecurityContext.newBuilder()
                .setNamespaceOptions(namespaces(sandbox))
                .setCapabilities(Capability.newBuilder()
                        .addAllAddCapabilities(security.addCapabilities())
                        .addAllDropCapabilities(security.dropCapabilities()))
                .addAllSupplementalGroups(security.supplementalGroups())
                .setReadonlyRootfs(security.readOnlyRootFilesystem())
                .setNoNewPrivs(security.noNewPrivileges())
                .addAllMaskedPaths(MASKED_PATHS)
                .addAllReadonlyPaths(READ_ONLY_PATHS)
                .setSeccomp(runtimeDefault());
        @Nullable Long user = security.runAsUser();
        if (user != null) {
            builder.setRunAsUser(Int64Value.newBuilder().setValue(user));
        }
        @Nullable Long group = security.runAsGroup();
        if (group != null) {
            builder.setRunAsGroup(Int64Value.newBuilder().setValue(group));
        }
        return builder.build();
    }

    private static NamespaceOption namespaces(ContainerRuntime.SandboxConfig sandbox) {
        return NamespaceOption.newBuilder()
                .setNetwork(NamespaceMode.POD)
                .setIpc(NamespaceMode.POD)
                .setPid(sandbox.shareProcessNamespace() ? NamespaceMode.POD : NamespaceMode.CONTAINER)
                .build();
    }

    private static SecurityProfile runtimeDefault() {
        return SecurityProfile.newBuilder()
                .setProfileType(SecurityProfile.ProfileType.RuntimeDefault)
                .build();
    }
}
