package dev.podlab.embedded.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Everything that is decided about one node before anything is made: names, addresses, files. Pure.
 *
 * @param id      whose node it is
 * @param network addresses of the cluster
 * @param number  counted from 1
 * @param count   how many nodes the cluster has
 * @param home    where the node keeps what outlives a restart: images
 * @param run     where it keeps what does not: sockets and configuration
 * @param cni     folder of the CNI plugins
 */
record NodePlan(InstanceId id, ClusterNetwork network, int number, int count, Path home, Path run, Path cni) {

    /** Port of the streaming server: exec, attach and port-forward sessions of the API server end there. */
    static final int STREAM_PORT = 10010;

    String name() {
        return "node-" + number;
    }

    String namespace() {
        return id.namespace(name());
    }

    String address() {
        return network.nodeAddress(number);
    }

    /** Returns the cgroup above this node's Pods, in the form that CRI takes. */
    String cgroupParent() {
        return "/" + id.cgroup() + "/" + name();
    }

    Path socket() {
        return run.resolve("containerd.sock");
    }

    Path log() {
        return home.resolve("containerd.log");
    }

    /** Returns where the large files lie: image layers, and what containers write. */
    Path disk() {
        return home.resolve("containerd");
    }

    Path configuration() {
        return run.resolve("config.toml");
    }

    Path baseSpec() {
        return run.resolve("spec.json");
    }

    Path cniConfiguration() {
        return run.resolve("cni");
    }

    /**
     * Returns containerd's configuration: CRI and what it needs, and nothing else, for a quick start. Its state lies
     * where {@link #script()} mounts a private file system.
     */
    String containerdConfiguration() {
        return """
                version = 2
                root = "/run/containerd/root"
                state = "/run/containerd/state"
                disabled_plugins = [
                  "io.containerd.internal.v1.opt",
                  "io.containerd.internal.v1.tracing",
                  "io.containerd.snapshotter.v1.aufs",
                  "io.containerd.snapshotter.v1.btrfs",
                  "io.containerd.snapshotter.v1.devmapper",
                  "io.containerd.snapshotter.v1.zfs",
                  "io.containerd.tracing.processor.v1.otlp",
                ]

                [grpc]
                  address = "%s"

                [plugins."io.containerd.grpc.v1.cri"]
                  sandbox_image = "%s"
                  stream_server_address = "%s"
                  stream_server_port = "%d"
                  restrict_oom_score_adj = true
                  netns_mounts_under_state_dir = true
                  enable_unprivileged_ports = true
                  enable_unprivileged_icmp = true

                  [plugins."io.containerd.grpc.v1.cri".cni]
                    bin_dir = "%s"
                    conf_dir = "%s"

                  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
                    runtime_type = "io.containerd.runc.v2"
                    base_runtime_spec = "%s"
                """.formatted(
                socket(), MachineImages.PAUSE, address(), STREAM_PORT, cni, cniConfiguration(), baseSpec());
    }

    /** Returns the CNI configuration: one bridge, addresses from a file, the node as the way out. */
    String cniNetwork() {
        return """
                {
                  "cniVersion": "0.4.0",
                  "name": "podlab",
                  "plugins": [{
                    "type": "bridge",
                    "bridge": "cni0",
                    "isGateway": true,
                    "ipam": {
                      "type": "host-local",
                      "dataDir": "/run/containerd/addresses",
                      "ranges": [[{"subnet": "%s"}]],
                      "routes": [{"dst": "0.0.0.0/0"}]
                    }
                  }]
                }
                """.formatted(network.podCidr(number));
    }

    /** Returns the links, addresses and routes inside the node's namespace, as input of {@code ip -batch}. */
    String links() {
        var lines = new ArrayList<String>(List.of(
                "link set lo up",
                "address add " + address() + "/24 dev eth0",
                "link set eth0 up",
                "link add cni0 type bridge",
                "address add " + network.podGateway(number) + "/24 dev cni0",
                "link set cni0 up"));
        IntStream.rangeClosed(1, count)
                .filter(other -> other != number)
                .mapToObj(other -> "route add " + network.podCidr(other) + " via " + network.nodeAddress(other))
                .forEach(lines::add);
        return String.join("\n", lines) + "\n";
    }

    /**
     * Returns the packet filter of the node, as input of {@code iptables-restore}: Pods reach Pods and may ping the
     * nodes; this machine reaches the streaming server; nothing else passes.
     */
    String packetFilter() {
        Ipv4Network own = network.podCidr(number);
        return """
                *filter
                :INPUT DROP [0:0]
                :FORWARD DROP [0:0]
                :OUTPUT ACCEPT [0:0]
                -A INPUT -i lo -j ACCEPT
                -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
                -A INPUT -i eth0 -s %1$s -p tcp --dport %2$d -j ACCEPT
                -A INPUT -i cni0 -s %3$s -p icmp --icmp-type echo-request -j ACCEPT
                -A INPUT -i eth0 -s %4$s -p icmp --icmp-type echo-request -j ACCEPT
                -A INPUT -i cni0 -j REJECT --reject-with icmp-port-unreachable
                -A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
                -A FORWARD -i cni0 -o eth0 -s %3$s -d %4$s -j ACCEPT
                -A FORWARD -i cni0 -o cni0 -s %3$s -d %3$s -j ACCEPT
                -A FORWARD -i eth0 -o cni0 -s %4$s -d %3$s -j ACCEPT
                -A FORWARD -i cni0 -j REJECT --reject-with icmp-admin-prohibited
                COMMIT
                """.formatted(network.hostAddress(), STREAM_PORT, own, ClusterNetwork.PODS);
    }

    /**
     * Returns the shell script that becomes containerd. It runs in the node's network namespace and in a mount
     * namespace of its own: what containerd mounts and what its shims leave under /run/containerd goes when the last
     * process goes. Any step that fails stops it: no node without its packet filter.
     *
     * <p>containerd's bookkeeping lies in memory, because it waits for the disk several times for each container that
     * it makes, and nothing of it is wanted after the node's end. An overlay cannot lie on another overlay, so where
     * the disk is one (in a container without a volume), the large files lie in memory too.
     */
    String script() {
        return """
                set -eu
                mount -t tmpfs -o mode=711 podlab /run/containerd
                if [ "$(stat -f -c %%T "%3$s")" != overlayfs ]; then
                  for part in content.v1.content snapshotter.v1.overlayfs/snapshots; do
                    mkdir -p "%3$s/$part" "/run/containerd/root/io.containerd.$part"
                    mount --bind "%3$s/$part" "/run/containerd/root/io.containerd.$part"
                  done
                fi
                echo 1 > /proc/sys/net/ipv4/ip_forward
                for each in all default; do
                  file=/proc/sys/net/ipv6/conf/$each/disable_ipv6
                  [ ! -e "$file" ] || echo 1 > "$file"
                done
                iptables-restore < "%1$s/packet-filter"
                ip -batch "%1$s/links"
                exec containerd --config "%2$s"
                """.formatted(run, configuration(), disk());
    }
}
