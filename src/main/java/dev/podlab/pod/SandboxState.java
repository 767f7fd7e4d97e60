package dev.podlab.pod;

import java.time.Instant;
import java.util.List;

/**
 * Everything a learner's sandbox holds at one moment.
 *
 * @param namespace the sandbox's namespace
 * @param version   grows with every change within one run of the portal
 * @param at        when it was seen
 * @param nodes     the cluster's nodes, sorted by name
 * @param pods      sorted by creation time, then name
 * @param events    the newest events, oldest first
 */
public record SandboxState(
        String namespace, long version, Instant at, List<Node> nodes, List<Pod> pods, List<PodEvent> events) {

    public SandboxState {
        nodes = List.copyOf(nodes);
        pods = List.copyOf(pods);
        events = List.copyOf(events);
    }
}
