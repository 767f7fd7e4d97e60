package dev.podlab.embedded.kubelet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How one node's kubelet is set up.
 *
 * @param nodeName       name of the Node object
 * @param nodeIp         the node's address
 * @param podCidr        range that the node's Pods get their addresses from
 * @param root           folder of this node alone: Pod folders, volumes, logs
 * @param cgroupParent   cgroup of this node alone, for example {@code /podlab/node-1}
 * @param dnsServers     what Pods with {@code dnsPolicy: ClusterFirst} or {@code Default} ask; may be empty
 * @param pidsLimit      greatest number of processes in one container
 * @param maxPods        how many Pods the node takes
 * @param cpus           cores that the node offers
 * @param memoryBytes    bytes of memory that the node offers
 * @param runtimeVersion for example {@code containerd://1.6.20}
 * @param pollInterval   time between two looks at the runtime while something runs
 * @param enterMounts    words before a command that run it in the runtime's mount namespace, empty when it is this
 *                       process's own: volumes in memory must be mounted where the runtime sees them
 */
public record KubeletSettings(
        String nodeName,
        String nodeIp,
        String podCidr,
        Path root,
        String cgroupParent,
        List<String> dnsServers,
        long pidsLimit,
        int maxPods,
        int cpus,
        long memoryBytes,
        String runtimeVersion,
        Duration pollInterval,
        List<String> enterMounts) {

    public static final long DEFAULT_PIDS_LIMIT = 256;
    public static final int DEFAULT_MAX_PODS = 110;
    public static final Duration DEFAULT_POLL_INTERVAL = Duration.ofMillis(100);

    public KubeletSettings {
        dnsServers = List.copyOf(dnsServers);
        enterMounts = List.copyOf(enterMounts);
    }
}
