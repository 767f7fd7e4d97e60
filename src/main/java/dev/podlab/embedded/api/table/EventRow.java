package dev.podlab.embedded.api.table;

import static dev.podlab.embedded.api.schema.Json.at;
import static dev.podlab.embedded.api.schema.Json.text;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What {@code kubectl get events} says of an event. */
final class EventRow {

    private EventRow() {}

    static List<Object> cells(JsonNode event, Instant now) {
        String first = age(text(event, "firstTimestamp"), age(text(event, "eventTime"), "<unknown>", now), now);
        return List.of(
                lastSeen(event, first, now),
                text(event, "type"),
                text(event, "reason"),
                object(event),
                text(event, "involvedObject", "fieldPath"),
                source(event),
                text(event, "message").strip(),
                first,
                count(event),
                KindTables.objectName(event));
    }

    private static String lastSeen(JsonNode event, String first, Instant now) {
        String observed = text(event, "series", "lastObservedTime");
        return observed.isEmpty() ? age(text(event, "lastTimestamp"), first, now) : Ages.since(observed, now);
    }

    private static String age(String timestamp, String otherwise, Instant now) {
        return timestamp.isEmpty() ? otherwise : Ages.since(timestamp, now);
    }

    private static String object(JsonNode event) {
        String kind = text(event, "involvedObject", "kind").toLowerCase(Locale.ROOT);
        String name = text(event, "involvedObject", "name");
        return name.isEmpty() ? kind : kind + "/" + name;
    }

    private static String source(JsonNode event) {
        String component = text(event, "source", "component");
        String host = text(event, "source", "host");
        if (component.isEmpty()) {
            component = text(event, "reportingComponent");
            host = text(event, "reportingInstance");
        }
        return host.isEmpty() ? component : component + ", " + host;
    }

    /** An event of the new API that happened once has no count. */
    private static int count(JsonNode event) {
        int series = at(event, "series", "count").asInt(0);
        return series != 0 ? series : Math.max(1, at(event, "count").asInt(0));
    }
}
