package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.store.Listing;
import dev.podlab.embedded.store.StoredObject;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Get and list. */
final class Reads {

    private final Backend backend;
    private final Continuations continuations = new Continuations();

    Reads(Backend backend) {
        this.backend = backend;
    }

    Reply get(Call call) {
        StoredObject found =
                backend.store().get(call.key()).orElseThrow(() -> ApiException.notFound(call.key()));
        return Reply.ok(found.json());
    }

    Reply list(Call call) {
        Representation representation = Representation.of(call.http(), backend.printer());
        Selection selection = Selection.of(call.type(), call.query(), "");
        String query = "%s|%s|%s".formatted(call.type().apiVersion(), call.http().path(), selection);
        Continuations.Rest all = call.query().first("continue")
                .map(token -> continuations.find(token, query))
                .orElseGet(() -> select(call, selection, query));
        int limit = limit(call);
        List<StoredObject> chunk = all.objects().subList(0, Math.min(limit, all.objects().size()));
        List<StoredObject> rest = all.objects().subList(chunk.size(), all.objects().size());
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        metadata.put("resourceVersion", Long.toString(all.resourceVersion()));
        if (!rest.isEmpty()) {
            metadata.put("continue", continuations.keep(new Continuations.Rest(all.resourceVersion(), query, rest)));
            if (selection.isEverything()) {
                metadata.put("remainingItemCount", rest.size());
            }
        }
        ObjectNode list = representation.list(call.type(), chunk.stream().map(StoredObject::json), metadata);
        return new Reply.Raw(Reply.json(200, list));
    }

    private Continuations.Rest select(Call call, Selection selection, String query) {
        Listing listing = backend.store().list(call.type(), call.namespaceOrAll());
        ResourceVersions.checkList(call.query(), listing.resourceVersion());
        return new Continuations.Rest(
                listing.resourceVersion(), query, listing.items().stream().filter(selection::includes).toList());
    }

    private static int limit(Call call) {
        String text = call.query().first("limit").orElse("0");
        if (!text.matches("\\d{1,9}")) {
            throw ApiException.badRequest("limit: Invalid value: \"%s\": must be a number of at least 0".formatted(text));
        }
        int limit = Integer.parseInt(text);
        return limit == 0 ? Integer.MAX_VALUE : limit;
    }
}
