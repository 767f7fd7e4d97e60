package dev.podlab.embedded.node;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a machine must have for an embedded cluster, in the order in which it is worth mending. The launcher's
 * {@code doctor} checks the same before there is a JVM.
 */
public enum Precondition {
    LINUX(
            machine -> machine.operatingSystem().equals("Linux"),
            "The embedded cluster needs Linux",
            "use the Dockerfile (see README), or name a cluster with --kubeconfig"),
    ARCHITECTURE(
            machine -> List.of("amd64", "x86_64", "aarch64", "arm64").contains(machine.architecture()),
            "The embedded cluster runs on amd64 and arm64 only",
            "name a cluster with --kubeconfig"),
    ROOT(
            machine -> Capabilities.of(machine.text("/proc/self/status")).areEnough(),
            "The embedded cluster makes network namespaces and containers, and this process may not",
            "start Podlab as root, in Docker with --privileged"),
    CONTAINERD(has("containerd"), "containerd is missing", install("containerd")),
    CTR(has("ctr"), "ctr, containerd's own client, is missing", install("containerd")),
    RUNC(has("runc"), "runc is missing", install("runc")),
    CNI_PLUGINS(
            machine -> Nodes.CNI_PLACES.stream()
                    .anyMatch(place -> machine.exists(place + "/bridge") && machine.exists(place + "/host-local")),
            "The CNI plugins bridge and host-local are missing",
            install("containernetworking-plugins")),
    BUSYBOX(has("busybox"), "busybox is missing", install("busybox-static")),
    IP(has("ip"), "The program ip is missing", install("iproute2")),
    IPTABLES(has("iptables-restore"), "iptables is missing", install("iptables")),
    UTIL_LINUX(
            machine -> machine.hasProgram("nsenter") && machine.hasProgram("unshare"),
            "nsenter or unshare is missing",
            install("util-linux")),
    CGROUPS(
            machine -> machine.text("/proc/self/mounts").lines().anyMatch(line -> line.matches("\\S+ \\S+ cgroup2? .*")),
            "No cgroup hierarchy is mounted",
            "mount one at /sys/fs/cgroup; systemd and Docker do it by themselves"),
    OVERLAY(
            machine -> machine.text("/proc/filesystems").contains("overlay") || machine.exists("/lib/modules"),
            "The kernel has no overlay file system",
            "use a kernel with CONFIG_OVERLAY_FS");

    private final Predicate<Machine> check;
    private final String problem;
    private final String remedy;

    Precondition(Predicate<Machine> check, String problem, String remedy) {
        this.check = check;
        this.problem = problem;
        this.remedy = remedy;
    }

    /** Returns what this machine lacks, the first to mend first; empty when an embedded cluster can be started. */
    public static List<Precondition> unmet() {
        return unmet(Machine.local());
    }

    static List<Precondition> unmet(Machine machine) {
        List<Precondition> unmet = Arrays.stream(values())
                .filter(each -> !each.check.test(machine))
                .toList();
        // On another system the rest says nothing.
        return unmet.contains(LINUX) ? List.of(LINUX) : unmet;
    }

    /** Returns one sentence: what is missing, and what to do. */
    public String sentence() {
        return problem + ": " + remedy + ".";
    }

    private static Predicate<Machine> has(String program) {
        return machine -> machine.hasProgram(program);
    }

    private static String install(String debianPackage) {
        return "install it with 'apt-get install -y " + debianPackage + "'";
    }
}
