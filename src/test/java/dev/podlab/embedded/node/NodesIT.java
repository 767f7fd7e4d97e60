package dev.podlab.embedded.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.podlab.embedded.kubelet.ContainerRuntime.ExecResult;
import dev.podlab.embedded.kubelet.ContainerRuntimeException;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real nodes on this machine: containers, packets between Pods, and packets that must not pass. */
class NodesIT {

    private static final int CONNECT_TIMEOUT_MS = 2_000;

    @TempDir
    static Path home;

    private static Nodes nodes;
    private static TestPod here;
    private static TestPod beside;
    private static TestPod there;

    @BeforeAll
    static void start() {
        nodes = Nodes.start(home, 2);
        here = TestPod.start(nodes.list().get(0), home, "here");
        beside = TestPod.start(nodes.list().get(0), home, "beside");
        there = TestPod.start(nodes.list().get(1), home, "there");
        beside.run("echo beside > /tmp/index.html; httpd -p 80 -h /tmp");
        there.run("echo there > /tmp/index.html; httpd -p 80 -h /tmp");
    }

    @AfterAll
    static void stop() {
        nodes.close();
        assertThat(Leftovers.of(home)).isEmpty();
    }

    @Test
    void givesAPodAnAddressOfItsNode() {
        assertThat(here.ip()).startsWith("10.244.0.");
        assertThat(there.ip()).startsWith("10.244.1.");
    }

    @Test
    void runsCommandsInAContainer() {
        ExecResult result = here.run("echo out; echo err >&2; exit 7");
        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(new String(result.stdout())).isEqualTo("out\n");
        assertThat(new String(result.stderr())).isEqualTo("err\n");
    }

    @Test
    void limitsTheProcessesOfAContainer() {
        assertThat(here.output("cat /sys/fs/cgroup/pids/pids.max /sys/fs/cgroup/pids.max 2>/dev/null")).isEqualTo(Nodes.CONTAINER_PIDS + "\n");
    }

    @Test
    void wgetSurvivesATimeout() {
        assertThat(here.output("wget -T 2 -q -O - http://127.0.0.1:1/; echo $?"))
                .contains("wget: can't connect")
                .endsWith("1\n");
        assertThat(here.output("sleep 4 | nc -l -p 7777 >/dev/null & sleep 0.2; wget -T 1 -q -O - http://127.0.0.1:7777/; echo $?"))
                .contains("wget: download timed out")
                .endsWith("1\n");
    }

    @Test
    void aPodReachesAPodOnItsNode() {
        assertThat(here.output("wget -q -O - http://" + beside.ip())).isEqualTo("beside\n");
    }

    @Test
    void aPodReachesAPodOnTheOtherNode() {
        assertThat(here.output("wget -q -O - http://" + there.ip())).isEqualTo("there\n");
        assertThat(here.output("ping -c 1 -W 2 " + there.ip())).contains(" 0% packet loss");
    }

    @Test
    void aPacketToTheOtherNodePassesBothNodes() {
        assertThat(here.output("traceroute -n -q 1 -w 2 " + there.ip()))
                .containsSubsequence("10.244.0.1", nodes.list().get(1).address(), there.ip());
    }

    @Test
    void aPodDoesNotReachThisMachine() throws IOException {
        try (var server = new ServerSocket(0)) {
            for (String address : addressesOfThisMachine()) {
                assertThat(refusal(address, server.getLocalPort())).as(address).isNotEmpty();
            }
        }
    }

    @Test
    void aPodDoesNotReachTheStreamingServers() {
        for (String address : List.of("10.244.0.1", nodes.list().get(0).address(), nodes.list().get(1).address())) {
            assertThat(refusal(address, NodePlan.STREAM_PORT)).as(address).isNotEmpty();
        }
    }

    @Test
    void aPodHasNoWayOut() {
        // An address for documentation (RFC 5737): nobody is there, and the node itself must be the one who refuses.
        assertThat(refusal("198.51.100.1", 80)).contains("unreachable").doesNotContain("timed out");
    }

    @Test
    void thisMachineReachesTheStreamingServersOnly() throws IOException {
        String address = nodes.list().get(0).address();
        URI exec = nodes.list().get(0).runtime().exec(here.containerId(), List.of("true"), false, true, false, false);
        assertThat(exec.getHost()).isEqualTo(address);
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(exec.getHost(), exec.getPort()), CONNECT_TIMEOUT_MS);
            assertThat(socket.isConnected()).isTrue();
        }
        String filter = SystemCommand.of("ip", "netns", "exec", nodes.list().get(0).namespace(), "iptables", "-S").run();
        assertThat(filter).contains("-P INPUT DROP", "-P FORWARD DROP");
    }

    @Test
    void anImageThatNobodyHasIsRefusedInTheRuntimesWords() {
        assertThatExceptionOfType(ContainerRuntimeException.class)
                .isThrownBy(() -> nodes.list().get(0).runtime().pullImage("localhost:1/nobody/has-this:1"))
                .withMessageContaining("failed to pull and unpack image \"localhost:1/nobody/has-this:1\"");
    }

    /** Returns what wget says when a Pod cannot get through; empty when it can. */
    private static String refusal(String address, int port) {
        return here.output("wget -T 3 -q -O - http://" + address + ":" + port + "/ >/dev/null");
    }

    private static List<String> addressesOfThisMachine() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .toList();
    }
}
