package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.api.Admission;
import dev.podlab.embedded.api.AdmissionRequest;
import dev.podlab.embedded.api.AdmissionRequest.Operation;
import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoredObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs the steps of admission in the order of the Go API server: defaults and mutation, validation (422), policies (403).
 *
 * <p>Thread-safe. It reads the store and never writes it. What the embedded cluster cannot do yet is refused last, so that
 * a Pod that Kubernetes would refuse is refused for Kubernetes' reason.
 */
public final class AdmissionChain implements Admission {

    private final ObjectStore store;
    private final NamespaceLifecycle namespaces;
    private final PodMutation podMutation;
    private final QuotaAdmission quotas;

    /** Creates a chain that looks up namespaces, limits, quotas and accounts in {@code store}. */
    public AdmissionChain(ObjectStore store) {
        this.store = store;
        this.namespaces = new NamespaceLifecycle(store);
        this.podMutation = new PodMutation(store);
        this.quotas = new QuotaAdmission(store);
    }

    @Override
    public ObjectNode admit(AdmissionRequest request) {
        namespaces.check(request);
        if (request.operation() == Operation.DELETE || !request.subresource().isEmpty()) {
            return request.object();
        }
        return request.old() == null ? create(request.key(), request.object()) : update(request.key(), request.object(), request.old());
    }

    private ObjectNode create(ObjectKey key, ObjectNode object) {
        ObjectDefaults.apply(key.type(), object);
        List<JsonNode> limits = List.of();
        if (key.type().equals(ResourceType.PODS)) {
            limits = limitRanges(key.namespace());
            LimitRanges.applyDefaults(object, limits);
            podMutation.apply(key, object);
        }
        validate(key, object, null);
        if (key.type().equals(ResourceType.PODS)) {
            podPolicies(key, object, limits);
        }
        if (key.type().equals(ResourceType.RESOURCE_QUOTAS)) {
            object.set("status", QuotaUsage.status(store, object));
        }
        quotas.check(key, object);
        return object;
    }

    private static ObjectNode update(ObjectKey key, ObjectNode object, ObjectNode old) {
        ObjectDefaults.apply(key.type(), object);
        if (key.type().equals(ResourceType.PODS)) {
            PodMutation.applyToUpdate(object, old);
        }
        validate(key, object, old);
        return object;
    }

    private static void validate(ObjectKey key, ObjectNode object, @Nullable ObjectNode old) {
        var problems = new Problems();
        Field root = Field.root(object);
        MetadataRules.check(key.type(), root.child("metadata"), problems);
        KindRules.check(key.type(), root, problems);
        if (old != null) {
            UpdateRules.check(key.type(), root, Field.root(old), problems);
        }
        refuse(key, problems);
    }

    private void podPolicies(ObjectKey key, ObjectNode pod, List<JsonNode> limits) {
        store.get(ObjectKey.of(ResourceType.NAMESPACES, key.namespace()))
                .flatMap(namespace -> PodSecurityLevels.violation(namespace.json(), pod, "enforce"))
                .ifPresent(violation -> {
                    throw ApiException.forbidden(key.type(), key.name(), violation);
                });
        List<String> violations = LimitRanges.violations(Field.root(pod), limits);
        if (!violations.isEmpty()) {
            throw ApiException.forbidden(key.type(), key.name(), LimitRanges.sentence(violations));
        }
        var unsupported = new Problems();
        UnsupportedFields.check(Field.root(pod), unsupported);
        refuse(key, unsupported);
    }

    private List<JsonNode> limitRanges(String namespace) {
        return store.list(ResourceType.LIMIT_RANGES, namespace).items().stream().map(StoredObject::json).map(JsonNode.class::cast).toList();
    }

    private static void refuse(ObjectKey key, Problems problems) {
        if (!problems.isEmpty()) {
            throw ApiException.invalid(key.type(), key.name(), problems.causes());
        }
    }
}
