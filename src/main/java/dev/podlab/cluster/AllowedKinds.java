package dev.podlab.cluster;

import dev.podlab.cluster.InvalidManifestException.Problem;
import dev.podlab.cluster.InvalidManifestException.Reason;
import dev.podlab.cluster.ManifestText.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges what can be judged before the cluster is asked: kind, name and namespace. Pure. */
final class AllowedKinds {

    /** What a learner may apply, with the API version that it lives in. */
    static final Map<String, String> API_VERSIONS = Map.of("Pod", "v1", "ConfigMap", "v1");

    private AllowedKinds() {}

    /** Returns every problem in the order of the text. */
    static List<Problem> problems(List<Document> documents, String namespace) {
        var problems = new ArrayList<Problem>();
        var lines = new HashMap<String, Integer>();
        for (Document document : documents) {
            kind(document).ifPresent(problems::add);
            name(document).ifPresent(problems::add);
            namespace(document, namespace).ifPresent(problems::add);
            twice(document, lines).ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<Problem> kind(Document document) {
        Map<String, Object> object = document.object();
        Object kind = object.get("kind");
        Object version = object.get("apiVersion");
        if (kind == null || version == null) {
            String missing = kind == null ? "kind" : "apiVersion";
            return Optional.of(document.problem(Reason.NOT_AN_OBJECT, missing, missing + " is missing"));
        }
        String wanted = API_VERSIONS.get(String.valueOf(kind));
        if (wanted == null) {
            return Optional.of(document.problem(
                    Reason.KIND_NOT_ALLOWED, "kind", kind + " is not one of " + API_VERSIONS.keySet().stream().sorted().toList()));
        }
        return wanted.equals(version)
                ? Optional.empty()
                : Optional.of(document.problem(
                        Reason.INVALID_VALUE, "apiVersion", "a " + kind + " has apiVersion " + wanted + ", not " + version));
    }

    private static Optional<Problem> name(Document document) {
        Object metadata = document.object().get("metadata");
        if (metadata != null && !(metadata instanceof Map)) {
            return Optional.of(document.problem(Reason.WRONG_TYPE, "metadata", "metadata must be a mapping"));
        }
        Object name = Fields.value(document.object(), "metadata", "name");
        if (name == null || name.equals("")) {
            return Optional.of(document.problem(Reason.REQUIRED_VALUE, "metadata.name", "metadata.name is missing"));
        }
        return name instanceof String
                ? Optional.empty()
                : Optional.of(document.problem(
                        Reason.WRONG_TYPE, "metadata.name", "a name must be a text; put quotes around " + name));
    }

    private static Optional<Problem> namespace(Document document, String namespace) {
        Object named = Fields.value(document.object(), "metadata", "namespace");
        return named == null || named.equals(namespace)
                ? Optional.empty()
                : Optional.of(document.problem(
                        Reason.OTHER_NAMESPACE, "metadata.namespace", "only your own namespace can be used, not " + named));
    }

    private static Optional<Problem> twice(Document document, Map<String, Integer> lines) {
        String key = document.object().get("kind") + "/" + Fields.text(document.object(), "metadata", "name");
        Integer earlier = lines.putIfAbsent(key, document.place("metadata.name").line());
        return earlier == null || key.endsWith("/")
                ? Optional.empty()
                : Optional.of(document.problem(
                        Reason.INVALID_VALUE, "metadata.name", key + " stands in line " + earlier + " already"));
    }
}
