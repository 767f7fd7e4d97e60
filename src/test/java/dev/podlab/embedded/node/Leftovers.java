package dev.podlab.embedded.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks for anything on this machine that a Podlab left behind, by other means than the clean-up itself. */
public final class Leftovers {

    private Leftovers() {}

    /** Returns what is left of the Podlab with this home: namespaces, links, cgroups, mounts, processes, files. */
    public static List<String> of(Path home) {
        String id = InstanceId.of(home).value();
        var found = new ArrayList<String>();
        matching(found, SystemCommand.of("ip", "netns", "list").run(), id);
        matching(found, SystemCommand.of("ip", "-brief", "link").run(), id);
        matching(found, SystemCommand.of("sh", "-c", "ls -d /sys/fs/cgroup/*" + id + "* /sys/fs/cgroup/*/*" + id + "* 2>/dev/null || true").run(), id);
        matching(found, read(Path.of("/proc/self/mounts")), home.toString());
        matching(found, read(Path.of("/proc/self/mounts")), id);
        matching(found, commandLines(), id);
        for (Path folder : List.of(Path.of("/run/podlab-" + id), home.resolve("nodes"))) {
            if (Files.exists(folder)) {
                found.add(folder.toString());
            }
        }
        return found;
    }

    private static void matching(List<String> found, String lines, String needle) {
        lines.lines().filter(line -> line.contains(needle)).forEach(found::add);
    }

    private static String commandLines() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            var text = new StringBuilder();
            all.forEach(process -> text.append(process.pid()).append(' ').append(commandLine(process)).append('\n'));
            return text.toString();
        }
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline")).replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
