package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.auth.Attributes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The resource that a URL names.
 *
 * <p>Source: apiserver {@code pkg/endpoints/request/requestinfo.go}, v1.36.
 *
 * @param group       empty for the core group
 * @param namespace   empty for all namespaces and for cluster-scoped resources
 * @param resource    plural
 * @param name        empty for the collection
 * @param subresource empty for the object itself
 */
record RequestTarget(String group, String version, String namespace, String resource, String name, String subresource) {

    private static final List<String> BELOW_A_NAMESPACE = List.of("status", "finalize");

    /** Returns the target of {@code /api/v1/…} or {@code /apis/GROUP/VERSION/…}, or empty for every other path. */
    static Optional<RequestTarget> parse(String path) {
        List<String> parts = Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
        if (parts.size() >= 3 && parts.get(0).equals("api")) {
            return below("", parts.get(1), parts.subList(2, parts.size()));
        }
        if (parts.size() >= 4 && parts.get(0).equals("apis")) {
            return below(parts.get(1), parts.get(2), parts.subList(3, parts.size()));
        }
        return Optional.empty();
    }

    private static Optional<RequestTarget> below(String group, String version, List<String> parts) {
        boolean inNamespace =
                parts.get(0).equals("namespaces") && parts.size() >= 3 && !BELOW_A_NAMESPACE.contains(parts.get(2));
        String namespace = inNamespace ? parts.get(1) : "";
        List<String> rest = inNamespace ? parts.subList(2, parts.size()) : parts;
        if (rest.size() > 3) {
            return Optional.empty();
        }
        return Optional.of(new RequestTarget(
                group, version, namespace, rest.get(0), rest.size() > 1 ? rest.get(1) : "", rest.size() > 2 ? rest.get(2) : ""));
    }

    /** Returns what a request with this target wants, for authorization. A namespace is in itself. */
    Attributes attributes(String verb) {
        String where = resource.equals("namespaces") && group.isEmpty() ? name : namespace;
        return new Attributes(verb, group, resource, subresource, where, name);
    }

    /** Returns the verb of a method on this target. */
    String verb(String method, boolean watch) {
        return switch (method) {
            case "GET", "HEAD" -> watch ? "watch" : name.isEmpty() ? "list" : "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
            default -> "";
        };
    }
}
