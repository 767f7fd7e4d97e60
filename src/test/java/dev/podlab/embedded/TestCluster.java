package dev.podlab.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The cluster that tests talk to: the one whose kubeconfig the environment names, or the embedded one, started for the
 * first test that asks and stopped when the Java process ends.
 */
final class TestCluster {

    /** Kubeconfig of a cluster to run the same tests against. */
    static final String KUBECONFIG = "PODLAB_TEST_KUBECONFIG";

    private TestCluster() {}

    /** Returns an administrator's kubeconfig. Skips the calling test where no cluster can be had, but never on CI. */
    static Path kubeconfig() {
        String named = System.getenv(KUBECONFIG);
        return named == null || named.isBlank() ? Embedded.KUBECONFIG : Path.of(named);
    }

    /** Holder: the cluster is started when it is first needed. */
    private static final class Embedded {

        static final Path KUBECONFIG = start();

        private static Path start() {
            List<String> lacking = EmbeddedClusters.unmetPreconditions();
            if (!"true".equals(System.getenv("CI"))) {
                Assumptions.assumeTrue(lacking.isEmpty(), () -> "no embedded cluster here: " + String.join(" ", lacking));
            }
            try {
                Path home = Files.createTempDirectory("podlab-test");
                EmbeddedCluster cluster = EmbeddedClusters.start(EmbeddedClusterConfig.at(home));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cluster, home)));
                return cluster.kubeconfig();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void stop(EmbeddedCluster cluster, Path home) {
            cluster.close();
            try (Stream<Path> content = Files.walk(home)) {
                for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
