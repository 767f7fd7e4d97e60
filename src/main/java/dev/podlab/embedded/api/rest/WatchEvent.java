package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.store.ResourceType;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The watch events that are not about a change. */
final class WatchEvent {

    private WatchEvent() {}

    static ObjectNode error(ApiException refused) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", "ERROR");
        event.set("object", refused.status());
        return event;
    }

    /** Says that nothing up to this version is missing. */
    static ObjectNode bookmark(ResourceType type, long version) {
        ObjectNode event = JsonNodeFactory.instance.objectNode().put("type", "BOOKMARK");
        ObjectNode object = event.putObject("object").put("kind", type.kind()).put("apiVersion", type.apiVersion());
        object.putObject("metadata").put("resourceVersion", Long.toString(version)).putNull("creationTimestamp");
        return event;
    }

    /** Says that everything that was there at the start has been sent. */
    static ObjectNode initialEventsEnd(ResourceType type, long version) {
        ObjectNode event = bookmark(type, version);
        ((ObjectNode) event.at("/object/metadata")).putObject("annotations").put("k8s.io/initial-events-end", "true");
        return event;
    }
}
