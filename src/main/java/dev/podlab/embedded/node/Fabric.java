package dev.podlab.embedded.node;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The network between the nodes, as input of {@code ip -batch}. Pure.
 *
 * @param count how many nodes
 */
record Fabric(InstanceId id, ClusterNetwork network, int count) {

    /** Returns what makes the namespaces. It runs alone: making one moves the program into it. */
    String namespaces() {
        var lines = new ArrayList<String>(List.of("netns add " + id.fabricNamespace()));
        nodes().forEach(node -> lines.add("netns add " + id.namespace(node)));
        return text(lines);
    }

    /** Returns what makes the bridge, to be run in the fabric's namespace: one link per node, and this machine's. */
    String bridge() {
        var lines = new ArrayList<String>(List.of("link set lo up", "link add br0 type bridge forward_delay 0"));
        for (String node : nodes()) {
            lines.add("link add " + node + " type veth peer name eth0 netns " + id.namespace(node));
            lines.add("link set " + node + " master br0 up");
        }
        lines.add("link set host master br0 up");
        lines.add("link set br0 up");
        return text(lines);
    }

    /** Returns what joins this machine to the bridge, so that the API server reaches the nodes' streaming servers. */
    String hostLink() {
        return text(List.of(
                "link add " + id.hostLink() + " type veth peer name host netns " + id.fabricNamespace(),
                "address add " + network.hostAddress() + "/24 dev " + id.hostLink(),
                "link set " + id.hostLink() + " up"));
    }

    private List<String> nodes() {
        return IntStream.rangeClosed(1, count).mapToObj(number -> "node-" + number).toList();
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
