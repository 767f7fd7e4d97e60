package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerSpec.ValueSource;
import dev.podlab.embedded.store.client.Quantity;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The downward API: what a Pod may read of itself. Pure.
 *
 * <p>Source: kubernetes pkg/fieldpath and pkg/api/v1/resource, v1.32.
 *
 * @param podIp       the Pod's address, empty before it has one
 * @param hostIp      the node's address
 * @param allocatable the node's resources: the limit of a container that has none
 */
record PodFields(PodSpec pod, String podIp, String hostIp, Map<String, Quantity> allocatable) {

    private static final String LABEL = "metadata.labels['";
    private static final String ANNOTATION = "metadata.annotations['";

    /**
     * Returns a field.
     *
     * @throws StartException if the path names none
     */
    String field(String path) throws StartException {
        if (path.startsWith(LABEL) && path.endsWith("']")) {
            return pod.labels().getOrDefault(path.substring(LABEL.length(), path.length() - 2), "");
        }
        if (path.startsWith(ANNOTATION) && path.endsWith("']")) {
            return pod.annotations().getOrDefault(path.substring(ANNOTATION.length(), path.length() - 2), "");
        }
        return switch (path) {
            case "metadata.name" -> pod.name();
            case "metadata.namespace" -> pod.namespace();
            case "metadata.uid" -> pod.uid();
            case "metadata.labels" -> lines(pod.labels());
            case "metadata.annotations" -> lines(pod.annotations());
            case "spec.nodeName" -> pod.nodeName();
            case "spec.serviceAccountName" -> pod.serviceAccountName();
            case "status.podIP", "status.podIPs" -> podIp;
            case "status.hostIP", "status.hostIPs" -> hostIp;
            default -> throw new StartException("CreateContainerConfigError", "unsupported fieldPath: " + path);
        };
    }

    /**
     * Returns a request or limit in multiples of the divisor, rounded up.
     *
     * @throws StartException if it names no container or resource of the Pod
     */
    String resource(ContainerSpec self, ValueSource.Resource ref) throws StartException {
        ContainerSpec target = ref.container().isEmpty() ? self : pod.container(ref.container()).orElse(null);
        if (target == null) {
            throw new StartException("CreateContainerConfigError", "container %s not found".formatted(ref.container()));
        }
        String[] parts = ref.resource().split("\\.", 2);
        if (parts.length != 2 || !(parts[0].equals("limits") || parts[0].equals("requests"))) {
            throw new StartException("CreateContainerConfigError", "unsupported container resource : " + ref.resource());
        }
        Quantity limit = target.limits().getOrDefault(parts[1], allocatable.getOrDefault(parts[1], Quantity.ZERO));
        Quantity amount = parts[0].equals("limits") ? limit : target.requests().getOrDefault(parts[1], Quantity.ZERO);
        return amount.amount().divide(ref.divisor().amount(), 0, RoundingMode.UP).toPlainString();
    }

    private static String lines(Map<String, String> map) {
        return new TreeMap<>(map)
                .entrySet().stream()
                        .map(e -> "%s=\"%s\"".formatted(e.getKey(), escape(e.getValue())))
                        .collect(Collectors.joining("\n"));
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
