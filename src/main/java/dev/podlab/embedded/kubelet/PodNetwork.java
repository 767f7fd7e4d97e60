package dev.podlab.embedded.kubelet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Opens connections inside a Pod's network, with busybox in its network namespace: from outside there is no route to it.
 */
final class PodNetwork {

    private static final Duration MARGIN = Duration.ofMillis(500);

    /**
     * Outcome of an attempt.
     *
     * @param output what came back, or why nothing did
     */
    record Answer(boolean connected, String output) {}

    /** Tries to open a connection. */
    Answer connect(int pid, String host, int port, Duration timeout) {
        return run(pid, timeout, List.of("-w", seconds(timeout), host, Integer.toString(port), "-e", "/bin/true"), "");
    }

    /** Sends a GET request and returns the status code, or empty when no HTTP came back. */
    Optional<Integer> get(int pid, String host, int port, ContainerSpec.Handler.HttpGet get, Duration timeout) {
        String headers = get.headers().entrySet().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("host"))
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
        String hostHeader = get.headers().getOrDefault("Host", host + ":" + port);
        String request = "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: kube-probe/1.32\r\nAccept: */*\r\n%sConnection: close\r\n\r\n"
                .formatted(get.path().startsWith("/") ? get.path() : "/" + get.path(), hostHeader, headers);
        Answer answer = run(pid, timeout, List.of("-w", seconds(timeout), host, Integer.toString(port)), request);
        String[] words = answer.output().split(" ");
        boolean http = answer.output().startsWith("HTTP/") && words.length > 1 && words[1].matches("\\d{3}");
        return http ? Optional.of(Integer.parseInt(words[1])) : Optional.empty();
    }

    private static Answer run(int pid, Duration timeout, List<String> arguments, String request) {
        List<String> command = new ArrayList<>(List.of("nsenter", "--net=/proc/" + pid + "/ns/net", "--", "busybox", "nc"));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            Thread guard = Thread.ofVirtual().start(() -> end(process, timeout.plus(MARGIN)));
            try (OutputStream out = process.getOutputStream(); BufferedReader in = process.inputReader()) {
                out.write(request.getBytes(StandardCharsets.UTF_8));
                out.flush();
                String line = in.readLine();
                process.destroyForcibly();
                boolean connected = process.waitFor() == 0;
                return new Answer(connected, line == null ? "" : line);
            } finally {
                guard.interrupt();
                process.destroyForcibly();
            }
        } catch (IOException failed) {
            return new Answer(false, String.valueOf(failed.getMessage()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Answer(false, "interrupted");
        }
    }

    private static void end(Process process, Duration timeout) {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static String seconds(Duration timeout) {
        return Long.toString(Math.max(1, timeout.toSeconds()));
    }
}
