package dev.podlab.embedded.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Removes from the machine what the nodes of one Podlab are or were: processes, namespaces, links, mounts, cgroups,
 * files. Finds everything by the instance id, so it also removes what a killed Podlab left. Doing it twice does no harm.
 *
 * <p>Ends a process only when it provably is this Podlab's: it lives in one of its network namespaces or cgroups.
 */
public final class NodeCleanup {

    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);
    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final Path PROCESSES = Path.of("/proc");

    private final Path home;
    private final InstanceId id;
    private final NodeFolders folders;

    /** Prepares the removal of what belongs to the Podlab whose state lies in {@code home}. */
    public NodeCleanup(Path home) {
        this.home = home.toAbsolutePath().normalize();
        this.id = InstanceId.of(home);
        this.folders = NodeFolders.of(home);
    }

    /**
     * Removes everything.
     *
     * @return what was found and removed, one short line each; empty when there was nothing
     * @throws NodeException if something cannot be removed
     */
    public List<String> run() {
        var removed = new ArrayList<String>();
        try {
            endProcesses(removed);
            removeMounts(removed);
            removeNamespaces(removed);
            removeHostLink(removed);
            removeCgroups(removed);
            removeFiles(removed);
            return removed;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot clean up", failure);
        }
    }

    private void endProcesses(List<String> removed) throws IOException {
        long deadline = System.nanoTime() + KILL_TIMEOUT.toNanos();
        int most = 0;
        for (Set<Long> ours = processes(); !ours.isEmpty(); ours = processes()) {
            if (System.nanoTime() > deadline) {
                throw new NodeException("these processes of " + home + " do not end: " + ours);
            }
            most = Math.max(most, ours.size());
            ours.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
        if (most > 0) {
            removed.add(most + " processes");
        }
    }

    private Set<Long> processes() throws IOException {
        var ours = new HashSet<Long>();
        for (Path cgroup : Cgroups.under(id.cgroup())) {
            ours.addAll(Cgroups.processes(cgroup));
        }
        Set<String> namespaces = new HashSet<>();
        for (Path namespace : namespaces()) {
            namespaces.add(String.valueOf(Files.getAttribute(namespace, "unix:ino")));
        }
        if (!namespaces.isEmpty()) {
            ours.addAll(processesIn(namespaces));
        }
        return ours;
    }

    /** Returns the processes whose network namespace has one of the inode numbers. */
    private static Set<Long> processesIn(Set<String> inodes) throws IOException {
        var found = new HashSet<Long>();
        try (var entries = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : entries) {
                try {
                    String link = Files.readSymbolicLink(process.resolve("ns/net")).toString();
                    if (inodes.contains(link.replaceAll("\\D", ""))) {
                        found.add(Long.parseLong(process.getFileName().toString()));
                    }
                } catch (IOException endedMeanwhile) {
                    continue;
                }
            }
        }
        return found;
    }

    private List<Path> namespaces() throws IOException {
        if (!Files.isDirectory(NAMESPACES)) {
            return List.of();
        }
        try (var entries = Files.newDirectoryStream(NAMESPACES, id.prefix() + "*")) {
            var found = new ArrayList<Path>();
            entries.forEach(found::add);
            return found;
        }
    }

    private void removeNamespaces(List<String> removed) throws IOException {
        for (Path namespace : namespaces()) {
            SystemCommand.of("ip", "netns", "delete", namespace.getFileName().toString()).run();
            removed.add("network namespace " + namespace.getFileName());
        }
    }

    /** The link goes with its peer's namespace, but the kernel may take its time, and a half start may have no peer. */
    private void removeHostLink(List<String> removed) {
        if (Files.exists(Path.of("/sys/class/net", id.hostLink()))
                && SystemCommand.of("ip", "link", "delete", id.hostLink()).outcome().exitCode() == 0) {
            removed.add("link " + id.hostLink());
        }
    }

    private void removeMounts(List<String> removed) throws IOException {
        List<String> mounts = MountTable.under(Files.readString(Path.of("/proc/self/mountinfo")), List.of(home, folders.runs()));
        for (String mount : mounts) {
            SystemCommand.of("umount", "--lazy", mount).run();
            removed.add("mount " + mount);
        }
    }

    private void removeCgroups(List<String> removed) throws IOException {
        for (Path cgroup : Cgroups.under(id.cgroup())) {
            Cgroups.remove(cgroup);
        }
    }

    private void removeFiles(List<String> removed) throws IOException {
        delete(folders.runs());
        delete(folders.homes());
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                try {
                    Files.deleteIfExists(path);
                } catch (NoSuchFileException goneMeanwhile) {
                    continue;
                }
            }
        }
    }
}
