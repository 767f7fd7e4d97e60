package dev.podlab.embedded.api;

import java.util.Optional;
import java.util.Set;

/** The OpenAPI v3 documents of the kinds served. Thread-safe. */
public interface OpenApi {

    /** Returns the paths that have a document: {@code api/v1}, {@code apis/rbac.authorization.k8s.io/v1}, … */
    Set<String> paths();

    /**
     * Returns a document as UTF-8 JSON, always the same bytes for a path.
     *
     * @param path one of {@link #paths()}
     */
    Optional<byte[]> document(String path);
}
