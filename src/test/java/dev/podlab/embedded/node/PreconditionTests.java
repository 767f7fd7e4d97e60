package dev.podlab.embedded.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionTests {

    private final FakeMachine debian = new FakeMachine();

    @Test
    void aCompleteMachineLacksNothing() {
        assertThat(Precondition.unmet(debian)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "containerd, CONTAINERD", "ctr, CTR", "runc, RUNC", "busybox, BUSYBOX", "ip, IP", "iptables-restore, IPTABLES",
        "unshare, UTIL_LINUX"
    })
    void namesAMissingProgram(String program, Precondition expected) {
        debian.programs.remove(program);
        assertThat(Precondition.unmet(debian)).containsExactly(expected);
        assertThat(expected.sentence()).contains("apt-get install -y");
    }

    @Test
    void rootInAnOrdinaryContainerMayNotMakeNamespaces() {
        debian.texts.put("/proc/self/status", "CapEff:\t00000000a80425fb\n");
        assertThat(Precondition.unmet(debian)).containsExactly(Precondition.ROOT);
    }

    @Test
    void anotherSystemLacksLinuxAndNothingElseMatters() {
        debian.system = "Mac OS X";
        debian.programs.clear();
        assertThat(Precondition.unmet(debian)).containsExactly(Precondition.LINUX);
    }

    @Test
    void oneFolderMustHoldBothPlugins() {
        debian.files.remove("/usr/lib/cni/host-local");
        debian.files.add("/opt/cni/bin/host-local");
        assertThat(Precondition.unmet(debian)).containsExactly(Precondition.CNI_PLUGINS);
    }

    /** A Debian machine with everything; tests take away. */
    private static final class FakeMachine implements Machine {
        private String system = "Linux";
        private final Set<String> programs = new HashSet<>(List.of(
                "containerd", "ctr", "runc", "busybox", "ip", "iptables-restore", "nsenter", "unshare"));
        private final Set<String> files = new HashSet<>(List.of("/usr/lib/cni/bridge", "/usr/lib/cni/host-local"));
        private final Map<String, String> texts = new HashMap<>(Map.of(
                "/proc/self/status", "Name:\tjava\nCapEff:\t000001fffeffffff\n",
                "/proc/self/mounts", "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n",
                "/proc/filesystems", "nodev\toverlay\n"));

        @Override
        public String operatingSystem() {
            return system;
        }

        @Override
        public String architecture() {
            return "amd64";
        }

        @Override
        public boolean hasProgram(String name) {
            return programs.contains(name);
        }

        @Override
        public boolean exists(String path) {
            return files.contains(path);
        }

        @Override
        public String text(String path) {
            return texts.getOrDefault(path, "");
        }
    }
}
