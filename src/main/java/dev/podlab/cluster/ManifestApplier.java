package dev.podlab.cluster;

import dev.podlab.cluster.Api.StatusException;
import dev.podlab.cluster.Cluster.AppliedObject;
import dev.podlab.cluster.InvalidManifestException.Problem;
import dev.podlab.cluster.InvalidManifestException.Reason;
import dev.podlab.cluster.ManifestText.Document;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Applies a learner's YAML: judges all of it first, then writes. */
final class ManifestApplier {

    /** The annotation that kubectl reads and writes: both may be used on one object in turn. */
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private static final String STRICT = "?fieldManager=podlab&fieldValidation=Strict";
    private static final String DRY_RUN = STRICT + "&dryRun=All";
    private static final String STAND_IN = "-podlab-check";
    private static final int MAX_NAME = 253;
    private static final Duration GONE_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Map<String, Object> SHORT_GRACE = Map.of("gracePeriodSeconds", 2);

    private final Api api;

    ManifestApplier(Api api) {
        this.api = api;
    }

    List<AppliedObject> apply(String namespace, String yaml, boolean replace) {
        List<Document> documents = ManifestText.read(yaml);
        stopAt(AllowedKinds.problems(documents, namespace));
        var plans = new ArrayList<Plan>();
        var problems = new ArrayList<Problem>();
        for (Document document : documents) {
            judged(document, problems, () -> plan(namespace, document, replace)).ifPresent(plans::add);
        }
        stopAt(problems);
        return plans.stream().map(plan -> carryOut(namespace, plan)).toList();
    }

    /** Decides what to do with an object and has the cluster try it without doing it. */
    private Plan plan(String namespace, Document document, boolean replace) {
        Map<String, Object> desired = desired(document.object(), namespace);
        String path = path(namespace, document);
        Optional<Map<String, Object>> existing = api.find(path);
        if (existing.isEmpty()) {
            api.create(collection(namespace, document) + DRY_RUN, desired);
            return new Plan(document, "created", desired);
        }
        Map<String, Object> patch = withLast(ApplyPatch.between(lastApplied(existing.get()), document.object()), desired);
        try {
            Map<String, Object> after = api.patch(path + DRY_RUN, Api.STRATEGIC_PATCH, patch);
            String outcome = essence(after).equals(essence(existing.get())) ? "unchanged" : "configured";
            return new Plan(document, outcome, patch);
        } catch (StatusException e) {
            if (!replace || !isImmutable(e, document)) {
                throw e;
            }
            api.create(collection(namespace, document) + DRY_RUN, standIn(desired));
            return new Plan(document, "replaced", desired);
        }
    }

    private AppliedObject carryOut(String namespace, Plan plan) {
        var problems = new ArrayList<Problem>();
        judged(plan.document(), problems, () -> write(namespace, plan));
        stopAt(problems);
        return new AppliedObject(plan.document().kind(), plan.document().name(), plan.outcome());
    }

    private Map<String, Object> write(String namespace, Plan plan) {
        String collection = collection(namespace, plan.document()) + STRICT;
        String path = path(namespace, plan.document());
        return switch (plan.outcome()) {
            case "created" -> api.create(collection, plan.body());
            case "configured" -> api.patch(path + STRICT, Api.STRATEGIC_PATCH, plan.body());
            case "replaced" -> {
                api.delete(path, SHORT_GRACE);
                awaitGone(path);
                yield api.create(collection, plan.body());
            }
            default -> Map.of();
        };
    }

    private void awaitGone(String path) {
        long deadline = System.nanoTime() + GONE_TIMEOUT.toNanos();
        while (api.find(path).isPresent()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new ClusterUnavailableException("the object to replace is still being deleted", null);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Runs a call and turns a refusal that is about the manifest into problems. */
    private static <T> Optional<T> judged(Document document, List<Problem> problems, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (StatusException e) {
            List<Problem> found = StatusProblems.of(e.code(), e.status(), document);
            if (found.isEmpty()) {
                throw e;
            }
            problems.addAll(found);
            return Optional.empty();
        }
    }

    private static void stopAt(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidManifestException(problems);
        }
    }

    private static boolean isImmutable(StatusException e, Document document) {
        return StatusProblems.of(e.code(), e.status(), document).stream()
                .anyMatch(problem -> problem.reason() == Reason.IMMUTABLE);
    }

    private static String collection(String namespace, Document document) {
        return Paths.collection(document.kind(), namespace);
    }

    private static String path(String namespace, Document document) {
        return Paths.object(document.kind(), namespace, document.name());
    }

    /** Returns the object with its namespace and the note of what was applied. */
    private Map<String, Object> desired(Map<String, Object> object, String namespace) {
        var metadata = new LinkedHashMap<>(Fields.object(object, "metadata"));
        metadata.put("namespace", namespace);
        Map<String, Object> named = with(object, "metadata", metadata);
        return annotated(named, api.write(named));
    }

    private static Map<String, Object> annotated(Map<String, Object> object, String note) {
        Map<String, Object> metadata = Fields.object(object, "metadata");
        if (metadata.get("annotations") instanceof Object present && !(present instanceof Map)) {
            return object; // the cluster says what is wrong with them
        }
        Map<String, Object> annotations = with(Fields.object(metadata, "annotations"), LAST_APPLIED, note);
        return with(object, "metadata", with(metadata, "annotations", annotations));
    }

    /** Adds the note of what was applied to a patch. */
    private static Map<String, Object> withLast(Map<String, @Nullable Object> patch, Map<String, Object> desired) {
        return annotated(patch, Fields.text(desired, "metadata", "annotations", LAST_APPLIED));
    }

    private Map<String, Object> lastApplied(Map<String, Object> existing) {
        String note = Fields.text(existing, "metadata", "annotations", LAST_APPLIED);
        try {
            return note.isEmpty() ? Map.of() : api.parse(note);
        } catch (RuntimeException e) {
            return Map.of();
        }
    }

    /** Returns the object under a name that is free, to have its replacement judged while it still exists. */
    private static Map<String, Object> standIn(Map<String, Object> desired) {
        String name = Fields.text(desired, "metadata", "name");
        String free = name.substring(0, Math.min(name.length(), MAX_NAME - STAND_IN.length())) + STAND_IN;
        return with(desired, "metadata", with(Fields.object(desired, "metadata"), "name", free));
    }

    /** Returns what a learner would call the object: without bookkeeping. */
    private static Map<String, Object> essence(Map<String, Object> object) {
        Map<String, Object> metadata = new TreeMap<>(Fields.object(object, "metadata"));
        List.of("resourceVersion", "managedFields", "generation").forEach(metadata::remove);
        var annotations = new TreeMap<>(Fields.object(metadata, "annotations"));
        annotations.remove(LAST_APPLIED);
        metadata.put("annotations", annotations);
        Map<String, Object> essence = with(object, "metadata", metadata);
        essence.remove("status");
        return essence;
    }

    private static Map<String, Object> with(Map<String, Object> map, String field, Object value) {
        var copy = new LinkedHashMap<>(map);
        copy.put(field, value);
        return copy;
    }

    /**
     * @param outcome as in {@link AppliedObject}
     * @param body    what to send: an object, or a patch when the outcome is {@code configured}
     */
    private record Plan(Document document, String outcome, Map<String, Object> body) {}
}
