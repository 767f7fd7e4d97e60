package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.api.AdmissionRequest;
import dev.podlab.embedded.api.AdmissionRequest.Operation;
import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Nothing is created in a namespace that is not there or is going away, and some namespaces stay.
 *
 * <p>Source: apiserver {@code pkg/admission/plugin/namespace/lifecycle}.
 */
final class NamespaceLifecycle {

    private static final Set<String> IMMORTAL = Set.of("default", "kube-system", "kube-public");

    private final ObjectStore store;

    NamespaceLifecycle(ObjectStore store) {
        this.store = store;
    }

    void check(AdmissionRequest request) {
        ObjectKey key = request.key();
        if (request.operation() == Operation.DELETE
                && key.type().equals(ResourceType.NAMESPACES)
                && IMMORTAL.contains(key.name())) {
            throw ApiException.forbidden(key.type(), key.name(), "this namespace may not be deleted");
        }
        if (request.operation() == Operation.CREATE && key.type().namespaced()) {
            requireLiving(key);
        }
    }

    private void requireLiving(ObjectKey key) {
        JsonNode namespace = store.get(ObjectKey.of(ResourceType.NAMESPACES, key.namespace()))
                .orElseThrow(() -> ApiException.notFound(ResourceType.NAMESPACES, key.namespace()))
                .json();
        if (namespace.path("status").path("phase").asString("").equals("Terminating")) {
            throw ApiException.forbidden(
                    key.type(),
                    key.name(),
                    "unable to create new content in namespace %s because it is being terminated".formatted(key.namespace()));
        }
    }
}
