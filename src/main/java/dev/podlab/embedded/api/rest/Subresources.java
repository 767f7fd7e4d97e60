package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.api.discovery.ServedResource.Subresource;
import dev.podlab.embedded.store.StoredObject;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is served below an object. */
final class Subresources {

    private static final List<String> DONE = List.of("Succeeded", "Failed");

    private final Backend backend;
    private final Reads reads;
    private final Writes writes;
    private final Deletions deletions;
    private final PodConnections connections;
    private final ServiceAccountTokens tokens;

    Subresources(Backend backend, Reads reads, Writes writes, Deletions deletions) {
        this.backend = backend;
        this.reads = reads;
        this.writes = writes;
        this.deletions = deletions;
        this.connections = new PodConnections(backend);
        this.tokens = new ServiceAccountTokens(backend);
    }

    Reply answer(Call call, String verb) throws IOException {
        Subresource subresource = call.served().subresources().stream()
                .filter(known -> known.name().equals(call.target().subresource()))
                .findFirst()
                .orElseThrow(ApiException::noSuchPath);
        if (!subresource.verbs().contains(verb)) {
            throw ApiException.methodNotAllowed();
        }
        return switch (subresource.name()) {
            case "status" -> status(call, verb);
            case "finalize" -> writes.update(call);
            case "binding" -> bind(call);
            case "eviction" -> evict(call);
            case "token" -> tokens.create(call);
            case "log" -> connections.log(call);
            case "exec", "attach", "portforward" -> connections.stream(call);
            default -> throw ApiException.noSuchPath();
        };
    }

    private Reply status(Call call, String verb) {
        return switch (verb) {
            case "get" -> reads.get(call);
            case "update" -> writes.update(call);
            default -> writes.patch(call);
        };
    }

    /** Source: kubernetes {@code pkg/registry/core/pod/storage/storage.go} assignPod, v1.36. */
    private Reply bind(Call call) {
        String node = call.body().object().path("target").path("name").asString("");
        if (node.isEmpty()) {
            throw ApiException.invalid(call.type(), call.target().name(),
                    List.of(ApiException.Cause.required("target.name", "")));
        }
        boolean dryRun = call.dryRun();
        String now = backend.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        backend.store().modify(call.key(), pod -> {
            String present = pod.path("spec").path("nodeName").asString("");
            if (pod.path("metadata").hasNonNull("deletionTimestamp")) {
                throw ApiException.conflict(call.key(), "pod %s is being deleted, cannot be assigned to a host".formatted(call.target().name()));
            }
            if (!present.isEmpty()) {
                throw ApiException.conflict(call.key(), "pod %s is already assigned to node \"%s\"".formatted(call.target().name(), present));
            }
            return dryRun ? pod : assigned(pod, node, now);
        }).orElseThrow(() -> ApiException.notFound(call.key()));
        return new Reply.Resource(201, success(), List.of());
    }

    private static ObjectNode assigned(ObjectNode pod, String node, String now) {
        pod.withObjectProperty("spec").put("nodeName", node);
        ArrayNode conditions = pod.withObjectProperty("status").withArrayProperty("conditions");
        for (int i = conditions.size() - 1; i >= 0; i--) {
            if (conditions.get(i).path("type").asString("").equals("PodScheduled")) {
                conditions.remove(i);
            }
        }
        conditions.addObject().put("type", "PodScheduled").put("status", "True").put("lastTransitionTime", now);
        return pod;
    }

    private Reply evict(Call call) {
        JsonNode eviction = call.body().object();
        StoredObject pod = backend.store().get(call.key()).orElseThrow(() -> ApiException.notFound(call.key()));
        DeleteOptions options = DeleteOptions.of(call, eviction.path("deleteOptions"));
        if (!options.dryRun() && !DONE.contains(pod.json().path("status").path("phase").asString(""))) {
            markDisrupted(call);
        }
        deletions.delete(call, call.key(), options);
        return new Reply.Resource(201, success(), List.of());
    }

    /** Source: kubernetes {@code pkg/registry/core/pod/storage/eviction.go} addConditionAndDeletePod, v1.36. */
    private void markDisrupted(Call call) {
        String now = backend.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        backend.store().modify(call.key(), pod -> {
            ArrayNode conditions = pod.withObjectProperty("status").withArrayProperty("conditions");
            if (conditions.valueStream().noneMatch(c -> c.path("type").asString("").equals("DisruptionTarget"))) {
                conditions.addObject().put("type", "DisruptionTarget").put("status", "True").put("reason", "EvictionByEvictionAPI")
                        .put("message", "Eviction API: evicting").put("lastTransitionTime", now);
            }
            return pod;
        });
    }

    private static ObjectNode success() {
        ObjectNode status = JsonNodeFactory.instance.objectNode().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        return status.put("status", "Success").put("code", 201);
    }
}
