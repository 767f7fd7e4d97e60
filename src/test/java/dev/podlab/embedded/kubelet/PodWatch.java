package dev.podlab.embedded.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoredObject;
import dev.podlab.embedded.store.client.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Creates, deletes and looks at the Pods of {@code default}. */
record PodWatch(ObjectStore store) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    void create(Pods pod) {
        ObjectNode json = pod.json();
        store.create(Pods.key(json.path("metadata").path("name").asString()), json);
    }

    void delete(String name, int grace) {
        delete(name, grace, Instant.now());
    }

    void delete(String name, int grace, Instant now) {
        store.modify(Pods.key(name), pod -> {
            ((ObjectNode) pod.path("metadata"))
                    .put("deletionTimestamp", Times.seconds(now.plusSeconds(grace)))
                    .put("deletionGracePeriodSeconds", grace);
            return pod;
        });
    }

    Optional<StoredObject> get(String name) {
        return store.get(Pods.key(name));
    }

    JsonNode status(String name) {
        return get(name).<JsonNode>map(pod -> pod.json().path("status")).orElse(MissingNode.getInstance());
    }

    JsonNode containerStatus(String pod, String container) {
        JsonNode status = status(pod);
        return Stream.of("containerStatuses", "initContainerStatuses")
                .flatMap(field -> status.path(field).valueStream())
                .filter(s -> s.path("name").asString().equals(container))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    String condition(String pod, String type) {
        return status(pod).path("conditions").valueStream()
                .filter(c -> c.path("type").asString().equals(type))
                .map(c -> c.path("status").asString())
                .findFirst()
                .orElse("");
    }

    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
        assertThat(condition.getAsBoolean())
                .as("%s; pods: %s", what, store.list(ResourceType.PODS, null).items())
                .isTrue();
    }
}
