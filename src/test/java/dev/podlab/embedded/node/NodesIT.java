package dev.podlab.embedded.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.embedded.kubelet.ContainerRuntime.ExecResult;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real nodes on this machine: containers, packets, isolation. */
class NodesIT {

    @TempDir
    static Path home;

    private static Nodes nodes;
    private static TestPod here;

    @BeforeAll
    static void start() {
        nodes = Nodes.start(home, 2);
        here = TestPod.start(nodes.list().getFirst(), home, "here");
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @Test
    void givesAPodAnAddressOfItsNode() {
        assertThat(here.ip()).startsWith("10.244.0.");
    }

    @Test
    void runsCommandsInAContainer() {
        ExecResult result = here.run("echo out; echo err >&2; exit 7");
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(new String(result.stdout())).isEqualTo("out\n");
        assertThat(new String(result.stderr())).isEqualTo("err\n");
    }

    @Test
    void wgetSurvivesATimeout() {
        assertThat(here.output("wget -T 2 -q -O - http://127.0.0.1:1/; echo $?")).contains("wget: can't connect").endsWith("1\n");
        assertThat(here.output("sleep 4 | nc -l -p 7777 >/dev/null & sleep 0.2; wget -T 1 -q -O - http://127.0.0.1:7777/; echo $?"))
                .contains("wget: download timed out").endsWith("1\n");
    }
}
