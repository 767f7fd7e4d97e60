package dev.podlab.sandbox;

import dev.podlab.cluster.Namespaces;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Describes the objects that make a namespace a sandbox. Pure. */
final class SandboxObjects {

    /** Annotation: when the sandbox was opened, RFC 3339. */
    static final String OPENED = "podlab.dev/opened-at";

    /** Annotation: when it will be reclaimed, RFC 3339. */
    static final String EXPIRES = "podlab.dev/expires-at";

    /** Annotation: a pseudonym of the learner, longer than the namespace's name. */
    static final String LEARNER = "podlab.dev/learner";

    /** Annotation that appears when everything else is in place. */
    static final String COMPLETE = "podlab.dev/complete";

    /** The learner's own service account. */
    static final String SERVICE_ACCOUNT = "learner";

    private final SandboxSettings settings;

    SandboxObjects(SandboxSettings settings) {
        this.settings = settings;
    }

    Map<String, Object> namespace(String name, String learner, Instant openedAt, Instant expiresAt) {
        return Map.of(
                "apiVersion", "v1",
                "kind", "Namespace",
                "metadata", Map.of(
                        "name", name,
                        "labels", Map.of(
                                Namespaces.LABEL, "true",
                                "app.kubernetes.io/managed-by", "podlab",
                                "pod-security.kubernetes.io/enforce", "baseline"),
                        "annotations", Map.of(
                                LEARNER, learner,
                                OPENED, openedAt.toString(),
                                EXPIRES, expiresAt.toString())));
    }

    /**
     * Returns what stands in the namespace, in the order in which it is made: limits before anything can run. The
     * account that Pods run as by default is made here before the cluster makes it, so that no container that a stranger
     * has a shell in gets a token for the API.
     */
    List<Map<String, Object>> contents(String namespace) {
        return List.of(
                object("v1", "ResourceQuota", namespace, "sandbox", Map.of("spec", Map.of("hard", quota()))),
                object("v1", "LimitRange", namespace, "sandbox", Map.of("spec", Map.of("limits", List.of(defaults())))),
                object("networking.k8s.io/v1", "NetworkPolicy", namespace, "sandbox", Map.of("spec", isolation(namespace))),
                object("v1", "ServiceAccount", namespace, "default", Map.of("automountServiceAccountToken", false)),
                object("v1", "ServiceAccount", namespace, SERVICE_ACCOUNT, Map.of()),
                object("rbac.authorization.k8s.io/v1", "Role", namespace, SERVICE_ACCOUNT, Map.of("rules", rules())),
                object("rbac.authorization.k8s.io/v1", "RoleBinding", namespace, SERVICE_ACCOUNT, binding(namespace)));
    }

    private Map<String, Object> quota() {
        return Map.of(
                "pods", String.valueOf(settings.pods()),
                "limits.cpu", settings.cpuMillis() + "m",
                "limits.memory", String.valueOf(settings.memoryBytes()),
                "configmaps", String.valueOf(settings.configMaps()),
                "secrets", "10",
                "services", "5",
                "services.nodeports", "0",
                "services.loadbalancers", "0",
                "persistentvolumeclaims", "0");
    }

    /** A learner's Pod names no limits, as a rule; the quota wants some. */
    private static Map<String, Object> defaults() {
        return Map.of(
                "type", "Container",
                "default", Map.of("cpu", "200m", "memory", "64Mi"),
                "defaultRequest", Map.of("cpu", "10m", "memory", "16Mi"),
                "max", Map.of("cpu", "1", "memory", "256Mi"));
    }

    /** Pods of one sandbox talk to each other and ask for names; nothing else comes in or goes out. */
    private static Map<String, Object> isolation(String namespace) {
        Map<String, Object> own = Map.of("podSelector", Map.of());
        Map<String, Object> dns = Map.of(
                "namespaceSelector", Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", "kube-system")));
        return Map.of(
                "podSelector", Map.of(),
                "policyTypes", List.of("Ingress", "Egress"),
                "ingress", List.of(Map.of("from", List.of(own))),
                "egress", List.of(
                        Map.of("to", List.of(own)),
                        Map.of("to", List.of(dns), "ports", List.of(
                                Map.of("protocol", "UDP", "port", 53), Map.of("protocol", "TCP", "port", 53)))));
    }

    private static List<Map<String, Object>> rules() {
        return List.of(
                rule(List.of("pods", "configmaps"),
                        List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection")),
                rule(List.of("pods/log", "events", "resourcequotas", "limitranges"), List.of("get", "list", "watch")),
                rule(List.of("pods/exec", "pods/attach", "pods/portforward"), List.of("get", "create")));
    }

    private static Map<String, Object> rule(List<String> resources, List<String> verbs) {
        return Map.of("apiGroups", List.of(""), "resources", resources, "verbs", verbs);
    }

    private static Map<String, Object> binding(String namespace) {
        return Map.of(
                "roleRef", Map.of(
                        "apiGroup", "rbac.authorization.k8s.io", "kind", "Role", "name", SERVICE_ACCOUNT),
                "subjects", List.of(
                        Map.of("kind", "ServiceAccount", "name", SERVICE_ACCOUNT, "namespace", namespace)));
    }

    private static Map<String, Object> object(
            String apiVersion, String kind, String namespace, String name, Map<String, Object> body) {
        var object = new java.util.LinkedHashMap<String, Object>();
        object.put("apiVersion", apiVersion);
        object.put("kind", kind);
        object.put("metadata", Map.of(
                "name", name,
                "namespace", namespace,
                "labels", Map.of("app.kubernetes.io/managed-by", "podlab")));
        object.putAll(body);
        return object;
    }
}
