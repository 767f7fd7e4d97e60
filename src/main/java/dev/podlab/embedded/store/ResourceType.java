package dev.podlab.embedded.store;

/**
 * A kind of object that the cluster serves.
 *
 * @param group      API group, empty for the core group
 * @param version    API version, for example {@code v1}
 * @param plural     name in URLs, for example {@code pods}
 * @param kind       name in objects, for example {@code Pod}
 * @param namespaced whether its objects live in a namespace
 */
public record ResourceType(String group, String version, String plural, String kind, boolean namespaced) {

    public static final ResourceType NAMESPACES = core("namespaces", "Namespace", false);
    public static final ResourceType NODES = core("nodes", "Node", false);
    public static final ResourceType PODS = core("pods", "Pod", true);
    public static final ResourceType EVENTS = core("events", "Event", true);
    public static final ResourceType CONFIG_MAPS = core("configmaps", "ConfigMap", true);
    public static final ResourceType SECRETS = core("secrets", "Secret", true);
    public static final ResourceType SERVICE_ACCOUNTS = core("serviceaccounts", "ServiceAccount", true);
    public static final ResourceType RESOURCE_QUOTAS = core("resourcequotas", "ResourceQuota", true);
    public static final ResourceType LIMIT_RANGES = core("limitranges", "LimitRange", true);
    public static final ResourceType LEASES =
            new ResourceType("coordination.k8s.io", "v1", "leases", "Lease", true);
    public static final ResourceType ROLES =
            new ResourceType("rbac.authorization.k8s.io", "v1", "roles", "Role", true);
    public static final ResourceType ROLE_BINDINGS =
            new ResourceType("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding", true);
    public static final ResourceType NETWORK_POLICIES =
            new ResourceType("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy", true);

    private static ResourceType core(String plural, String kind, boolean namespaced) {
        return new ResourceType("", "v1", plural, kind, namespaced);
    }

    /** Returns {@code v1} or {@code group/version}, as written in an object's {@code apiVersion}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** Returns {@code pods} or {@code roles.rbac.authorization.k8s.io}, as Kubernetes names it in messages. */
    public String qualifiedName() {
        return group.isEmpty() ? plural : plural + "." + group;
    }
}
