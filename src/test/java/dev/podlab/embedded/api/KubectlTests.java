package dev.podlab.embedded.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The API as stock kubectl sees it. {@code PODLAB_TEST_KUBECTLS} names further ones, separated like PATH. */
class KubectlTests {

    private static final int TIMEOUT_SECONDS = 60;
    private static final String MANIFEST = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, labels: {app: %s}}
            spec:
              containers:
              - {name: web, image: busybox, command: [sleep, "1"]}
              - {name: side, image: %s}
            """;

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> everyKubectlDoesItsUsualWork() {
        List<Path> kubectls = kubectls();
        assumeFalse(kubectls.isEmpty(), "there is no kubectl on PATH");
        return kubectls.stream().map(kubectl -> DynamicTest.dynamicTest(kubectl.toString(), () -> doTheUsualWork(kubectl)));
    }

    private void doTheUsualWork(Path kubectl) throws Exception {
        Path home = Files.createTempDirectory(directory, "kubectl");
        try (TestServer server = new TestServer(home)) {
            server.createNamespace("default");
            Files.writeString(home.resolve("kubeconfig"), server.kubeconfig(server.api.adminToken()));
            Kubectl run = new Kubectl(kubectl, home);
            appliesAndShows(run);
            createsByCommand(run);
            refuses(run);
            watchesWhileItDeletes(run);
        }
    }

    private static void appliesAndShows(Kubectl run) throws Exception {
        assertThat(run.with(MANIFEST.formatted("one", "first"), "apply", "-f", "-")).contains("pod/web created");
        assertThat(run.with(MANIFEST.formatted("two", "second"), "apply", "-f", "-")).contains("pod/web configured");
        assertThat(run.with(MANIFEST.formatted("two", "second"), "apply", "-f", "-")).contains("pod/web unchanged");
        assertThat(run.ok("get", "pods").lines().toList()).satisfiesExactly(
                header -> assertThat(header).matches("NAME +READY +STATUS +RESTARTS +AGE"),
                row -> assertThat(row).matches("web +0/2 +Pending +0 +\\S+"));
        assertThat(run.ok("get", "pods", "-o", "wide", "-l", "app in (two)")).contains("IP", "NODE", "web");
        assertThat(run.ok("get", "pod", "web", "-o", "yaml")).contains("kind: Pod", "image: second", "app: two");
        assertThat(run.ok("get", "pods", "-A", "-o", "jsonpath={.items[*].spec.containers[*].image}")).isEqualTo("busybox second");
        assertThat(run.ok("describe", "pod", "web")).containsPattern("Name: +web").containsPattern("Status: +Pending").contains("QoS Class:");
        assertThat(run.ok("label", "pod", "web", "extra=label")).contains("labeled");
        assertThat(run.ok("api-resources")).contains("pods", "rolebindings");
    }

    private static void createsByCommand(Kubectl run) throws Exception {
        assertThat(run.ok("create", "configmap", "colours", "--from-literal=sky=blue")).contains("configmap/colours created");
        assertThat(run.ok("get", "cm", "colours", "-o", "jsonpath={.data.sky}")).isEqualTo("blue");
        assertThat(run.ok("create", "namespace", "other")).contains("namespace/other created");
        assertThat(run.ok("create", "serviceaccount", "bot")).contains("bot created");
        assertThat(run.ok("create", "role", "reader", "--verb=get", "--resource=pods")).contains("reader created");
        assertThat(run.ok("create", "rolebinding", "reader", "--role=reader", "--serviceaccount=default:bot")).contains("created");
        assertThat(run.ok("auth", "can-i", "delete", "pods")).contains("yes");
    }

    private static void refuses(Kubectl run) throws Exception {
        assertThat(run.fails("get", "pod", "nope")).contains("Error from server (NotFound): pods \"nope\" not found");
        assertThat(run.fails("create", "configmap", "colours")).contains("already exists");
        assertThat(run.fails("get", "pods", "--field-selector=spec.foo=x")).contains("field label not supported: spec.foo");
        assertThat(run.fails("wait", "--for=condition=Ready", "--timeout=1s", "pod/web")).contains("timed out waiting for the condition");
        assertThat(run.fails("logs", "web", "-c", "web")).contains("does not have a host assigned");
    }

    private static void watchesWhileItDeletes(Kubectl run) throws Exception {
        Process watch = run.start("get", "pods", "-w", "--output-watch-events");
        try {
            assertThat(firstLine(watch, "ADDED")).contains("web");
            assertThat(run.ok("delete", "pod", "web", "--timeout=20s")).contains("pod \"web\" deleted");
            assertThat(firstLine(watch, "DELETED")).contains("web");
        } finally {
            watch.destroy();
            watch.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static String firstLine(Process process, String word) throws IOException {
        var lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(word)) {
                return line;
            }
        }
        throw new IOException("kubectl ended without a line that begins with " + word);
    }

    private static List<Path> kubectls() {
        List<Path> found = new ArrayList<>();
        Consumer<String> add = name -> {
            Path file = Path.of(name);
            if (Files.isExecutable(file)) {
                found.add(file);
            }
        };
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).forEach(folder -> add.accept(folder + "/kubectl"));
        Arrays.stream(System.getenv().getOrDefault("PODLAB_TEST_KUBECTLS", "").split(File.pathSeparator)).filter(name -> !name.isEmpty()).forEach(add);
        return found.stream().map(KubectlTests::real).distinct().toList();
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException gone) {
            return file;
        }
    }

    /** One kubectl, with everything that it reads and writes in one folder. */
    private record Kubectl(Path file, Path home) {

        String ok(String... arguments) throws Exception {
            return run("", 0, arguments);
        }

        String with(String input, String... arguments) throws Exception {
            return run(input, 0, arguments);
        }

        String fails(String... arguments) throws Exception {
            return run("", 1, arguments);
        }

        private String run(String input, int code, String... arguments) throws Exception {
            Process process = builder(arguments).redirectErrorStream(true).start();
            try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                stdin.write(input);
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isEqualTo(code);
            return output;
        }

        Process start(String... arguments) throws IOException {
            return builder(arguments).start();
        }

        private ProcessBuilder builder(String... arguments) {
            List<String> command = new ArrayList<>(List.of(
                    file.toString(), "--kubeconfig", home.resolve("kubeconfig").toString(), "--cache-dir", home.resolve("cache").toString()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("HOME", home.toString());
            return builder;
        }
    }
}
