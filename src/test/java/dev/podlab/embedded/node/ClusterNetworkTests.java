package dev.podlab.embedded.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterNetworkTests {

    @Test
    void takesTheFirstNetworkOnAMachineWithoutOthers() {
        assertThat(ClusterNetwork.firstFree(List.of(Ipv4Network.parse("192.0.2.0/24")))).contains(new ClusterNetwork(0));
    }

    @Test
    void passesOverWhatIsTakenWhollyOrInPart() {
        var taken = List.of(Ipv4Network.parse("10.89.0.0/24"), Ipv4Network.parse("10.89.1.128/25"), Ipv4Network.parse("10.89.2.7"));
        assertThat(ClusterNetwork.firstFree(taken)).contains(new ClusterNetwork(3));
    }

    @Test
    void findsNoneWhenAWiderNetworkCoversAll() {
        assertThat(ClusterNetwork.firstFree(List.of(Ipv4Network.parse("10.0.0.0/8")))).isEmpty();
    }

    @Test
    void readsDestinationsFromRoutesOfEveryKind() {
        String routes = """
                default via 192.0.2.1 dev eth0
                10.89.0.0/24 dev pl-12345678 proto kernel scope link src 10.89.0.1
                local 10.89.0.1 dev pl-12345678 table local proto kernel scope host src 10.89.0.1
                unreachable 10.7.0.0/16
                """;
        assertThat(Ipv4Network.destinations(routes))
                .extracting(Ipv4Network::toString)
                .containsExactly("10.89.0.0/24", "10.89.0.1/32", "10.7.0.0/16");
    }

    @Test
    void givesNodesDistinctAddressesAndPodNetworks() {
        var network = new ClusterNetwork(4);
        assertThat(IntStream.rangeClosed(1, Nodes.MOST).mapToObj(network::nodeAddress))
                .containsExactly("10.89.4.11", "10.89.4.12", "10.89.4.13", "10.89.4.14", "10.89.4.15");
        assertThat(network.podCidr(2)).hasToString("10.244.1.0/24");
        assertThat(network.podGateway(2)).isEqualTo("10.244.1.1");
    }

    @Test
    void refusesWhatIsNoNetwork() {
        assertThatIllegalArgumentException().isThrownBy(() -> Ipv4Network.parse("10.256.0.0/16"));
        assertThatIllegalArgumentException().isThrownBy(() -> Ipv4Network.parse("10.0.0.0/33"));
        assertThatIllegalArgumentException().isThrownBy(() -> Ipv4Network.parse("fd00::/8"));
    }
}
