package dev.podlab.embedded.api.discovery;

import dev.podlab.embedded.store.ResourceType;
import java.util.List;

/**
 * A kind of object and how it is served.
 *
 * @param type         the kind
 * @param singular     its name for one object
 * @param shortNames   abbreviations that kubectl takes
 * @param categories   names for several kinds at once, for example {@code all}
 * @param subresources what is served below an object
 */
public record ServedResource(
        ResourceType type, String singular, List<String> shortNames, List<String> categories, List<Subresource> subresources) {

    /** What can be done with every kind. */
    public static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    public ServedResource {
        shortNames = List.copyOf(shortNames);
        categories = List.copyOf(categories);
        subresources = List.copyOf(subresources);
    }

    /**
     * Something below an object.
     *
     * @param group   group of the kind that it takes, empty for the core group
     * @param version version of that kind
     */
    public record Subresource(String name, String group, String version, String kind, List<String> verbs) {
        public Subresource {
            verbs = List.copyOf(verbs);
        }
    }
}
