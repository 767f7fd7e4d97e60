package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.api.ApiException.Cause;
import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoredObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code serviceaccounts/token}. Source: kubernetes {@code pkg/registry/core/serviceaccount/storage/token.go}, v1.36. */
final class ServiceAccountTokens {

    private static final long DEFAULT_SECONDS = 3600;
    private static final long MIN_SECONDS = 600;
    private static final long MAX_SECONDS = 365L * 24 * 3600;
    private static final Map<String, ResourceType> BINDABLE =
            Map.of("Pod", ResourceType.PODS, "Secret", ResourceType.SECRETS);

    private final Backend backend;

    ServiceAccountTokens(Backend backend) {
        this.backend = backend;
    }

    Reply create(Call call) {
        StoredObject account = backend.store().get(call.key()).orElseThrow(() -> ApiException.notFound(call.key()));
        ObjectNode request = call.body().object();
        long seconds = request.path("spec").path("expirationSeconds").asLong(DEFAULT_SECONDS);
        if (seconds < MIN_SECONDS) {
            throw ApiException.invalid(call.type(), call.target().name(), List.of(Cause.invalid(
                    "spec.expirationSeconds", Long.toString(seconds), "may not specify a duration less than 10 minutes")));
        }
        StoredObject bound = bound(call, request.path("spec").path("boundObjectRef"));
        Instant expires = backend.clock().instant().plusSeconds(Math.min(seconds, MAX_SECONDS));
        request.put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
        ObjectRules.metadata(request).put("name", call.target().name()).put("namespace", call.target().namespace());
        request.withObjectProperty("spec").put("expirationSeconds", Math.min(seconds, MAX_SECONDS));
        ObjectNode status = request.putObject("status");
        status.put("token", call.dryRun() ? "" : backend.tokens().issue(account, expires, bound));
        status.put("expirationTimestamp", Instant.ofEpochSecond(expires.getEpochSecond()).toString());
        return new Reply.Resource(201, request, List.of());
    }

    private @Nullable StoredObject bound(Call call, JsonNode reference) {
        if (!reference.isObject()) {
            return null;
        }
        ResourceType type = Optional.ofNullable(BINDABLE.get(reference.path("kind").asString("")))
                .orElseThrow(() -> ApiException.badRequest("cannot bind token for serviceaccount \"%s\" to an object of this kind"
                        .formatted(call.target().name())));
        ObjectKey key = new ObjectKey(type, call.target().namespace(), reference.path("name").asString());
        StoredObject bound = backend.store().get(key).orElseThrow(() -> ApiException.notFound(key));
        String uid = reference.path("uid").asString("");
        if (!uid.isEmpty() && !uid.equals(bound.uid())) {
            throw ApiException.conflict(key, "the UID in the bound object reference (%s) does not match the UID in record. "
                    + "The object might have been deleted and then recreated".formatted(uid));
        }
        return bound;
    }
}
