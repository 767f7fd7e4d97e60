package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoreException;
import dev.podlab.embedded.store.client.Times;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps a node's Node object and its lease.
 *
 * <p>Source: kubernetes.io/docs/concepts/architecture/nodes: a lease every 10 s, a status when it changed or after 5 min.
 */
final class NodeRegistration implements AutoCloseable {

    private static final Logger LOG = System.getLogger(NodeRegistration.class.getName());
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int LEASE_SECONDS = 40;
    private static final String LEASE_NAMESPACE = "kube-node-lease";

    private final KubeletSettings settings;
    private final ObjectStore store;
    private final Clock clock;
    private final BooleanSupplier runtimeAnswers;
    private final NodeStatus status;
    private final BlockingQueue<Boolean> stop = new ArrayBlockingQueue<>(1);

    NodeRegistration(KubeletSettings settings, ObjectStore store, Clock clock, BooleanSupplier runtimeAnswers) {
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        this.runtimeAnswers = runtimeAnswers;
        this.status = new NodeStatus(settings);
    }

    /** Writes the Node before it returns, then renews its lease from a thread of its own. */
    void start() {
        beat();
        Thread.ofVirtual().name("node-" + settings.nodeName()).start(this::run);
    }

    private void run() {
        try {
            while (stop.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS) == null) {
                try {
                    beat();
                } catch (RuntimeException unexpected) {
                    LOG.log(Level.WARNING, "heartbeat of " + settings.nodeName() + " failed", unexpected);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() {
        Instant now = clock.instant();
        ObjectKey node = ObjectKey.of(ResourceType.NODES, settings.nodeName());
        if (store.get(node).isEmpty()) {
            create(node, node());
        }
        store.modify(node, json -> status.update(json, runtimeAnswers.getAsBoolean(), now));
        renewLease(now);
    }

    private void renewLease(Instant now) {
        ObjectKey lease = new ObjectKey(ResourceType.LEASES, LEASE_NAMESPACE, settings.nodeName());
        boolean renewed = store.modify(lease, json -> {
                    json.withObject("spec").put("renewTime", Times.micros(now));
                    return json;
                })
                .isPresent();
        if (!renewed) {
            ObjectNode json = object("coordination.k8s.io/v1", "Lease");
            ((ObjectNode) json.path("metadata")).put("namespace", LEASE_NAMESPACE);
            json.putObject("spec")
                    .put("holderIdentity", settings.nodeName())
                    .put("leaseDurationSeconds", LEASE_SECONDS)
                    .put("renewTime", Times.micros(now));
            create(lease, json);
        }
    }

    private ObjectNode node() {
        ObjectNode json = object("v1", "Node");
        ((ObjectNode) json.path("metadata")).putObject("labels")
                .put("kubernetes.io/hostname", settings.nodeName())
                .put("kubernetes.io/os", "linux")
                .put("kubernetes.io/arch", NodeStatus.architecture());
        ObjectNode spec = json.putObject("spec").put("podCIDR", settings.podCidr());
        spec.putArray("podCIDRs").add(settings.podCidr());
        return json;
    }

    private ObjectNode object(String apiVersion, String kind) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("apiVersion", apiVersion).put("kind", kind).putObject("metadata").put("name", settings.nodeName());
        return json;
    }

    private void create(ObjectKey key, ObjectNode json) {
        try {
            store.create(key, json);
        } catch (StoreException.AlreadyExists raced) {
            return;
        }
    }

    @Override
    public void close() {
        stop.offer(Boolean.TRUE);
    }
}
