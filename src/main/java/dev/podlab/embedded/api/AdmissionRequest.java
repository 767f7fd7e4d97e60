package dev.podlab.embedded.api;

import dev.podlab.embedded.store.ObjectKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A write that asks to be let in.
 *
 * @param operation   what is to be done
 * @param subresource for example {@code status}, {@code binding} or {@code eviction}; empty for the object itself
 * @param key         where the object is or will be kept; a {@code generateName} has become a name already
 * @param object      the object to be written, with {@code metadata.name} and {@code metadata.namespace} set; for a deletion
 *                    the object as it is
 * @param old         the object as it is, or null on creation
 * @param user        name of the authenticated user, for example {@code system:serviceaccount:ns:name}
 * @param dryRun      whether nothing will be written in the end
 */
public record AdmissionRequest(
        Operation operation,
        String subresource,
        ObjectKey key,
        ObjectNode object,
        @Nullable ObjectNode old,
        String user,
        boolean dryRun) {

    /** Kinds of write. */
    public enum Operation {
        CREATE,
        UPDATE,
        DELETE
    }
}
