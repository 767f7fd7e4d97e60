package dev.podlab.embedded.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.embedded.store.client.Quantity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulingTests {

    private static final NodeOffer ONE = node("node-1", false, List.of());
    private static final NodeOffer TWO = node("node-2", false, List.of());
    private static final NodeOffer CORDONED = node("node-2", true, List.of());
    private static final NodeOffer TAINTED =
            node("node-2", false, List.of(new NodeOffer.Taint("team", "blue", "NoSchedule")));

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void chooses(String rule, PodDemand pod, List<NodeOffer> nodes, List<PodDemand> pods, Scheduling.Decision expected) {
        assertThat(Scheduling.choose(pod, nodes, pods)).isEqualTo(expected);
    }

    static Stream<Arguments> chooses() {
        return Stream.of(
                of("the first node by name when both are empty", pod("a", "", 0), List.of(TWO, ONE), List.of(), bind("node-1")),
                of("the node with fewer Pods", pod("a", "", 0), List.of(ONE, TWO), List.of(pod("b", "node-1", 0)), bind("node-2")),
                of("the node with less requested when both have as many Pods",
                        pod("a", "", 0), List.of(ONE, TWO),
                        List.of(pod("b", "node-1", 500), pod("c", "node-2", 100)), bind("node-2")),
                of("a node whose finished Pods occupy nothing",
                        pod("a", "", 1_500), List.of(ONE), List.of(finished("b", "node-1", 1_500)), bind("node-1")),
                of("no node that is cordoned", pod("a", "", 0), List.of(ONE, CORDONED), List.of(pod("b", "node-1", 0)), bind("node-1")),
                of("no node with a taint that is not tolerated",
                        pod("a", "", 0), List.of(ONE, TAINTED), List.of(pod("b", "node-1", 0)), bind("node-1")),
                of("a tainted node that is tolerated", tolerating("a"), List.of(TAINTED), List.of(), bind("node-2")),
                of("nothing when there is no node", pod("a", "", 0), List.of(), List.of(), no("no nodes available to schedule pods")),
                of("nothing when no node has enough CPU left",
                        pod("a", "", 1_500), List.of(ONE, TWO),
                        List.of(pod("b", "node-1", 1_000), pod("c", "node-2", 1_000)),
                        no("0/2 nodes are available: 2 Insufficient cpu. preemption: 0/2 nodes are available: "
                                + "2 No preemption victims found for incoming pod.")),
                of("nothing when no node would ever be large enough",
                        pod("a", "", 5_000), List.of(ONE),
                        List.of(),
                        no("0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: "
                                + "1 Preemption is not helpful for scheduling.")),
                of("nothing when the node selector matches nowhere",
                        selecting("a", "disk", "ssd"), List.of(ONE, CORDONED), List.of(),
                        no("0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, "
                                + "1 node(s) were unschedulable. preemption: 0/2 nodes are available: "
                                + "2 Preemption is not helpful for scheduling.")),
                of("nothing when every node is full",
                        pod("a", "", 0), List.of(ONE),
                        List.of(pod("b", "node-1", 0), pod("c", "node-1", 0), pod("d", "node-1", 0)),
                        no("0/1 nodes are available: 1 Too many pods. preemption: 0/1 nodes are available: "
                                + "1 No preemption victims found for incoming pod.")));
    }

    private static Arguments of(
            String rule, PodDemand pod, List<NodeOffer> nodes, List<PodDemand> pods, Scheduling.Decision expected) {
        return Arguments.of(rule, pod, nodes, pods, expected);
    }

    private static Scheduling.Decision bind(String node) {
        return new Scheduling.Decision.Bind(node);
    }

    private static Scheduling.Decision no(String message) {
        return new Scheduling.Decision.Unschedulable(message);
    }

    private static NodeOffer node(String name, boolean unschedulable, List<NodeOffer.Taint> taints) {
        return new NodeOffer(
                name, Map.of("kubernetes.io/hostname", name), unschedulable, taints,
                Map.of("cpu", Quantity.of(2), "memory", Quantity.of(1L << 30), "pods", Quantity.of(3)));
    }

    private static PodDemand pod(String name, String node, long millis) {
        return demand(name, node, false, millis, Map.of(), List.of());
    }

    private static PodDemand finished(String name, String node, long millis) {
        return demand(name, node, true, millis, Map.of(), List.of());
    }

    private static PodDemand selecting(String name, String label, String value) {
        return demand(name, "", false, 0, Map.of(label, value), List.of());
    }

    private static PodDemand tolerating(String name) {
        return demand(name, "", false, 0, Map.of(), List.of(new PodDemand.Toleration("team", false, "blue", "")));
    }

    private static PodDemand demand(
            String name, String node, boolean finished, long millis, Map<String, String> selector,
            List<PodDemand.Toleration> tolerations) {
        Map<String, Quantity> requests = millis == 0 ? Map.of() : Map.of("cpu", Quantity.ofMillis(millis));
        return new PodDemand("default", name, "uid-" + name, node, finished, requests, Map.of(), selector, tolerations);
    }
}
