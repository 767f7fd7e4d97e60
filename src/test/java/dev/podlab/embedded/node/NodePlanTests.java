package dev.podlab.embedded.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class NodePlanTests {

    private final NodePlan second = new NodePlan(
            new InstanceId("0123abcd"), new ClusterNetwork(0), 2, 3, Path.of("/home/nodes/node-2"), Path.of("/run/podlab-0123abcd/node-2"),
            Path.of("/usr/lib/cni"));

    @Test
    void carriesTheInstanceInEveryName() {
        assertThat(second.namespace()).isEqualTo("podlab-0123abcd-node-2");
        assertThat(second.cgroupParent()).isEqualTo("/podlab-0123abcd/node-2");
        assertThat(new InstanceId("0123abcd").hostLink()).hasSizeLessThanOrEqualTo(15);
    }

    @Test
    void routesToEveryOtherNodeAndNoFurther() {
        assertThat(second.links().lines().filter(line -> line.startsWith("route")))
                .containsExactly("route add 10.244.0.0/24 via 10.89.0.11", "route add 10.244.2.0/24 via 10.89.0.13");
        assertThat(second.links()).doesNotContain("default");
    }

    @Test
    void dropsWhateverNoRuleNames() {
        List<String> filter = second.packetFilter().lines().toList();
        assertThat(filter).contains(":INPUT DROP [0:0]", ":FORWARD DROP [0:0]");
        assertThat(filter.stream().filter(line -> line.endsWith("-j ACCEPT") && line.contains("--dport")))
                .containsExactly("-A INPUT -i eth0 -s 10.89.0.1 -p tcp --dport 10010 -j ACCEPT");
    }

    @Test
    void givesPodsAddressesOfThisNode() {
        var bridge = new JsonMapper().readTree(second.cniNetwork()).path("plugins").get(0);
        assertThat(bridge.path("ipam").path("ranges").get(0).get(0).path("subnet").asString()).isEqualTo("10.244.1.0/24");
    }

    @Test
    void startsContainerdOnlyAfterThePacketFilter() {
        assertThat(second.script()).startsWith("set -eu").containsSubsequence("iptables-restore", "exec containerd");
    }

    @Test
    void limitsProcessesAndLeavesOpenFilesToTheRuntime() {
        String spec = BaseSpec.limited("{\"process\":{\"rlimits\":[{\"type\":\"RLIMIT_NOFILE\"}],\"cwd\":\"/\"},\"linux\":{\"resources\":{}}}");
        assertThat(new JsonMapper().readTree(spec))
                .isEqualTo(new JsonMapper().readTree("{\"process\":{\"cwd\":\"/\"},\"linux\":{\"resources\":{\"pids\":{\"limit\":256}}}}"));
    }

    @Test
    void oneHomeIsAlwaysOneInstance() {
        assertThat(InstanceId.of(Path.of("/a/b"))).isEqualTo(InstanceId.of(Path.of("/a/x/../b"))).isNotEqualTo(InstanceId.of(Path.of("/a/c")));
    }
}
