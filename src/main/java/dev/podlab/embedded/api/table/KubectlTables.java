package dev.podlab.embedded.api.table;

import dev.podlab.embedded.api.TablePrinter;
import dev.podlab.embedded.store.ResourceType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Prints objects as the tables that kubectl shows. Thread-safe. */
public final class KubectlTables implements TablePrinter {

    private static final String META = "meta.k8s.io/v1";

    private final Clock clock;

    /** Creates a printer that counts ages by {@code clock}. */
    public KubectlTables(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ObjectNode table(ResourceType type, List<ObjectNode> objects, IncludeObject include) {
        KindTable kind = KindTables.ALL.getOrDefault(type, KindTables.NAME_AND_AGE);
        Instant now = clock.instant();
        ObjectNode table = JsonNodeFactory.instance.objectNode();
        table.put("kind", "Table").put("apiVersion", META).putObject("metadata");
        ArrayNode columns = table.putArray("columnDefinitions");
        kind.columns().forEach(column -> columns.addObject()
                .put("name", column.name())
                .put("type", column.type())
                .put("format", column.format())
                .put("description", "")
                .put("priority", column.priority()));
        ArrayNode rows = table.putArray("rows");
        objects.forEach(object -> row(kind, type, object, include, now, rows.addObject()));
        return table;
    }

    private static void row(
            KindTable kind, ResourceType type, ObjectNode object, IncludeObject include, Instant now, ObjectNode row) {
        ArrayNode cells = row.putArray("cells");
        kind.cells().apply(object, now).forEach(cell -> {
            if (cell instanceof Integer number) {
                cells.add(number);
            } else {
                cells.add(cell.toString());
            }
        });
        if (type.equals(ResourceType.PODS)) {
            completed(object, row);
        }
        switch (include) {
            case NONE -> row.putNull("object");
            case METADATA -> row.putObject("object")
                    .put("kind", "PartialObjectMetadata")
                    .put("apiVersion", META)
                    .set("metadata", object.path("metadata"));
            case OBJECT -> row.set("object", object);
        }
    }

    /** Tells clients which Pods have ended, so that they may grey them out. */
    private static void completed(ObjectNode pod, ObjectNode row) {
        String phase = pod.path("status").path("phase").asString("");
        boolean succeeded = phase.equals("Succeeded");
        if (succeeded || phase.equals("Failed")) {
            row.putArray("conditions").addObject()
                    .put("type", "Completed")
                    .put("status", "True")
                    .put("reason", phase)
                    .put("message", succeeded ? "The pod has completed successfully." : "The pod failed.");
        }
    }
}
