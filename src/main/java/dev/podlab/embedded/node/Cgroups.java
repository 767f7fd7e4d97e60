package dev.podlab.embedded.node;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Cgroups of one name in every hierarchy of this machine: one per controller in version 1, a single one in version 2. */
final class Cgroups {

    private static final Path MOUNTS = Path.of("/proc/self/mounts");
    private static final Duration REMOVE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private Cgroups() {}

    /** Returns the folders of the cgroup {@code name} that exist, one per hierarchy. */
    static List<Path> under(String name) throws IOException {
        return Files.readAllLines(MOUNTS).stream()
                .map(line -> line.split(" "))
                .filter(words -> words.length > 2 && words[2].matches("cgroup2?"))
                .map(words -> Path.of(words[1], name))
                .filter(Files::isDirectory)
                .toList();
    }

    /** Returns the processes in a cgroup and in all below it. */
    static List<Long> processes(Path cgroup) throws IOException {
        var pids = new ArrayList<Long>();
        for (Path folder : deepestFirst(cgroup)) {
            try {
                Files.readAllLines(folder.resolve("cgroup.procs")).forEach(line -> pids.add(Long.valueOf(line.strip())));
            } catch (IOException failure) {
                if (Files.exists(folder)) {
                    throw failure;
                }
            }
        }
        // 0 stands for a process of another pid namespace.
        pids.removeIf(pid -> pid == 0);
        return pids;
    }

    /** Removes a cgroup without processes, and all below it. The kernel lets go of ended processes a little later. */
    static void remove(Path cgroup) throws IOException {
        long deadline = System.nanoTime() + REMOVE_TIMEOUT.toNanos();
        while (Files.isDirectory(cgroup)) {
            IOException refusal = removeOnce(cgroup);
            if (refusal != null && System.nanoTime() > deadline) {
                throw refusal;
            }
            if (refusal != null) {
                LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            }
        }
    }

    private static @Nullable IOException removeOnce(Path cgroup) throws IOException {
        for (Path folder : deepestFirst(cgroup)) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException busy) {
                return busy;
            }
        }
        return null;
    }

    /** The kernel and runc remove groups while we look: what is gone is passed over. */
    private static List<Path> deepestFirst(Path cgroup) throws IOException {
        var folders = new ArrayList<Path>();
        Files.walkFileTree(cgroup, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException gone) {
                folders.add(folder);
                return FileVisitResult.CONTINUE;
            }
        });
        return folders;
    }
}
