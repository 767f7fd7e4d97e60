package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.api.NodeGateway.PodReference;
import dev.podlab.embedded.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Which container of a Pod is meant. Source: kubernetes {@code pkg/registry/core/pod/strategy.go}, v1.36. Pure. */
final class PodContainers {

    private PodContainers() {}

    /** @throws ApiException 400 if the Pod is on no node yet */
    static PodReference reference(StoredObject pod) {
        String node = pod.json().path("spec").path("nodeName").asString("");
        if (node.isEmpty()) {
            throw ApiException.badRequest("pod %s does not have a host assigned".formatted(pod.key().name()));
        }
        return new PodReference(pod.key().namespace(), pod.key().name(), pod.uid(), node);
    }

    /**
     * Returns the container asked for, or the only one.
     *
     * @throws ApiException 400 if there are several, or none of that name
     */
    static String chosen(StoredObject pod, String wanted) {
        JsonNode spec = pod.json().path("spec");
        List<String> containers = names(spec.path("containers"));
        List<String> others = new ArrayList<>(names(spec.path("initContainers")));
        others.addAll(names(spec.path("ephemeralContainers")));
        if (wanted.isEmpty()) {
            if (containers.size() == 1) {
                return containers.getFirst();
            }
            throw ApiException.badRequest("a container name must be specified for pod %s, choose one of: %s%s"
                    .formatted(pod.key().name(), listed(containers), initContainers(names(spec.path("initContainers")))));
        }
        if (!containers.contains(wanted) && !others.contains(wanted)) {
            throw ApiException.badRequest("container %s is not valid for pod %s".formatted(wanted, pod.key().name()));
        }
        return wanted;
    }

    private static String initContainers(List<String> names) {
        return names.isEmpty() ? "" : " or one of the init containers: " + listed(names);
    }

    private static String listed(List<String> names) {
        return "[" + String.join(" ", names) + "]";
    }

    private static List<String> names(JsonNode containers) {
        return containers.valueStream().map(container -> container.path("name").asString("")).toList();
    }
}
