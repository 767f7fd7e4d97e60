package dev.podlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs src/test/frontend with Node's own test runner: the pure parts of our ES modules, without a browser. */
class FrontendTests {

    private static final Path TESTS = Path.of("src/test/frontend");
    private static final Path WORK = Path.of("target/frontend-tests");
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @Test
    void pureModulesPassTheirOwnTests() throws IOException, InterruptedException {
        boolean onCi = System.getenv("CI") != null;
        assumeThat(onCi || isInstalled("node")).as("Node is not installed").isTrue();
        copy(Path.of("static"));
        copy(TESTS);
        Files.writeString(WORK.resolve("package.json"), "{\"type\":\"module\"}");
        Path output = WORK.resolve("output.txt");
        Process node = node(output);
        assertThat(node.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).as("tests end in time").isTrue();
        assertThat(node.exitValue()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).containsPattern("# pass [1-9]");
    }

    private static Process node(Path output) throws IOException {
        var command = new ArrayList<>(List.of("node", "--test"));
        try (Stream<Path> files = Files.list(TESTS)) {
            files.filter(file -> file.toString().endsWith(".test.js"))
                    .sorted()
                    .forEach(file -> command.add(file.toString()));
        }
        var builder = new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true);
        builder.redirectOutput(output.toFile());
        builder.environment().put("PODLAB_SNAPSHOTS", TESTS.resolve("snapshots").toAbsolutePath().toString());
        builder.environment().put("PODLAB_CHANGED_SNAPSHOTS", WORK.resolve("changed").toAbsolutePath().toString());
        return builder.start();
    }

    /** Node takes .js files for modules only below a package.json that says so, and static/ is served as it is. */
    private static void copy(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).forEach(FrontendTests::copyFile);
        }
    }

    private static void copyFile(Path file) {
        try {
            Path copy = WORK.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
