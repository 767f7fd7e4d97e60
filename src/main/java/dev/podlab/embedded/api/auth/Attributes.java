package dev.podlab.embedded.api.auth;

/**
 * What somebody wants to do.
 *
 * @param verb        for example {@code list}
 * @param group       API group, empty for the core group
 * @param resource    plural, for example {@code pods}
 * @param subresource for example {@code exec}, or empty
 * @param namespace   namespace, or empty for all or for cluster-scoped resources
 * @param name        name of the object, or empty
 */
public record Attributes(String verb, String group, String resource, String subresource, String namespace, String name) {

    /** Returns {@code pods} or {@code pods/exec}. */
    public String resourceWithSubresource() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }
}
