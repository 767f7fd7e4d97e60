package dev.podlab.embedded.node;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The addresses of one embedded cluster.
 *
 * <p>The nodes share {@code 10.89.<index>.0/24} with this machine, so that network differs between clusters on one
 * machine. The Pods' network {@code 10.244.0.0/16} exists only inside the nodes' namespaces and is the same everywhere.
 *
 * @param index 0 to 255
 */
record ClusterNetwork(int index) {

    /** Where every Pod address lies. */
    static final Ipv4Network PODS = Ipv4Network.parse("10.244.0.0/16");

    private static final int INDEXES = 256;
    private static final int FIRST_NODE_HOST = 11;

    ClusterNetwork {
        if (index < 0 || index >= INDEXES) {
            throw new IllegalArgumentException("index out of range: " + index);
        }
    }

    /** Returns the first cluster network that overlaps none of the taken ones, or empty when all do. */
    static Optional<ClusterNetwork> firstFree(List<Ipv4Network> taken) {
        return IntStream.range(0, INDEXES)
                .mapToObj(ClusterNetwork::new)
                .filter(candidate -> taken.stream().noneMatch(candidate.nodes()::overlaps))
                .findFirst();
    }

    /** Returns the network that the nodes share with this machine. */
    Ipv4Network nodes() {
        return Ipv4Network.parse("10.89." + index + ".0/24");
    }

    /** Returns this machine's address in the nodes' network. */
    String hostAddress() {
        return "10.89." + index + ".1";
    }

    /** Returns the address of node {@code number}, counted from 1. */
    String nodeAddress(int number) {
        return "10.89." + index + "." + (FIRST_NODE_HOST + number - 1);
    }

    /** Returns the Pod network of node {@code number}, counted from 1. */
    Ipv4Network podCidr(int number) {
        return Ipv4Network.parse("10.244." + (number - 1) + ".0/24");
    }

    /** Returns the address of node {@code number} towards its Pods. */
    String podGateway(int number) {
        return "10.244." + (number - 1) + ".1";
    }
}
