package dev.podlab.embedded.control;

import dev.podlab.embedded.store.client.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Chooses a node for a Pod. Pure.
 *
 * <p>Source: kubernetes pkg/scheduler/framework (plugins NodeUnschedulable, TaintToleration, NodeAffinity,
 * NodeResourcesFit; {@code FitError}), v1.32.
 */
final class Scheduling {

    private Scheduling() {}

    /** What became of a Pod. */
    sealed interface Decision {
        /** It goes to this node. */
        record Bind(String node) implements Decision {}

        /** No node takes it; the message says why. */
        record Unschedulable(String message) implements Decision {}
    }

    /** A node's reason to refuse; {@code lasting} when evicting other Pods would not help. */
    private record Refusal(String reason, boolean lasting) {}

    /**
     * Returns the node with the fewest Pods of those that can take the Pod, then the one with the least requested.
     *
     * @param pods all Pods of the cluster
     */
    static Decision choose(PodDemand pod, List<NodeOffer> nodes, List<PodDemand> pods) {
        if (nodes.isEmpty()) {
            return new Decision.Unschedulable("no nodes available to schedule pods");
        }
        List<NodeOffer> fitting = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        for (NodeOffer node : nodes) {
            List<Refusal> own = refusals(pod, node, on(node, pods));
            if (own.isEmpty()) {
                fitting.add(node);
            }
            refusals.addAll(own);
        }
        Optional<NodeOffer> best = fitting.stream()
                .min(Comparator.<NodeOffer>comparingInt(node -> on(node, pods).size())
                        .thenComparing(node -> requested(on(node, pods), "cpu"))
                        .thenComparing(node -> requested(on(node, pods), "memory"))
                        .thenComparing(NodeOffer::name));
        return best.<Decision>map(node -> new Decision.Bind(node.name()))
                .orElseGet(() -> new Decision.Unschedulable(message(nodes, refusals, pod, pods)));
    }

    private static List<PodDemand> on(NodeOffer node, List<PodDemand> pods) {
        return pods.stream().filter(p -> p.node().equals(node.name()) && !p.finished()).toList();
    }

    /** The first filter that refuses a node counts; the resources are one filter with several reasons. */
    private static List<Refusal> refusals(PodDemand pod, NodeOffer node, List<PodDemand> there) {
        if (node.unschedulable() && !toleratesUnschedulable(pod)) {
            return List.of(new Refusal("node(s) were unschedulable", true));
        }
        Optional<NodeOffer.Taint> taint = node.taints().stream()
                .filter(t -> t.keepsPodsAway() && pod.tolerations().stream().noneMatch(t::isToleratedBy))
                .findFirst();
        if (taint.isPresent()) {
            return List.of(new Refusal("node(s) had untolerated taint {%s: %s}"
                    .formatted(taint.get().key(), taint.get().value()), true));
        }
        if (!node.labels().entrySet().containsAll(pod.nodeSelector().entrySet())) {
            return List.of(new Refusal("node(s) didn't match Pod's node affinity/selector", true));
        }
        return resources(pod, node, there);
    }

    private static boolean toleratesUnschedulable(PodDemand pod) {
        NodeOffer.Taint taint = new NodeOffer.Taint("node.kubernetes.io/unschedulable", "", "NoSchedule");
        return pod.tolerations().stream().anyMatch(taint::isToleratedBy);
    }

    private static List<Refusal> resources(PodDemand pod, NodeOffer node, List<PodDemand> there) {
        List<Refusal> refusals = new ArrayList<>();
        Quantity most = node.allocatable().getOrDefault("pods", Quantity.ZERO);
        if (Quantity.of(there.size() + 1).compareTo(most) > 0) {
            refusals.add(new Refusal("Too many pods", false));
        }
        pod.requests().forEach((resource, amount) -> {
            Quantity offered = node.allocatable().getOrDefault(resource, Quantity.ZERO);
            boolean asks = amount.compareTo(Quantity.ZERO) > 0;
            if (asks && requested(there, resource).plus(amount).compareTo(offered) > 0) {
                refusals.add(new Refusal("Insufficient " + resource, amount.compareTo(offered) > 0));
            }
        });
        return refusals;
    }

    private static Quantity requested(List<PodDemand> pods, String resource) {
        return pods.stream().map(p -> p.request(resource)).reduce(Quantity.ZERO, Quantity::plus);
    }

    private static String message(List<NodeOffer> nodes, List<Refusal> refusals, PodDemand pod, List<PodDemand> pods) {
        int all = nodes.size();
        long lasting = nodes.stream()
                .filter(node -> refusals(pod, node, on(node, pods)).stream().anyMatch(Refusal::lasting))
                .count();
        List<String> preemption = new ArrayList<>();
        if (all - lasting > 0) {
            preemption.add(all - lasting + " No preemption victims found for incoming pod");
        }
        if (lasting > 0) {
            preemption.add(lasting + " Preemption is not helpful for scheduling");
        }
        return "0/%d nodes are available: %s. preemption: 0/%d nodes are available: %s."
                .formatted(all, counted(refusals), all, preemption.stream().sorted().collect(Collectors.joining(", ")));
    }

    private static String counted(List<Refusal> refusals) {
        Map<String, Integer> counts = new TreeMap<>();
        refusals.forEach(r -> counts.merge(r.reason(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
