package dev.podlab.embedded.kubelet;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the kubelet asks of a container runtime: CRI v1 with the parts that Podlab uses, in plain records.
 * Thread-safe; every call blocks until the runtime answers and has a timeout of the implementation's choosing.
 *
 * <p>Every method throws {@link ContainerRuntimeException} when the runtime refuses, fails or does not answer.
 *
 * <p>Source: kubernetes/cri-api v1 {@code RuntimeService} and {@code ImageService}.
 */
public interface ContainerRuntime {

    /** Returns every sandbox and container on the node, running or not, from one pass over the runtime. */
    Inventory inventory();

    /** Creates and starts a Pod's sandbox: the pause container, its namespaces and its network. Returns its id. */
    String runPodSandbox(SandboxConfig config);

    /** Returns one sandbox with its addresses, or empty when the runtime does not know it. */
    Optional<Sandbox> podSandboxStatus(String sandboxId);

    /** Stops a sandbox and gives its network back. Does nothing when it is stopped or gone. */
    void stopPodSandbox(String sandboxId);

    /** Removes a stopped sandbox and its containers. Does nothing when it is gone. */
    void removePodSandbox(String sandboxId);

    /** Creates a container in a sandbox; returns its id. */
    String createContainer(String sandboxId, ContainerConfig config, SandboxConfig sandbox);

    /** Starts a created container. */
    void startContainer(String containerId);

    /** Sends the stop signal, waits for at most {@code gracePeriod}, then kills. Returns when the container is down. */
    void stopContainer(String containerId, Duration gracePeriod);

    /** Removes a container. Does nothing when it is gone. */
    void removeContainer(String containerId);

    /** Returns one container in full (exit code, times, log path), or empty when the runtime does not know it. */
    Optional<Container> containerStatus(String containerId);

    /** Runs a command in a container and waits for its end. */
    ExecResult execSync(String containerId, List<String> command, Duration timeout);

    /** Prepares an interactive command; returns the one-time URL of the node's streaming server. */
    URI exec(String containerId, List<String> command, boolean stdin, boolean stdout, boolean stderr, boolean tty);

    /** Prepares attaching to a container's first process; returns the one-time URL of the node's streaming server. */
    URI attach(String containerId, boolean stdin, boolean stdout, boolean stderr, boolean tty);

    /** Prepares port forwarding; returns the one-time URL of the node's streaming server. */
    URI portForward(String sandboxId, List<Integer> ports);

    /** Returns an image that is present, or empty. */
    Optional<Image> image(String reference);

    /** Pulls an image; returns its id. */
    String pullImage(String reference);

    /** Asks the runtime to open a container's log file anew, after the kubelet rotated it. */
    void reopenContainerLog(String containerId);

    /**
     * Calls {@code hint} when a process of a container may have ended, quickly and from any thread. It is only a hint:
     * {@link #inventory()} may show the end a few milliseconds later, a runtime may have no hints to give, and one may be
     * lost. Whoever relies on changes looks for them too.
     *
     * @return ends the hints
     */
    default ExitHints hintExits(Runnable hint) {
        return () -> {};
    }

    /** Hints that somebody asked for. */
    interface ExitHints extends AutoCloseable {
        @Override
        void close();
    }

    /** Everything on a node at one moment. */
    record Inventory(List<Sandbox> sandboxes, List<Container> containers) {
        public Inventory {
            sandboxes = List.copyOf(sandboxes);
            containers = List.copyOf(containers);
        }
    }

    /**
     * Names a Pod to the runtime.
     *
     * @param attempt how many sandboxes this Pod had before
     */
    record PodIdentity(String name, String namespace, String uid, int attempt) {}

    /**
     * A Pod's sandbox.
     *
     * @param ready whether pause runs and the network is up
     * @param ip    address in the Pod network, or null when there is none or when the call does not tell
     *              ({@link #inventory()} does not)
     * @param pid   pid of pause on the host, or null when unknown
     */
    record Sandbox(
            String id,
            PodIdentity pod,
            boolean ready,
            Instant createdAt,
            @Nullable String ip,
            @Nullable Integer pid,
            Map<String, String> labels,
            Map<String, String> annotations) {}

    /** States of a container. */
    enum State {
        CREATED,
        RUNNING,
        EXITED,
        UNKNOWN
    }

    /**
     * A container. {@link #inventory()} fills in what a list call tells: everything up to {@code annotations}.
     *
     * @param attempt    how often this container of the Pod was started before: the restart count
     * @param startedAt  null when it never started, or unknown
     * @param finishedAt null while it runs, or unknown
     * @param exitCode   meaningful when {@code EXITED}
     * @param reason     the runtime's word, for example {@code Completed}, {@code Error}, {@code OOMKilled}
     * @param logPath    log file on the host in CRI format, or null when unknown
     */
    record Container(
            String id,
            String sandboxId,
            String name,
            int attempt,
            State state,
            Instant createdAt,
            String image,
            String imageId,
            Map<String, String> labels,
            Map<String, String> annotations,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            int exitCode,
            String reason,
            String message,
            @Nullable Path logPath) {}

    /**
     * What a sandbox is made from.
     *
     * @param hostname     the Pod's hostname
     * @param logDirectory folder on the host that container log paths are relative to
     * @param cgroupParent cgroup under which the runtime puts the Pod, unique to this cluster and node
     * @param shareProcessNamespace whether containers see each other's processes
     * @param sysctls      kernel parameters of the Pod
     */
    record SandboxConfig(
            PodIdentity pod,
            String hostname,
            Path logDirectory,
            String cgroupParent,
            boolean shareProcessNamespace,
            List<String> dnsServers,
            List<String> dnsSearches,
            List<String> dnsOptions,
            Map<String, String> sysctls,
            Map<String, String> labels,
            Map<String, String> annotations) {}

    /**
     * What a container is made from. Empty {@code command} and {@code args} leave the image's own.
     *
     * @param logPath relative to the sandbox's log directory
     * @param stdin   keep standard input open
     */
    record ContainerConfig(
            String name,
            int attempt,
            String image,
            List<String> command,
            List<String> args,
            String workingDir,
            Map<String, String> env,
            List<Mount> mounts,
            String logPath,
            boolean stdin,
            boolean stdinOnce,
            boolean tty,
            Resources resources,
            Security security,
            Map<String, String> labels,
            Map<String, String> annotations) {}

    /** A bind mount of a host path. */
    record Mount(Path hostPath, String containerPath, boolean readOnly) {}

    /**
     * Limits for one container; 0 means none.
     *
     * @param cpuShares      relative weight
     * @param cpuPeriod      microseconds
     * @param cpuQuota       microseconds of CPU per period
     * @param memoryLimit    bytes
     * @param oomScoreAdj    -1000 to 1000
     * @param pidsLimit      greatest number of processes
     */
    record Resources(
            long cpuShares, long cpuPeriod, long cpuQuota, long memoryLimit, int oomScoreAdj, long pidsLimit) {}

    /**
     * Security context of one container. Nulls leave the image's or the runtime's choice.
     *
     * @param addCapabilities  names without {@code CAP_}
     * @param dropCapabilities names without {@code CAP_}, or {@code ALL}
     */
    record Security(
            @Nullable Long runAsUser,
            @Nullable Long runAsGroup,
            List<Long> supplementalGroups,
            boolean readOnlyRootFilesystem,
            boolean noNewPrivileges,
            List<String> addCapabilities,
            List<String> dropCapabilities) {}

    /** Outcome of {@link #execSync}. */
    record ExecResult(int exitCode, byte[] stdout, byte[] stderr) {}

    /**
     * An image on the node.
     *
     * @param user  numeric user that the image runs as, or null when it names none or a name
     */
    record Image(String id, List<String> tags, long bytes, @Nullable Long user) {}
}
