package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.AdmissionRequest;
import dev.podlab.embedded.api.AdmissionRequest.Operation;
import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.store.Listing;
import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoreException;
import dev.podlab.embedded.store.StoredObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Delete: at once, or marked for whoever has to finish it: the kubelet a Pod, the controllers a namespace, others their finalizers.
 *
 * <p>Source: apiserver {@code pkg/registry/rest/delete.go}; kubernetes {@code pkg/registry/core/pod/strategy.go}
 * CheckGracefulDelete, v1.36.
 */
final class Deletions {

    private static final int MAX_ATTEMPTS = 8;
    private static final long DEFAULT_GRACE_SECONDS = 30;
    private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

    private final Backend backend;

    Deletions(Backend backend) {
        this.backend = backend;
    }

    Reply delete(Call call) {
        Deleted deleted = delete(call, call.key(), DeleteOptions.of(call));
        boolean returnsObject = !deleted.gone() || call.type().equals(ResourceType.PODS);
        return Reply.ok(returnsObject ? deleted.object() : success(call.type(), deleted.object()));
    }

    Reply deleteCollection(Call call) {
        Selection selection = Selection.of(call.type(), call.query(), "");
        DeleteOptions options = DeleteOptions.of(call);
        Listing listing = backend.store().list(call.type(), call.namespaceOrAll());
        List<StoredObject> selected = listing.items().stream().filter(selection::includes).toList();
        for (StoredObject object : selected) {
            try {
                delete(call, object.key(), options);
            } catch (ApiException refused) {
                if (refused.code() != 404) {
                    throw refused;
                }
            }
        }
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        metadata.put("resourceVersion", Long.toString(listing.resourceVersion()));
        Representation representation = Representation.of(call.http(), backend.printer());
        return new Reply.Raw(Reply.json(
                200, representation.list(call.type(), selected.stream().map(StoredObject::json), metadata)));
    }

    /** An object after its deletion was asked for, and whether it is gone. */
    record Deleted(ObjectNode object, boolean gone) {}

    Deleted delete(Call call, ObjectKey key, DeleteOptions options) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            StoredObject current = backend.store().get(key).orElseThrow(() -> ApiException.notFound(key));
            checkPreconditions(current, options);
            backend.admission().admit(new AdmissionRequest(
                    Operation.DELETE, "", key, current.copy(), current.copy(), call.user().name(), options.dryRun()));
            ObjectNode marked = marked(current, options, backend.clock().instant().truncatedTo(ChronoUnit.SECONDS));
            boolean gone = ObjectRules.isReadyToGo(key.type(), marked);
            if (options.dryRun()) {
                return new Deleted(marked, gone);
            }
            try {
                return new Deleted(write(key, marked, gone, current), gone);
            } catch (StoreException.Conflict raced) {
                continue;
            } catch (StoreException.NotFound others) {
                throw ApiException.notFound(key);
            }
        }
        throw ApiException.modified(key);
    }

    private ObjectNode write(ObjectKey key, ObjectNode marked, boolean gone, StoredObject current) {
        return gone
                ? backend.store().delete(key, current.resourceVersion()).json()
                : backend.store().update(key, marked, current.resourceVersion()).json();
    }

    /** Returns the object with the deletion marks that it should have. A grace period can be shortened, never prolonged. */
    private static ObjectNode marked(StoredObject current, DeleteOptions options, Instant now) {
        ObjectNode object = current.copy();
        ObjectNode metadata = ObjectRules.metadata(object);
        long grace = grace(current.key().type(), object, options);
        boolean already = metadata.hasNonNull("deletionTimestamp");
        if (already && grace >= metadata.path("deletionGracePeriodSeconds").asLong(0)) {
            return object;
        }
        long previous = already ? metadata.path("deletionGracePeriodSeconds").asLong(0) : 0;
        Instant asked = already ? Instant.parse(metadata.path("deletionTimestamp").asString()).minusSeconds(previous) : now;
        metadata.put("deletionTimestamp", asked.plusSeconds(grace).toString()).put("deletionGracePeriodSeconds", grace);
        if (metadata.has("generation")) {
            metadata.put("generation", metadata.path("generation").asLong() + 1);
        }
        if (current.key().type().equals(ResourceType.NAMESPACES)) {
            metadata.remove("deletionGracePeriodSeconds");
            object.withObjectProperty("status").put("phase", "Terminating");
        }
        return object;
    }

    private static long grace(ResourceType type, JsonNode object, DeleteOptions options) {
        JsonNode spec = object.path("spec");
        boolean nothingRuns = spec.path("nodeName").asString("").isEmpty()
                || FINISHED.contains(object.path("status").path("phase").asString(""));
        if (!type.equals(ResourceType.PODS) || nothingRuns) {
            return 0;
        }
        long wanted = options.gracePeriodSeconds()
                .orElse(spec.path("terminationGracePeriodSeconds").asLong(DEFAULT_GRACE_SECONDS));
        return wanted < 0 ? 1 : wanted;
    }

    private static void checkPreconditions(StoredObject current, DeleteOptions options) {
        if (!options.uid().isEmpty() && !options.uid().equals(current.uid())) {
            throw ApiException.conflict(current.key(), "Precondition failed: UID in precondition: %s, UID in object meta: %s"
                    .formatted(options.uid(), current.uid()));
        }
        String version = Long.toString(current.resourceVersion());
        if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals(version)) {
            throw ApiException.conflict(current.key(),
                    "Precondition failed: ResourceVersion in precondition: %s, ResourceVersion in object meta: %s"
                            .formatted(options.resourceVersion(), version));
        }
    }

    private static ObjectNode success(ResourceType type, ObjectNode object) {
        ObjectNode status = JsonNodeFactory.instance.objectNode().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        ObjectNode details = status.put("status", "Success").putObject("details");
        details.put("name", object.path("metadata").path("name").asString(""));
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        details.put("kind", type.plural()).put("uid", object.path("metadata").path("uid").asString(""));
        return status;
    }
}
