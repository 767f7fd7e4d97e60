package dev.podlab.embedded.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.embedded.api.admission.QuotaUsage;
import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ObjectStores;
import dev.podlab.embedded.store.ResourceType;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Scheduler and controllers on an in-memory store. */
class ControlPlaneTests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectStore store = ObjectStores.inMemory(Clock.systemUTC());
    private ControlPlane controlPlane;

    @BeforeEach
    void start() {
        controlPlane = ControlPlane.start(store, Clock.systemUTC(), "CA", quota -> QuotaUsage.status(store, quota));
    }

    @AfterEach
    void stop() {
        controlPlane.close();
        store.close();
    }

    @Test
    void makesTheSystemNamespacesWithAccountAndCertificate() {
        await(() -> store.get(key(ResourceType.CONFIG_MAPS, "kube-system", "kube-root-ca.crt")).isPresent());

        assertThat(store.list(ResourceType.NAMESPACES, null).items().stream().map(o -> o.key().name()))
                .containsExactly("default", "kube-node-lease", "kube-public", "kube-system");
        assertThat(store.get(key(ResourceType.SERVICE_ACCOUNTS, "default", "default"))).isPresent();
    }

    @Test
    void spreadsPodsOverTheNodes() {
        node("node-1");
        node("node-2");

        pod("default", "a");
        await(() -> !bound("a").isEmpty());
        pod("default", "b");
        await(() -> !bound("b").isEmpty());

        assertThat(bound("a")).isNotEqualTo(bound("b"));
        await(() -> store.list(ResourceType.EVENTS, "default").items().size() == 2);
        assertThat(store.list(ResourceType.EVENTS, "default").items().getFirst().json().path("message").asString())
                .startsWith("Successfully assigned default/a to node-");
    }

    @Test
    void tellsWhyAPodCannotBeScheduledAndBindsItWhenANodeComes() {
        pod("default", "a");
        await(() -> condition("a").path("reason").asString("").equals("Unschedulable"));
        assertThat(condition("a").path("message").asString()).isEqualTo("no nodes available to schedule pods");

        node("node-1");

        await(() -> bound("a").equals("node-1"));
        assertThat(condition("a").path("status").asString()).isEqualTo("True");
    }

    @Test
    void emptiesAndRemovesADeletedNamespace() {
        create(ObjectKey.of(ResourceType.NAMESPACES, "team"), "{\"metadata\":{\"name\":\"team\"}}");
        pod("team", "a");
        await(() -> store.get(key(ResourceType.CONFIG_MAPS, "team", "kube-root-ca.crt")).isPresent());

        store.modify(ObjectKey.of(ResourceType.NAMESPACES, "team"), json -> {
            ((ObjectNode) json.path("metadata")).put("deletionTimestamp", "2026-01-01T00:00:00Z");
            return json;
        });

        await(() -> store.get(ObjectKey.of(ResourceType.NAMESPACES, "team")).isEmpty());
        assertThat(store.list(ResourceType.PODS, "team").items()).isEmpty();
        assertThat(store.list(ResourceType.CONFIG_MAPS, "team").items()).isEmpty();
    }

    @Test
    void countsWhatAQuotaUses() {
        pod("default", "a");
        create(
                key(ResourceType.RESOURCE_QUOTAS, "default", "q"),
                "{\"metadata\":{\"name\":\"q\",\"namespace\":\"default\"},\"spec\":{\"hard\":{\"pods\":\"5\",\"requests.cpu\":\"1\",\"limits.memory\":\"1Gi\"}}}");

        await(() -> quota().path("used").path("pods").asString("").equals("1"));

        assertThat(quota().path("used").path("requests.cpu").asString()).isEqualTo("250m");
        assertThat(quota().path("used").path("limits.memory").asString()).isEqualTo("64Mi");
        assertThat(quota().path("hard").path("pods").asString()).isEqualTo("5");
    }

    private JsonNode quota() {
        return store.get(key(ResourceType.RESOURCE_QUOTAS, "default", "q")).orElseThrow().json().path("status");
    }

    private void node(String name) {
        create(
                ObjectKey.of(ResourceType.NODES, name),
                "{\"metadata\":{\"name\":\"%s\"},\"status\":{\"allocatable\":{\"cpu\":\"2\",\"memory\":\"1Gi\",\"pods\":\"10\"}}}"
                        .formatted(name));
    }

    private void pod(String namespace, String name) {
        create(
                key(ResourceType.PODS, namespace, name),
                """
                {"metadata": {"name": "%s", "namespace": "%s"},
                 "spec": {"containers": [{"name": "main", "resources":
                   {"requests": {"cpu": "250m"}, "limits": {"memory": "64Mi"}}}]},
                 "status": {"phase": "Pending"}}
                """.formatted(name, namespace));
    }

    private String bound(String pod) {
        return store.get(key(ResourceType.PODS, "default", pod)).orElseThrow().json()
                .path("spec").path("nodeName").asString("");
    }

    private JsonNode condition(String pod) {
        return store.get(key(ResourceType.PODS, "default", pod)).orElseThrow().json()
                .path("status").path("conditions").path(0);
    }

    private void create(ObjectKey key, String json) {
        store.create(key, (ObjectNode) JSON.readTree(json));
    }

    private static ObjectKey key(ResourceType type, String namespace, String name) {
        return new ObjectKey(type, namespace, name);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
