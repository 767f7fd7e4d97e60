package dev.podlab.embedded.api;

import dev.podlab.embedded.store.ResourceType;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Prints objects as the columns that {@code kubectl get} shows. Thread-safe. */
public interface TablePrinter {

    /**
     * Returns a {@code Table} of {@code meta.k8s.io/v1} with column definitions and one row per object. Columns for
     * {@code -o wide} are in it with a priority above 0. The server adds the list's metadata.
     *
     * @param type    kind of the objects
     * @param objects the objects, not to be modified
     * @param include what each row carries of its object
     */
    ObjectNode table(ResourceType type, List<ObjectNode> objects, IncludeObject include);

    /** What a row's {@code object} is: the {@code includeObject} query parameter. */
    enum IncludeObject {
        /** Nothing. */
        NONE,
        /** A {@code PartialObjectMetadata} of {@code meta.k8s.io/v1}: the default. */
        METADATA,
        /** The whole object. */
        OBJECT
    }
}
