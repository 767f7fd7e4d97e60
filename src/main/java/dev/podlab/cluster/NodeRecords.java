package dev.podlab.cluster;

import dev.podlab.pod.Node;
import java.util.Map;

/** Turns Nodes as the API serves them into records. */
final class NodeRecords {

    private NodeRecords() {}

    static Node node(Map<String, Object> node) {
        boolean ready = Fields.objects(node, "status", "conditions").stream()
                .anyMatch(c -> Fields.text(c, "type").equals("Ready") && Fields.text(c, "status").equals("True"));
        String address = Fields.objects(node, "status", "addresses").stream()
                .filter(a -> Fields.text(a, "type").equals("InternalIP"))
                .map(a -> Fields.text(a, "address"))
                .findFirst()
                .orElse("");
        return new Node(Fields.text(node, "metadata", "name"), ready, address, Fields.text(node, "spec", "podCIDR"));
    }
}
