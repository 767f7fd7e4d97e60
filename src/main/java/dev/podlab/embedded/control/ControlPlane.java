package dev.podlab.embedded.control;

import dev.podlab.embedded.store.ObjectStore;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The scheduler and every controller of a cluster. */
public final class ControlPlane implements AutoCloseable {

    private final List<AutoCloseable> parts;

    private ControlPlane(List<AutoCloseable> parts) {
        this.parts = parts;
    }

    /**
     * Starts all of them; the system's namespaces exist when it returns.
     *
     * @param store              stays open when the control plane is closed
     * @param clusterCertificate the API server's CA in PEM, for {@code kube-root-ca.crt} in each namespace
     * @param quotaStatus        returns what a ResourceQuota's status is now
     */
    public static ControlPlane start(
            ObjectStore store, Clock clock, String clusterCertificate,
            Function<JsonNode, ObjectNode> quotaStatus) {
        return new ControlPlane(List.of(
                new Namespaces(store, clock, clusterCertificate),
                new Scheduler(store, clock),
                new QuotaUsage(store, quotaStatus),
                new GarbageCollection(store, clock)));
    }

    /** Ends every loop. Does not wait for a turn that is under way. */
    @Override
    public void close() {
        for (AutoCloseable part : parts.reversed()) {
            closeQuietly(part);
        }
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception failed) {
            throw new IllegalStateException("a controller cannot be closed", failed);
        }
    }
}
