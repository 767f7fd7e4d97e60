package dev.podlab.embedded.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class ObjectStoreTests {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration NOW = Duration.ZERO;

    private final ObjectStore store =
            ObjectStores.inMemory(Clock.fixed(Instant.parse("2026-11-23T10:00:00.7Z"), ZoneOffset.UTC));

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void stampsNewObjectsAndLeavesTheCallersTreeAlone() {
        ObjectNode mine = pod("web", "blue");
        StoredObject created = store.create(key("web"), mine);
        assertThat(created.json().at("/metadata/creationTimestamp").asString()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(created.json().at("/metadata/resourceVersion").asString()).isEqualTo("" + created.resourceVersion());
        assertThat(created.uid()).hasSize(36);
        assertThat(mine.at("/metadata/uid").isMissingNode()).isTrue();
    }

    @Test
    void refusesToCreateTwice() {
        store.create(key("web"), pod("web", "blue"));
        assertThatExceptionOfType(StoreException.AlreadyExists.class)
                .isThrownBy(() -> store.create(key("web"), pod("web", "red")));
    }

    @Test
    void refusesToOverwriteWhatTheCallerHasNotSeen() {
        long seen = store.create(key("web"), pod("web", "blue")).resourceVersion();
        store.update(key("web"), pod("web", "red"), seen);
        assertThatExceptionOfType(StoreException.Conflict.class)
                .isThrownBy(() -> store.update(key("web"), pod("web", "green"), seen));
        assertThatExceptionOfType(StoreException.Conflict.class).isThrownBy(() -> store.delete(key("web"), seen));
    }

    @Test
    void writesNothingWhenNothingChanges() {
        StoredObject created = store.create(key("web"), pod("web", "blue"));
        ObjectNode same = created.copy();
        same.withObjectProperty("spec").put("count", 5L);
        StoredObject counted = store.update(key("web"), same, created.resourceVersion());
        same.withObjectProperty("spec").put("count", 5);
        assertThat(store.update(key("web"), same, counted.resourceVersion())).isSameAs(counted);
        assertThat(store.resourceVersion()).isEqualTo(counted.resourceVersion());
    }

    @Test
    void listsOneNamespaceSortedByName() {
        store.create(new ObjectKey(ResourceType.PODS, "a", "z"), pod("z", "blue"));
        store.create(new ObjectKey(ResourceType.PODS, "a", "b"), pod("b", "blue"));
        store.create(new ObjectKey(ResourceType.PODS, "a-b", "c"), pod("c", "blue"));
        assertThat(store.list(ResourceType.PODS, "a").items()).extracting(o -> o.key().name()).containsExactly("b", "z");
        assertThat(store.list(ResourceType.PODS, null).items()).hasSize(3);
        assertThat(store.list(ResourceType.NODES, null).items()).isEmpty();
    }

    @Test
    void watchDeliversWhatChangedAndWhatItWasBefore() throws InterruptedException {
        StoredObject created = store.create(key("web"), pod("web", "blue"));
        try (StoreWatch watch = store.watch(ResourceType.PODS, "default", created.resourceVersion())) {
            StoredObject updated = store.update(key("web"), pod("web", "red"), created.resourceVersion());
            StoredObject deleted = store.delete(key("web"), null);
            assertThat(watch.poll(SOON)).contains(new StoreEvent(StoreEvent.Type.MODIFIED, updated, created));
            assertThat(watch.poll(SOON)).contains(new StoreEvent(StoreEvent.Type.DELETED, deleted, updated));
            assertThat(watch.poll(NOW)).isEmpty();
        }
    }

    @Test
    void watchOfForgottenHistoryExpires() {
        StoredObject last = store.create(key("web"), pod("web", "0"));
        long start = last.resourceVersion();
        for (int i = 1; i <= Kind.HISTORY + 1; i++) {
            last = store.update(key("web"), pod("web", "" + i), last.resourceVersion());
        }
        assertThatExceptionOfType(StoreException.Expired.class)
                .isThrownBy(() -> store.watch(ResourceType.PODS, null, start - 1))
                .withMessageStartingWith("too old resource version: ");
    }

    @Test
    void watchExpiresWhenItsReaderIsTooSlow() {
        StoreWatch watch = store.watch(ResourceType.PODS, null, store.resourceVersion());
        StoredObject last = store.create(key("web"), pod("web", "0"));
        for (int i = 1; i <= Kind.HISTORY; i++) {
            last = store.update(key("web"), pod("web", "" + i), last.resourceVersion());
        }
        assertThatExceptionOfType(StoreException.Expired.class).isThrownBy(() -> watch.poll(SOON));
    }

    @Test
    void closingEndsAWaitingWatch() throws Exception {
        StoreWatch watch = store.watch(ResourceType.PODS, null, store.resourceVersion());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<StoreEvent>> waiting = threads.submit(() -> watch.poll(SOON));
            store.close();
            assertThat(waiting.get()).isEmpty();
        }
        assertThat(watch.isClosed()).isTrue();
    }

    /** Whatever writers do at the same time, a list and a watch from it rebuild exactly what is in the store. */
    @RepeatedTest(5)
    void listAndWatchTogetherSeeEverythingOnceAndInOrder(RepetitionInfo repetition) throws Exception {
        List<Callable<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            Random random = new Random(repetition.getCurrentRepetition() * 100L + writer);
            writers.add(() -> writeAtRandom(random));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> running = writers.stream().map(threads::submit).toList();
            Listing listing = store.list(ResourceType.PODS, null);
            Map<ObjectKey, StoredObject> seen = new HashMap<>();
            listing.items().forEach(object -> seen.put(object.key(), object));
            try (StoreWatch watch = store.watch(ResourceType.PODS, null, listing.resourceVersion())) {
                for (Future<Void> writer : running) {
                    writer.get();
                }
                follow(watch, listing.resourceVersion(), seen);
            }
            assertThat(seen.values())
                    .containsExactlyInAnyOrderElementsOf(store.list(ResourceType.PODS, null).items());
        }
    }

    private static void follow(StoreWatch watch, long from, Map<ObjectKey, StoredObject> seen) throws InterruptedException {
        long last = from;
        for (Optional<StoreEvent> event = watch.poll(NOW); event.isPresent(); event = watch.poll(NOW)) {
            StoredObject object = event.get().object();
            assertThat(object.resourceVersion()).isGreaterThan(last);
            last = object.resourceVersion();
            StoredObject before = seen.get(object.key());
            switch (event.get().type()) {
                case ADDED -> assertThat(before).isNull();
                case MODIFIED, DELETED -> assertThat(event.get().previous()).isEqualTo(before);
            }
            if (event.get().type() == StoreEvent.Type.DELETED) {
                seen.remove(object.key());
            } else {
                seen.put(object.key(), object);
            }
        }
    }

    private Void writeAtRandom(Random random) {
        for (int i = 0; i < 300; i++) {
            ObjectKey key = key("pod-" + random.nextInt(8));
            try {
                switch (random.nextInt(4)) {
                    case 0 -> store.create(key, pod(key.name(), "new"));
                    case 1 -> store.delete(key, null);
                    default -> store.modify(key, json -> pod(key.name(), "" + random.nextInt()));
                }
            } catch (StoreException.AlreadyExists | StoreException.NotFound raced) {
                continue;
            }
        }
        return null;
    }

    static ObjectKey key(String name) {
        return new ObjectKey(ResourceType.PODS, "default", name);
    }

    static ObjectNode pod(String name, String colour) {
        ObjectNode pod = JsonNodeFactory.instance.objectNode();
        pod.put("apiVersion", "v1").put("kind", "Pod").putObject("metadata").put("name", name);
        pod.putObject("spec").put("colour", colour);
        return pod;
    }
}
