package dev.podlab.embedded.node;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Reads the kernel's list of mounts. Pure. */
final class MountTable {

    private static final int MOUNT_POINT = 4;

    private MountTable() {}

    /**
     * Returns the mount points inside any of the folders (not the folders themselves), the deepest first.
     *
     * @param mountinfo content of {@code /proc/self/mountinfo}
     */
    static List<String> under(String mountinfo, List<Path> folders) {
        return mountinfo.lines()
                .map(line -> line.split(" "))
                .filter(words -> words.length > MOUNT_POINT)
                .map(words -> unescape(words[MOUNT_POINT]))
                .filter(point -> folders.stream().anyMatch(folder -> point.startsWith(folder + "/")))
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    private static String unescape(String word) {
        return word.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\");
    }
}
