package dev.podlab.cluster;

import dev.podlab.pod.PodEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns core/v1 Events, old style and new, into records. */
final class EventRecords {

    static final Comparator<PodEvent> OLDEST_FIRST = Comparator.comparing(EventRecords::lastSeen)
            .thenComparing(PodEvent::uid);

    /** {@code spec.containers{web}} and {@code spec.initContainers{setup}}. */
    private static final Pattern CONTAINER = Pattern.compile("spec\\.\\w*[cC]ontainers\\{([^}]*)}");

    private EventRecords() {}

    static PodEvent event(Map<String, Object> event) {
        Matcher container = CONTAINER.matcher(Fields.text(event, "involvedObject", "fieldPath"));
        return new PodEvent(
                Fields.text(event, "metadata", "uid"),
                Fields.text(event, "type"),
                Fields.text(event, "reason"),
                Fields.text(event, "message"),
                Fields.text(event, "involvedObject", "kind") + "/" + Fields.text(event, "involvedObject", "name"),
                container.matches() ? container.group(1) : "",
                count(event),
                first(Fields.time(event, "firstTimestamp"), Fields.time(event, "eventTime"), created(event)),
                first(
                        Fields.time(event, "series", "lastObservedTime"),
                        Fields.time(event, "lastTimestamp"),
                        Fields.time(event, "eventTime"),
                        created(event)));
    }

    private static int count(Map<String, Object> event) {
        return Math.max(1, Math.max(Fields.number(event, "count"), Fields.number(event, "series", "count")));
    }

    private static @Nullable Instant created(Map<String, Object> event) {
        return Fields.time(event, "metadata", "creationTimestamp");
    }

    private static @Nullable Instant first(@Nullable Instant... times) {
        for (Instant time : times) {
            if (time != null) {
                return time;
            }
        }
        return null;
    }

    private static Instant lastSeen(PodEvent event) {
        Instant last = event.last();
        return last == null ? Instant.EPOCH : last;
    }
}
