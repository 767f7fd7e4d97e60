package dev.podlab.embedded;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A kubectl program, pointed at one cluster and one namespace. It has a home of its own, so that neither a kubeconfig
 * that lies around nor a discovery cache of another run is seen.
 *
 * @param version the client's own version, for example {@code v1.32.4}
 */
record Kubectl(Path program, String version, Path kubeconfig, Path home, String namespace) {

    /** Path list of further kubectl programs to run the scripts with, beside the one on the PATH. */
    private static final String MORE_PROGRAMS = "PODLAB_TEST_KUBECTLS";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern CLIENT_VERSION = Pattern.compile("\"gitVersion\": \"([^\"]+)\"");

    /** Returns the kubectl programs of this machine; at least one, or the calling test fails. */
    static List<Kubectl> all() {
        Path kubeconfig = TestCluster.kubeconfig();
        List<Kubectl> found = programs().map(program -> open(program, kubeconfig)).toList();
        if (found.isEmpty()) {
            fail("no kubectl on the PATH, and %s names none", MORE_PROGRAMS);
        }
        return found;
    }

    private static Stream<Path> programs() {
        Stream<Path> onPath = paths(System.getenv("PATH")).map(folder -> folder.resolve("kubectl")).limit(50)
                .filter(Files::isExecutable).limit(1);
        return Stream.concat(onPath, paths(System.getenv(MORE_PROGRAMS)).filter(Files::isExecutable)).distinct();
    }

    private static Stream<Path> paths(String list) {
        return list == null || list.isBlank()
                ? Stream.empty()
                : Arrays.stream(list.split(File.pathSeparator)).map(Path::of);
    }

    private static Kubectl open(Path program, Path kubeconfig) {
        try {
            Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target", "kubectl").toAbsolutePath()), "home");
            var kubectl = new Kubectl(program, "", kubeconfig, home, "default");
            Matcher version = CLIENT_VERSION.matcher(kubectl.run("version", "--client", "-o", "json").out());
            return new Kubectl(program, version.find() ? version.group(1) : "unknown", kubeconfig, home, "default");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the same program, with another namespace for commands that name none. */
    Kubectl in(String otherNamespace) {
        return new Kubectl(program, version, kubeconfig, home, otherNamespace);
    }

    /** Returns the same program, with another kubeconfig. */
    Kubectl with(Path otherKubeconfig) {
        return new Kubectl(program, version, otherKubeconfig, home, namespace);
    }

    /** Returns whether this client is at least version 1.{@code minor}. */
    boolean isAtLeast(int minor) {
        Matcher number = Pattern.compile("v1\\.(\\d+)").matcher(version);
        return number.find() && Integer.parseInt(number.group(1)) >= minor;
    }

    /** Runs a command to its end, with nothing to read. */
    Outcome run(String... arguments) {
        return feed("", arguments);
    }

    /** Runs a command to its end; it reads {@code input} as its standard input. */
    Outcome feed(String input, String... arguments) {
        try (RunningCommand command = start(command(arguments))) {
            command.type(input);
            command.closeInput();
            return command.awaitEnd(PATIENCE);
        }
    }

    /** Starts a command that goes on until it is closed. */
    RunningCommand start(String... arguments) {
        return start(command(arguments));
    }

    /** Starts a command with a terminal of its own, as a person at a keyboard has. */
    RunningCommand startOnTerminal(String... arguments) {
        String line = String.join(" ", command(arguments).stream().map(Kubectl::quote).toList());
        return start(List.of("script", "-qefc", line, "/dev/null"));
    }

    private static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private List<String> command(String... arguments) {
        var words = new ArrayList<String>();
        words.add(program.toString());
        if (!List.of(arguments).contains("-n") && !List.of(arguments).contains("--all-namespaces")) {
            words.add("--namespace=" + namespace);
        }
        words.addAll(List.of(arguments));
        return words;
    }

    private RunningCommand start(List<String> words) {
        var builder = new ProcessBuilder(words);
        Map<String, String> environment = builder.environment();
        environment.put("KUBECONFIG", kubeconfig.toString());
        environment.put("HOME", home.toString());
        environment.put("TERM", "xterm");
        try {
            return new RunningCommand(String.join(" ", words), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the name shown for a run of the scripts. */
    @Override
    public String toString() {
        return "kubectl " + version;
    }

    /** What a command that ended left behind. */
    record Outcome(int exitCode, String out, String err) {

        /** Returns the lines of standard output, each with its columns parted by single blanks. */
        List<String> rows() {
            return out.lines().map(line -> line.strip().replaceAll("\\s+", " ")).toList();
        }
    }

    /** Returns {@code text} as bytes that a command can read. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
