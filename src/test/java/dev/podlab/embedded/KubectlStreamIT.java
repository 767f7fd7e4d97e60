package dev.podlab.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.embedded.Kubectl.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs, exec, attach and port-forward with a stock kubectl. */
class KubectlStreamIT extends KubectlScripts {

    @Override
    void prepare() {
        applyReady("two", pair("two"));
    }

    @Test
    void logsComeFromTheContainerThatIsNamed() {
        assertThat(succeed("logs", "two", "-c", "side")).isEqualTo("side says 你好\n");
        assertThat(succeed("logs", "two", "web")).isEqualTo("serving\n");
        assertThat(succeed("logs", "two", "--all-containers", "--prefix").lines())
                .contains("[pod/two/web] serving", "[pod/two/side] side says 你好");
    }

    @Test
    void logsCanBeCut() {
        apply(oneShot("counting", "for i in 1 2 3 4 5; do echo line $i; done"));
        awaitField("counting", ".status.phase", "Succeeded");
        assertThat(succeed("logs", "counting")).isEqualTo("line 1\nline 2\nline 3\nline 4\nline 5\n");
        assertThat(succeed("logs", "counting", "--tail=2")).isEqualTo("line 4\nline 5\n");
        assertThat(succeed("logs", "counting", "--limit-bytes=8")).isEqualTo("line 1\nl");
        assertThat(succeed("logs", "counting", "--since=1h").lines()).hasSize(5);
        assertThat(succeed("logs", "counting", "--timestamps", "--tail=1")).matches("\\d{4}-\\d\\d-\\d\\dT\\S+ line 5\n");
    }

    @Test
    void logsFollowUntilTheContainerEnds() {
        applyReady("ticking", oneShot("ticking", "i=0; while [ ! -e /stop ]; do i=$((i+1)); echo tick $i; sleep 0.3; done; echo last"));
        try (RunningCommand logs = kubectl.start("logs", "-f", "ticking")) {
            logs.awaitOutput("tick 2\n", PATIENCE);
            succeed("exec", "ticking", "--", "touch", "/stop");
            Outcome outcome = logs.awaitEnd(PATIENCE);
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.out()).endsWith("last\n");
        }
    }

    @Test
    void thereIsNoPreviousLogBeforeARestart() {
        Outcome outcome = kubectl.run("logs", "two", "-c", "web", "--previous");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).isEqualTo("Error from server (BadRequest): previous terminated container \"web\" in pod \"two\" not found\n");
    }

    @Test
    void thePreviousLogIsTheLastRuns() {
        apply(oneShot("again", "if [ -e /kept/ran ]; then echo second; sleep 600; fi; touch /kept/ran; echo first; exit 3")
                .replace("restartPolicy: Never", "restartPolicy: Always\n  volumes: [{name: kept, emptyDir: {}}]")
                .replace("  - name: main\n", "  - name: main\n    volumeMounts: [{name: kept, mountPath: /kept}]\n"));
        awaitField("again", ".status.containerStatuses[0].restartCount", "1");
        awaitField("again", ".status.phase", "Running");
        eventually("the second run writes", () -> succeed("logs", "again").equals("second\n"));
        assertThat(succeed("logs", "again", "--previous")).isEqualTo("first\n");
    }

    @Test
    void execReturnsWhatTheCommandReturned() {
        Outcome fine = kubectl.run("exec", "two", "-c", "side", "--", "sh", "-c", "echo out; echo err >&2");
        assertThat(fine.exitCode()).isZero();
        assertThat(fine.out()).isEqualTo("out\n");
        assertThat(fine.err()).isEqualTo("err\n");
        Outcome failed = kubectl.run("exec", "two", "-c", "side", "--", "sh", "-c", "exit 42");
        assertThat(failed.exitCode()).isEqualTo(42);
        assertThat(failed.err()).isEqualTo("command terminated with exit code 42\n");
    }

    @Test
    void execReadsStandardInputToItsEnd() {
        String big = "0123456789 你好\n".repeat(20_000);
        Outcome outcome = kubectl.feed(big, "exec", "-i", "two", "-c", "side", "--", "sh", "-c", "cat > /tmp/big; wc -c < /tmp/big; md5sum < /tmp/big");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out().strip()).startsWith(String.valueOf(Kubectl.bytes(big).length));
        assertThat(succeed("exec", "two", "-c", "side", "--", "cat", "/tmp/big")).isEqualTo(big);
    }

    @Test
    void execOnATerminalIsAShellForAPerson() {
        try (RunningCommand shell = kubectl.startOnTerminal("exec", "-it", "two", "-c", "side", "--", "sh")) {
            shell.awaitOutput("# ", PATIENCE);
            shell.type("test -t 0 && echo is a $((40+2)) terminal\n");
            shell.awaitOutput("is a 42 terminal", PATIENCE);
            shell.type("echo 你好 | wc -c\n");
            shell.awaitOutput("\\b7\\b", PATIENCE);
            shell.type("echo now; sleep 60\n");
            shell.awaitOutput("\nnow", PATIENCE); // before that, the shell would take Ctrl-C for typing
            shell.type("\u0003");
            shell.awaitOutput("\\^C\\s+/ # ", PATIENCE);
            shell.type("exit 5\n");
            assertThat(shell.awaitEnd(PATIENCE).exitCode()).isEqualTo(5);
        }
    }

    @Test
    void execRefusalsSayWhy() {
        Outcome missing = kubectl.run("exec", "two", "-c", "side", "--", "no-such-program");
        assertThat(missing.exitCode()).isIn(1, 126, 127);
        assertThat(missing.err()).contains("executable file not found in $PATH");
        Outcome container = kubectl.run("exec", "two", "-c", "third", "--", "true");
        assertThat(container.exitCode()).isEqualTo(1);
        assertThat(container.err()).contains("third");
        Outcome pod = kubectl.run("exec", "nothing", "--", "true");
        assertThat(pod.err()).isEqualTo("Error from server (NotFound): pods \"nothing\" not found\n");
        apply(oneShot("ended", "true"));
        awaitField("ended", ".status.phase", "Succeeded");
        assertThat(kubectl.run("exec", "ended", "--", "true").err())
                .contains("cannot exec into a container in a completed pod; current phase is Succeeded");
    }

    @Test
    void attachJoinsTheRunningProcess() {
        applyReady("echoing", oneShot("echoing", "while read -r line; do echo got $line; done")
                .replace("  - name: main\n", "  - name: main\n    stdin: true\n"));
        try (RunningCommand attach = kubectl.start("attach", "-i", "echoing")) {
            attach.type("one\n");
            attach.awaitOutput("got one", PATIENCE);
        }
    }

    @Test
    void containersShareOneAddress() {
        String ip = field("two", ".status.podIP");
        assertThat(succeed("exec", "two", "-c", "side", "--", "ip", "-4", "addr", "show", "eth0")).contains("inet " + ip + "/");
        assertThat(succeed("exec", "two", "-c", "side", "--", "sh", "-c", "timeout 3 wget -qO- localhost:8080")).isEqualTo("hello from web\n");
        String net = "readlink /proc/self/ns/net";
        assertThat(succeed("exec", "two", "-c", "side", "--", "sh", "-c", net)).isEqualTo(succeed("exec", "two", "-c", "web", "--", "sh", "-c", net));
    }

    @Test
    void portForwardCarriesRequests() throws IOException, InterruptedException {
        try (RunningCommand forward = kubectl.start("port-forward", "pod/two", ":8080");
                HttpClient http = HttpClient.newHttpClient()) {
            Matcher port = Pattern.compile("127\\.0\\.0\\.1:(\\d+) -> 8080")
                    .matcher(forward.awaitOutput("127\\.0\\.0\\.1:\\d+ -> 8080", PATIENCE));
            assertThat(port.find()).isTrue();
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + "/"))
                    .timeout(Duration.ofSeconds(10)).build();
            for (int i = 0; i < 3; i++) {
                assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo("hello from web\n");
            }
        }
    }

    @Test
    void filesCanBeCopiedBothWays(@TempDir Path folder) throws IOException {
        var there = folder.resolve("there.txt");
        var back = folder.resolve("back.txt");
        Files.writeString(there, "carried 你好\n");
        succeed("cp", there.toString(), "two:/tmp/here.txt", "-c", "side");
        succeed("cp", "two:/tmp/here.txt", back.toString(), "-c", "side");
        assertThat(back).hasContent("carried 你好\n");
    }
}
