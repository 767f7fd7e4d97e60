package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.api.AdmissionRequest;
import dev.podlab.embedded.api.AdmissionRequest.Operation;
import dev.podlab.embedded.api.FieldValidation;
import dev.podlab.embedded.api.schema.Schemas;
import dev.podlab.embedded.api.schema.StrictDecoder;
import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ResourceType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Objects for tests, written as YAML and decoded strictly. */
final class Manifests {

    static final String NAMESPACE = "lab";

    private static final StrictDecoder DECODER = new StrictDecoder(new Schemas());

    private Manifests() {}

    static ObjectNode decode(ResourceType type, String yaml) {
        return DECODER.decode(type, yaml.getBytes(StandardCharsets.UTF_8), "application/yaml", FieldValidation.STRICT).object();
    }

    /** Returns a Pod of one container, changed by the YAML flow entries of its spec and of its container. */
    static ObjectNode pod(String specEntries) {
        return decode(ResourceType.PODS, "{metadata: {name: p, namespace: lab}, spec: {" + specEntries + "}}");
    }

    static ObjectNode container(String containerEntries) {
        return pod("containers: [{name: a, image: busybox" + (containerEntries.isEmpty() ? "" : ", " + containerEntries) + "}]");
    }

    static AdmissionRequest request(ResourceType type, ObjectNode object, @Nullable ObjectNode old) {
        String name = object.path("metadata").path("name").asString("");
        return new AdmissionRequest(
                old == null ? Operation.CREATE : Operation.UPDATE, "", new ObjectKey(type, type.namespaced() ? NAMESPACE : "", name),
                object, old, "learner", false);
    }
}
