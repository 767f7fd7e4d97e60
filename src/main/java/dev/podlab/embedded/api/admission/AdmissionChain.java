package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.api.Admission;
import dev.podlab.embedded.api.AdmissionRequest;
import dev.podlab.embedded.api.AdmissionRequest.Operation;
import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs the steps of admission in the order of the Go API server: defaults, mutation, validation, policies.
 *
 * <p>Thread-safe. It reads the store and never writes it.
 */
public final class AdmissionChain implements Admission {

    private final NamespaceLifecycle namespaces;

    /** Creates a chain that looks up namespaces, limits, quotas and accounts in {@code store}. */
    public AdmissionChain(ObjectStore store) {
        this.namespaces = new NamespaceLifecycle(store);
    }

    @Override
    public ObjectNode admit(AdmissionRequest request) {
        namespaces.check(request);
        if (request.operation() == Operation.DELETE || !request.subresource().isEmpty()) {
            return request.object();
        }
        ResourceType type = request.key().type();
        ObjectNode object = request.object();
        ObjectDefaults.apply(type, object);
        var problems = new Problems();
        MetadataRules.check(type, Field.root(object).child("metadata"), problems);
        if (!problems.isEmpty()) {
            throw ApiException.invalid(type, request.key().name(), problems.causes());
        }
        return object;
    }
}
