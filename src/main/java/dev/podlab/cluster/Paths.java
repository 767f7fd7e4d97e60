package dev.podlab.cluster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Paths of the Kubernetes API. */
final class Paths {

    static final String NAMESPACES = "/api/v1/namespaces";

    /** Kinds that Podlab itself writes, and where their collections are; {@code %s} is the namespace. */
    private static final Map<String, String> COLLECTIONS = Map.of(
            "Namespace", NAMESPACES,
            "Pod", NAMESPACES + "/%s/pods",
            "ConfigMap", NAMESPACES + "/%s/configmaps",
            "ResourceQuota", NAMESPACES + "/%s/resourcequotas",
            "LimitRange", NAMESPACES + "/%s/limitranges",
            "ServiceAccount", NAMESPACES + "/%s/serviceaccounts",
            "Role", "/apis/rbac.authorization.k8s.io/v1/namespaces/%s/roles",
            "RoleBinding", "/apis/rbac.authorization.k8s.io/v1/namespaces/%s/rolebindings",
            "NetworkPolicy", "/apis/networking.k8s.io/v1/namespaces/%s/networkpolicies");

    private Paths() {}

    /** Returns where objects of a kind in a namespace are. */
    static String collection(String kind, String namespace) {
        String path = COLLECTIONS.get(kind);
        if (path == null) {
            throw new IllegalArgumentException("unknown kind: " + kind);
        }
        return path.formatted(segment(namespace));
    }

    static String object(String kind, String namespace, String name) {
        return collection(kind, namespace) + "/" + segment(name);
    }

    static String namespace(String name) {
        return NAMESPACES + "/" + segment(name);
    }

    static String pod(String namespace, String pod) {
        return object("Pod", namespace, pod);
    }

    static String log(String namespace, String pod, String container, boolean previous, int tailLines) {
        return pod(namespace, pod) + "/log?container=" + value(container) + "&tailLines=" + tailLines
                + (previous ? "&previous=true" : "");
    }

    static String exec(String namespace, String pod, String container, List<String> command, boolean terminal) {
        var path = new StringBuilder(pod(namespace, pod))
                .append("/exec?container=")
                .append(value(container))
                .append("&stdout=true")
                .append(terminal ? "&stdin=true&tty=true" : "&stderr=true");
        command.forEach(word -> path.append("&command=").append(value(word)));
        return path.toString();
    }

    private static String segment(String text) {
        return value(text).replace("+", "%20");
    }

    private static String value(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
