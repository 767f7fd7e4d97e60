package dev.podlab.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedClusterPartsTests {

    @TempDir
    Path home;

    @Test
    void takesDownInReverseAlsoWhenOnePartFails() {
        List<String> closed = new ArrayList<>();
        var parts = new Teardown();
        parts.add(() -> closed.add("first"));
        parts.add(() -> {
            throw new IOException("stuck");
        });
        parts.add(() -> closed.add("last"));
        assertThatExceptionOfType(EmbeddedClusterException.class).isThrownBy(parts::close).withMessageContaining("stuck");
        assertThat(closed).containsExactly("last", "first");
        parts.close();
        assertThat(closed).hasSize(2);
    }

    @Test
    void oneHomeTakesOneCluster() {
        try (HomeLock first = HomeLock.take(home)) {
            assertThat(first).isNotNull();
            assertThatExceptionOfType(EmbeddedClusterException.class)
                    .isThrownBy(() -> HomeLock.take(home))
                    .withMessageContaining("Another Podlab uses " + home)
                    .withMessageContaining("--home");
        }
        HomeLock.take(home).close();
    }

    @Test
    void makesAHomeThatOnlyItsOwnerEnters() throws IOException {
        Path made = home.resolve("deep/home");
        HomeLock.take(made).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made))).isEqualTo("rwx------");
    }

    @Test
    void writesAKubeconfigThatOnlyItsOwnerReads() throws IOException {
        Path file = home.resolve("kubeconfig");
        KubeconfigFile.write(file, "old");
        KubeconfigFile.write(file, KubeconfigFile.text("https://127.0.0.1:6443", "PEM", "secret"));
        assertThat(Files.readString(file))
                .contains("server: https://127.0.0.1:6443", "certificate-authority-data: UEVN", "token: secret", "current-context: podlab");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, -1})
    void refusesTooManyAndTooFewNodes(int nodes) {
        assertThatExceptionOfType(EmbeddedClusterException.class)
                .isThrownBy(() -> new EmbeddedClusterConfig(home, nodes, 0))
                .withMessageContaining("1 to 5 nodes");
    }
}
