package dev.podlab.embedded.control;

import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoreException;
import dev.podlab.embedded.store.StoredObject;
import dev.podlab.embedded.store.client.StoreMirror;
import dev.podlab.embedded.store.client.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks after namespaces: makes the system's own, gives each a service account and the cluster's certificate, and empties
 * and removes those that are being deleted.
 *
 * <p>Source: kubernetes pkg/controller/namespace, pkg/controller/serviceaccount, v1.32.
 */
final class Namespaces implements AutoCloseable {

    private static final List<String> SYSTEM = List.of("default", "kube-system", "kube-public", "kube-node-lease");
    private static final Duration RESYNC = Duration.ofSeconds(5);
    private static final Duration FORCE_AFTER = Duration.ofSeconds(30);

    private static final List<ResourceType> CONTENT = List.of(
            ResourceType.CONFIG_MAPS, ResourceType.SECRETS, ResourceType.SERVICE_ACCOUNTS,
            ResourceType.RESOURCE_QUOTAS, ResourceType.LIMIT_RANGES, ResourceType.LEASES, ResourceType.ROLES,
            ResourceType.ROLE_BINDINGS, ResourceType.NETWORK_POLICIES, ResourceType.EVENTS);

    private final ObjectStore store;
    private final Clock clock;
    private final String clusterCertificate;
    private final ControlLoop loop;
    private final List<StoreMirror> mirrors;

    /**
     * @param clusterCertificate the API server's CA in PEM
     */
    Namespaces(ObjectStore store, Clock clock, String clusterCertificate) {
        this.store = store;
        this.clock = clock;
        this.clusterCertificate = clusterCertificate;
        SYSTEM.forEach(this::createNamespace);
        this.loop = new ControlLoop("namespaces", RESYNC, this::lookAfterAll);
        this.mirrors = List.of(
                new StoreMirror(store, ResourceType.NAMESPACES, key -> loop.wake()),
                new StoreMirror(store, ResourceType.SERVICE_ACCOUNTS, key -> loop.wake()),
                new StoreMirror(store, ResourceType.PODS, key -> {
                    if (store.get(key).isEmpty()) {
                        loop.wake();
                    }
                }));
    }

    private void createNamespace(String name) {
        ObjectNode namespace = object("v1", "Namespace", "", name);
        ((ObjectNode) namespace.path("metadata")).putObject("labels").put("kubernetes.io/metadata.name", name);
        namespace.putObject("spec").putArray("finalizers").add("kubernetes");
        namespace.putObject("status").put("phase", "Active");
        create(ObjectKey.of(ResourceType.NAMESPACES, name), namespace);
    }

    private void lookAfterAll() {
        for (StoredObject namespace : store.list(ResourceType.NAMESPACES, null).items()) {
            if (namespace.json().path("metadata").hasNonNull("deletionTimestamp")) {
                empty(namespace);
            } else {
                equip(namespace.key().name());
            }
        }
    }

    private void equip(String namespace) {
        ObjectKey account = new ObjectKey(ResourceType.SERVICE_ACCOUNTS, namespace, "default");
        if (store.get(account).isEmpty()) {
            create(account, object("v1", "ServiceAccount", namespace, "default"));
        }
        ObjectKey certificate = new ObjectKey(ResourceType.CONFIG_MAPS, namespace, "kube-root-ca.crt");
        if (store.get(certificate).isEmpty()) {
            ObjectNode map = object("v1", "ConfigMap", namespace, "kube-root-ca.crt");
            map.putObject("data").put("ca.crt", clusterCertificate);
            create(certificate, map);
        }
    }

    private void empty(StoredObject namespace) {
        String name = namespace.key().name();
        List<StoredObject> pods = store.list(ResourceType.PODS, name).items();
        pods.forEach(this::end);
        for (ResourceType type : CONTENT) {
            store.list(type, name).items().forEach(object -> delete(object.key()));
        }
        if (store.list(ResourceType.PODS, name).items().isEmpty()) {
            // Events that were written meanwhile go with the namespace.
            store.list(ResourceType.EVENTS, name).items().forEach(object -> delete(object.key()));
            delete(namespace.key());
        }
    }

    /** Asks the kubelet to end a Pod; one that no kubelet has, or that overstays its grace period, is removed. */
    private void end(StoredObject pod) {
        JsonNode json = pod.json();
        Instant end = Times.parse(json.path("metadata").path("deletionTimestamp"));
        boolean bound = !json.path("spec").path("nodeName").asString("").isEmpty();
        if (!bound || (end != null && clock.instant().isAfter(end.plus(FORCE_AFTER)))) {
            delete(pod.key());
            return;
        }
        if (end == null) {
            long grace = json.path("spec").path("terminationGracePeriodSeconds").asLong(30);
            String timestamp = Times.seconds(clock.instant().plusSeconds(grace));
            store.modify(pod.key(), copy -> {
                ((ObjectNode) copy.path("metadata"))
                        .put("deletionTimestamp", timestamp)
                        .put("deletionGracePeriodSeconds", grace);
                return copy;
            });
        }
    }

    private void create(ObjectKey key, ObjectNode object) {
        try {
            store.create(key, object);
        } catch (StoreException.AlreadyExists there) {
            return;
        }
    }

    private void delete(ObjectKey key) {
        try {
            store.delete(key, null);
        } catch (StoreException.NotFound gone) {
            return;
        }
    }

    private static ObjectNode object(String apiVersion, String kind, String namespace, String name) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", apiVersion).put("kind", kind);
        ObjectNode meta = object.putObject("metadata").put("name", name);
        if (!namespace.isEmpty()) {
            meta.put("namespace", namespace);
        }
        return object;
    }

    @Override
    public void close() {
        mirrors.forEach(StoreMirror::close);
        loop.close();
    }
}
