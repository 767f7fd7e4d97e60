package dev.podlab.embedded.api.admission;

import static dev.podlab.embedded.api.admission.PodDefaults.array;
import static dev.podlab.embedded.api.admission.PodDefaults.object;
import static dev.podlab.embedded.api.admission.PodDefaults.objects;
import static dev.podlab.embedded.api.admission.PodDefaults.putIfAbsent;

import dev.podlab.embedded.store.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Fills in defaults, kind by kind. Pure. Source: kubernetes {@code pkg/apis/{core,rbac,networking}/v1/defaults.go}. */
final class ObjectDefaults {

    private static final String RBAC = "rbac.authorization.k8s.io";

    private static final Map<ResourceType, Consumer<ObjectNode>> BY_KIND = Map.of(
            ResourceType.PODS, PodDefaults::apply,
            ResourceType.NAMESPACES, ObjectDefaults::namespace,
            ResourceType.SECRETS, ObjectDefaults::secret,
            ResourceType.LIMIT_RANGES, ObjectDefaults::limitRange,
            ResourceType.ROLE_BINDINGS, ObjectDefaults::roleBinding,
            ResourceType.NETWORK_POLICIES, ObjectDefaults::networkPolicy);

    private ObjectDefaults() {}

    /** Changes the object in place. */
    static void apply(ResourceType type, ObjectNode object) {
        BY_KIND.getOrDefault(type, ignored -> {}).accept(object);
    }

    private static void namespace(ObjectNode namespace) {
        ObjectNode metadata = object(namespace, "metadata");
        object(metadata, "labels").put("kubernetes.io/metadata.name", metadata.path("name").asString(""));
        object(namespace, "spec");
        putIfAbsent(object(namespace, "status"), "phase", "Active");
    }

    /** {@code stringData} is for writing only: it is never stored. */
    private static void secret(ObjectNode secret) {
        putIfAbsent(secret, "type", "Opaque");
        if (secret.remove("stringData") instanceof ObjectNode plain) {
            ObjectNode data = object(secret, "data");
            plain.properties().forEach(entry -> data.put(
                    entry.getKey(),
                    Base64.getEncoder().encodeToString(entry.getValue().asString("").getBytes(StandardCharsets.UTF_8))));
        }
    }

    private static void limitRange(ObjectNode range) {
        objects(range.path("spec").path("limits"))
                .filter(limit -> limit.path("type").asString("").equals("Container"))
                .forEach(limit -> {
                    fill(limit, "max", "default");
                    fill(limit, "default", "defaultRequest");
                    fill(limit, "min", "defaultRequest");
                });
    }

    private static void fill(ObjectNode limit, String from, String into) {
        if (!limit.path(from).isEmpty()) {
            ObjectNode target = object(limit, into);
            limit.path(from).properties().stream()
                    .filter(entry -> !target.has(entry.getKey()))
                    .forEach(entry -> target.set(entry.getKey(), entry.getValue()));
        }
    }

    private static void roleBinding(ObjectNode binding) {
        if (binding.path("roleRef") instanceof ObjectNode role) {
            putIfAbsent(role, "apiGroup", RBAC);
        }
        objects(binding.path("subjects"))
                .filter(subject -> !subject.path("kind").asString("").equals("ServiceAccount"))
                .forEach(subject -> putIfAbsent(subject, "apiGroup", RBAC));
    }

    private static void networkPolicy(ObjectNode policy) {
        ObjectNode spec = object(policy, "spec");
        if (!spec.has("podSelector")) {
            spec.putObject("podSelector");
        }
        if (!spec.has("policyTypes")) {
            array(spec, "policyTypes").add("Ingress");
            if (spec.has("egress")) {
                array(spec, "policyTypes").add("Egress");
            }
        }
        for (String direction : new String[] {"ingress", "egress"}) {
            objects(spec.path(direction))
                    .flatMap(rule -> objects(rule.path("ports")))
                    .forEach(port -> putIfAbsent(port, "protocol", "TCP"));
        }
    }
}
