package dev.podlab.embedded.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Podlab that is killed leaves much behind, and all of it goes. */
class NodeCleanupIT {

    private static final int START_TIMEOUT_S = 60;

    @TempDir
    Path home;

    @Test
    void removesWhatAKilledPodlabLeft() throws IOException, InterruptedException {
        killWhenItRuns();
        assertThat(Leftovers.of(home)).isNotEmpty();

        assertThat(new NodeCleanup(home).run()).anyMatch(line -> line.contains("processes"));

        assertThat(Leftovers.of(home)).isEmpty();
        assertThat(new NodeCleanup(home).run()).isEmpty();
    }

    private void killWhenItRuns() throws IOException, InterruptedException {
        Path said = home.resolve("said");
        Process podlab = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp", System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED",
                        OneNode.class.getName(), home.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            // It ends by itself, the hard way, as soon as a Pod runs.
            assertThat(podlab.waitFor(START_TIMEOUT_S, TimeUnit.SECONDS)).as(Files.readString(said)).isTrue();
            assertThat(Files.readString(said)).contains(OneNode.RUNNING);
        } finally {
            podlab.destroyForcibly();
        }
    }

    /** A process that starts a node and a Pod and is killed without a chance to clean up. */
    static final class OneNode {
        static final String RUNNING = "a pod runs";

        public static void main(String[] arguments) {
            Path home = Path.of(arguments[0]);
            TestPod.start(Nodes.start(home, 1).list().getFirst(), home, "doomed");
            System.out.println(RUNNING);
            Runtime.getRuntime().halt(137);
        }
    }
}
