package dev.podlab.embedded.api.admission;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fills in what a Pod's author left out.
 *
 * <p>Source: kubernetes {@code pkg/apis/core/v1/defaults.go}, v1.36.
 */
final class PodDefaults {

    private static final int FILE_MODE = 0644;
    private static final List<String> PROBES = List.of("livenessProbe", "readinessProbe", "startupProbe");
    private static final List<String> HOOKS = List.of("postStart", "preStop");

    private PodDefaults() {}

    /** Changes the Pod in place. */
    static void apply(ObjectNode pod) {
        ObjectNode spec = object(pod, "spec");
        putIfAbsent(spec, "restartPolicy", "Always");
        putIfAbsent(spec, "dnsPolicy", "ClusterFirst");
        putIfAbsent(spec, "schedulerName", "default-scheduler");
        if (!spec.has("terminationGracePeriodSeconds")) {
            spec.put("terminationGracePeriodSeconds", 30);
        }
        if (!spec.has("enableServiceLinks")) {
            spec.put("enableServiceLinks", true);
        }
        object(spec, "securityContext");
        serviceAccount(spec);
        Stream.concat(objects(spec.path("initContainers")), objects(spec.path("containers"))).forEach(PodDefaults::container);
        objects(spec.path("volumes")).forEach(VolumeDefaults::apply);
    }

    /** Either name is enough; clients of both ages find theirs. */
    private static void serviceAccount(ObjectNode spec) {
        String name = spec.path("serviceAccountName").asString(spec.path("serviceAccount").asString(""));
        if (!name.isEmpty()) {
            spec.put("serviceAccountName", name).put("serviceAccount", name);
        }
    }

    private static void container(ObjectNode container) {
        putIfAbsent(container, "terminationMessagePath", "/dev/termination-log");
        putIfAbsent(container, "terminationMessagePolicy", "File");
        putIfAbsent(container, "imagePullPolicy", ImageName.hasLatestTag(container.path("image").asString("")) ? "Always" : "IfNotPresent");
        requestsFromLimits(object(container, "resources"));
        objects(container.path("ports")).forEach(port -> putIfAbsent(port, "protocol", "TCP"));
        objects(container.path("env")).forEach(PodDefaults::environment);
        PROBES.stream().filter(container::has).forEach(name -> probe(container.path(name)));
        HOOKS.forEach(name -> http(container.path("lifecycle").path(name).path("httpGet")));
    }

    /** Who limits a resource without asking for it, asks for the limit. */
    private static void requestsFromLimits(ObjectNode resources) {
        if (resources.path("limits").isEmpty()) {
            return;
        }
        ObjectNode requests = object(resources, "requests");
        resources.path("limits").properties().stream()
                .filter(limit -> !requests.has(limit.getKey()))
                .forEach(limit -> requests.set(limit.getKey(), limit.getValue()));
    }

    private static void environment(ObjectNode variable) {
        if (variable.path("valueFrom").path("fieldRef") instanceof ObjectNode reference) {
            putIfAbsent(reference, "apiVersion", "v1");
        }
    }

    private static void probe(JsonNode node) {
        if (!(node instanceof ObjectNode probe)) {
            return;
        }
        zeroTo(probe, "timeoutSeconds", 1);
        zeroTo(probe, "periodSeconds", 10);
        zeroTo(probe, "successThreshold", 1);
        zeroTo(probe, "failureThreshold", 3);
        http(probe.path("httpGet"));
        if (probe.path("grpc") instanceof ObjectNode grpc && !grpc.has("service")) {
            grpc.put("service", "");
        }
    }

    private static void http(JsonNode node) {
        if (node instanceof ObjectNode action) {
            putIfAbsent(action, "path", "/");
            putIfAbsent(action, "scheme", "HTTP");
        }
    }

    private static void zeroTo(ObjectNode object, String name, int value) {
        if (object.path(name).asInt(0) == 0) {
            object.put(name, value);
        }
    }

    static void putIfAbsent(ObjectNode object, String name, String value) {
        if (!object.has(name)) {
            object.put(name, value);
        }
    }

    static void fileMode(ObjectNode source) {
        if (!source.has("defaultMode")) {
            source.put("defaultMode", FILE_MODE);
        }
    }

    /** Returns an object inside another, made when it is missing. */
    static ObjectNode object(ObjectNode parent, String name) {
        return parent.path(name) instanceof ObjectNode present ? present : parent.putObject(name);
    }

    static ArrayNode array(ObjectNode parent, String name) {
        return parent.path(name) instanceof ArrayNode present ? present : parent.putArray(name);
    }

    static Stream<ObjectNode> objects(JsonNode list) {
        return list.valueStream().filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
    }
}
