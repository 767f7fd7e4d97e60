package dev.podlab.embedded.store;

import static dev.podlab.embedded.store.ObjectStoreTests.key;
import static dev.podlab.embedded.store.ObjectStoreTests.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTests {

    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path directory;

    @Test
    void bringsBackWhatWasThere() throws IOException {
        StoredObject kept;
        try (ObjectStore store = ObjectStores.open(directory, CLOCK)) {
            StoredObject created = store.create(key("kept"), pod("kept", "blue"));
            kept = store.update(key("kept"), pod("kept", "蓝色"), created.resourceVersion());
            store.create(key("gone"), pod("gone", "red"));
            store.delete(key("gone"), null);
        }
        try (ObjectStore store = ObjectStores.open(directory, CLOCK)) {
            assertThat(store.list(ResourceType.PODS, null).items()).containsExactly(kept);
        }
    }

    @Test
    void neverUsesAVersionTwice() throws IOException {
        long last;
        try (ObjectStore store = ObjectStores.open(directory, CLOCK)) {
            store.create(key("web"), pod("web", "blue"));
            last = store.delete(key("web"), null).resourceVersion();
        }
        try (ObjectStore store = ObjectStores.open(directory, CLOCK)) {
            assertThat(store.resourceVersion()).isGreaterThan(last);
            assertThatExceptionOfType(StoreException.Expired.class)
                    .isThrownBy(() -> store.watch(ResourceType.PODS, null, last));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 40})
    void cutsOffWhatACrashLeftHalfWritten(int bytesMissing) throws IOException {
        try (ObjectStore store = ObjectStores.open(directory, CLOCK)) {
            store.create(key("first"), pod("first", "blue"));
            store.create(key("second"), pod("second", "blue"));
        }
        truncateBy(bytesMissing);
        try (ObjectStore store = ObjectStores.open(directory, CLOCK)) {
            assertThat(store.get(key("first"))).isPresent();
            assertThat(store.get(key("second"))).isEmpty();
            store.create(key("third"), pod("third", "blue"));
        }
        try (ObjectStore store = ObjectStores.open(directory, CLOCK)) {
            assertThat(store.list(ResourceType.PODS, null).items()).extracting(o -> o.key().name()).containsExactly("first", "third");
        }
    }

    @Test
    void ignoresARecordWhoseBytesAreWrong() throws IOException {
        try (ObjectStore store = ObjectStores.open(directory, CLOCK)) {
            store.create(key("first"), pod("first", "blue"));
        }
        byte[] bytes = Files.readAllBytes(directory.resolve("journal-0"));
        bytes[bytes.length - 3] ^= 1;
        Files.write(directory.resolve("journal-0"), bytes);
        try (ObjectStore store = ObjectStores.open(directory, CLOCK)) {
            assertThat(store.get(key("first"))).isEmpty();
        }
    }

    @Test
    void refusesADirectoryThatIsOpenElsewhere() throws IOException {
        try (ObjectStore store = ObjectStores.open(directory, CLOCK)) {
            assertThat(store.resourceVersion()).isPositive();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> ObjectStores.open(directory, CLOCK))
                    .withMessageContaining("already open");
        }
    }

    @Test
    void refusesADamagedSnapshot() throws IOException {
        Files.write(directory.resolve("snapshot-1"), new byte[] {1, 2, 3});
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ObjectStores.open(directory, CLOCK))
                .withMessageEndingWith("is damaged");
    }

    @Test
    void startsANewGenerationWhenTheJournalHasGrown() throws Exception {
        try (VersionedObjects store = VersionedObjects.recovered(CLOCK, Journal.open(directory, 20_000))) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                IntStream.range(0, 8).forEach(i -> threads.submit(() -> {
                    store.create(key("pod-" + i), pod("pod-" + i, "0"));
                    IntStream.range(1, 100).forEach(n -> store.modify(key("pod-" + i), json -> pod("pod-" + i, "" + n)));
                }));
            }
        }
        assertThat(names()).hasSize(3).doesNotContain("journal-0");
        try (ObjectStore store = ObjectStores.open(directory, CLOCK)) {
            assertThat(store.list(ResourceType.PODS, null).items())
                    .hasSize(8)
                    .allSatisfy(object -> assertThat(object.json().at("/spec/colour").asString()).isEqualTo("99"));
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void truncateBy(int bytes) throws IOException {
        Path journal = directory.resolve("journal-0");
        try (var channel = java.nio.channels.FileChannel.open(journal, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - bytes);
        }
    }
}
