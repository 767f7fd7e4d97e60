package dev.podlab.cluster;

import dev.podlab.cluster.Namespaces.SandboxNamespace;
import java.time.Instant;
import java.util.Map;

/** Turns Namespaces as the API serves them into records. */
final class NamespaceRecords {

    private NamespaceRecords() {}

    static SandboxNamespace namespace(Map<String, Object> namespace) {
        Instant createdAt = Fields.time(namespace, "metadata", "creationTimestamp");
        return new SandboxNamespace(
                Fields.text(namespace, "metadata", "name"),
                Fields.entries(namespace, "metadata", "labels"),
                Fields.entries(namespace, "metadata", "annotations"),
                Fields.text(namespace, "status", "phase").equals("Terminating")
                        || !Fields.text(namespace, "metadata", "deletionTimestamp").isEmpty(),
                createdAt == null ? Instant.EPOCH : createdAt);
    }
}
