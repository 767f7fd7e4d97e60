package dev.podlab.embedded.api.schema;

import dev.podlab.embedded.api.schema.FieldType.Struct;
import dev.podlab.embedded.store.ResourceType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The fields of every kind that the cluster serves, each read when it is first asked for. Thread-safe.
 *
 * <p>Source: the classes of fabric8's Kubernetes model, which are generated from the Go types.
 */
public final class Schemas {

    /** Suppliers, so that naming a class does not load it. */
    private static final Map<ResourceType, Supplier<Class<?>>> MODELS = Map.ofEntries(
            Map.entry(ResourceType.NAMESPACES, () -> io.fabric8.kubernetes.api.model.Namespace.class),
            Map.entry(ResourceType.NODES, () -> io.fabric8.kubernetes.api.model.Node.class),
            Map.entry(ResourceType.PODS, () -> io.fabric8.kubernetes.api.model.Pod.class),
            Map.entry(ResourceType.EVENTS, () -> io.fabric8.kubernetes.api.model.Event.class),
            Map.entry(ResourceType.CONFIG_MAPS, () -> io.fabric8.kubernetes.api.model.ConfigMap.class),
            Map.entry(ResourceType.SECRETS, () -> io.fabric8.kubernetes.api.model.Secret.class),
            Map.entry(ResourceType.SERVICE_ACCOUNTS, () -> io.fabric8.kubernetes.api.model.ServiceAccount.class),
            Map.entry(ResourceType.RESOURCE_QUOTAS, () -> io.fabric8.kubernetes.api.model.ResourceQuota.class),
            Map.entry(ResourceType.LIMIT_RANGES, () -> io.fabric8.kubernetes.api.model.LimitRange.class),
            Map.entry(ResourceType.LEASES, () -> io.fabric8.kubernetes.api.model.coordination.v1.Lease.class),
            Map.entry(ResourceType.ROLES, () -> io.fabric8.kubernetes.api.model.rbac.Role.class),
            Map.entry(ResourceType.ROLE_BINDINGS, () -> io.fabric8.kubernetes.api.model.rbac.RoleBinding.class),
            Map.entry(ResourceType.NETWORK_POLICIES, () -> io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy.class));

    private final ModelReflection reflection = new ModelReflection();

    /**
     * Returns the fields of a kind.
     *
     * @throws IllegalArgumentException if the kind has no model
     */
    public synchronized Struct of(ResourceType type) {
        Supplier<Class<?>> model = MODELS.get(type);
        if (model == null) {
            throw new IllegalArgumentException("no schema for " + type.qualifiedName());
        }
        return reflection.struct(model.get());
    }

    /** Returns all kinds that have a schema. */
    public static Collection<ResourceType> kinds() {
        return List.copyOf(MODELS.keySet());
    }
}
