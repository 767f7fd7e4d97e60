package dev.podlab.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The program behind {@code ./podlab bench}: launches the Podlab of a project with a home of its own, twice, and
 * measures the second, warm one. With {@code --kubeconfig} it measures only how fast Pods start on that cluster.
 */
public final class Bench {

    private static final String USAGE = "arguments: --project DIR | --kubeconfig FILE";
    private static final String LESSON = "/zh/lessons/what-a-pod-is";
    private static final Duration COLD = Duration.ofMinutes(3);
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final Duration LESSON_BAR = Duration.ofSeconds(4);
    private static final Duration SANDBOX_BAR = Duration.ofSeconds(8);
    private static final int MEMORY_BAR_MIB = 400;

    private Bench() {}

    /** Prints one table. Exits with 0 when every promise holds, 1 when one does not, 2 for wrong arguments. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            refuse();
        }
        var report = new Report();
        switch (arguments[0]) {
            case "--kubeconfig" -> PodStartBench.measure(Path.of(arguments[1]), report);
            case "--project" -> measurePodlab(Path.of(arguments[1]), report);
            default -> refuse();
        }
        System.out.print(report);
        System.exit(report.allMet() ? 0 : 1);
    }

    private static void refuse() {
        System.err.println(USAGE);
        System.exit(2);
    }

    private static void measurePodlab(Path project, Report report) throws IOException {
        Path home = Files.createTempDirectory("podlab-bench");
        try {
            int port = freePort();
            System.err.println("launching once, to have everything built and unpacked");
            try (RunningPodlab first = RunningPodlab.launch(project, home, port)) {
                first.awaitReady(COLD);
            }
            System.err.println("launching again, and measuring");
            try (RunningPodlab podlab = RunningPodlab.launch(project, home, port);
                    Visitor visitor = new Visitor(URI.create("http://127.0.0.1:" + port))) {
                measure(podlab, visitor, home, report);
            }
        } finally {
            delete(home);
        }
    }

    private static void measure(RunningPodlab podlab, Visitor visitor, Path home, Report report) {
        visitor.awaitPage(LESSON, COLD);
        Duration lesson = podlab.age();
        podlab.awaitReady(COLD);
        Duration ready = podlab.age();
        visitor.openSandbox();
        Duration sandbox = podlab.age();
        LockSupport.parkNanos(SETTLE.toNanos());
        long memory = podlab.residentKibibytes();
        report.atMost("launch → first lesson answered", lesson.toMillis() + " ms", lesson, LESSON_BAR);
        report.note("launch → ready line", ready.toMillis() + " ms");
        report.atMost("launch → first sandbox open", sandbox.toMillis() + " ms", sandbox, SANDBOX_BAR);
        report.memoryAtMost("resident memory, idle, one sandbox open", memory, MEMORY_BAR_MIB);
        PictureBench.measure(visitor, report);
        visitor.closeSandbox();
        PodStartBench.measure(home.resolve("kubeconfig"), report);
        report.note("resident memory after all this", podlab.residentKibibytes() / 1024 + " MiB");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
