package dev.podlab.embedded.kubelet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Mounts and unmounts file systems in memory, with the system's own {@code mount}. */
final class Tmpfs {

    private static final long TIMEOUT_SECONDS = 10;
    private static final long DEFAULT_BYTES = 64L << 20;

    private final List<String> enter;

    /**
     * @param enter words before a command that run it in the mount namespace in question; may be empty
     */
    Tmpfs(List<String> enter) {
        this.enter = List.copyOf(enter);
    }

    /**
     * Mounts an empty file system.
     *
     * @param bytes its size, or null for 64 MiB
     */
    void mount(Path folder, @Nullable Long bytes) throws IOException {
        long size = bytes == null || bytes == 0 ? DEFAULT_BYTES : bytes;
        run("mount", "-t", "tmpfs", "-o", "size=" + size + ",mode=1777,nosuid,nodev", "tmpfs", folder.toString());
    }

    /** Unmounts everything below a folder. */
    void unmountBelow(Path folder) throws IOException {
        for (String mounted : mountsBelow(folder).reversed()) {
            run("umount", "-l", mounted);
        }
    }

    private List<String> mountsBelow(Path folder) throws IOException {
        List<String> result = new ArrayList<>();
        for (String line : run("cat", "/proc/self/mounts").lines().toList()) {
            String[] fields = line.split(" ");
            if (fields.length > 1 && Path.of(fields[1].replace("\\040", " ")).startsWith(folder)) {
                result.add(fields[1].replace("\\040", " "));
            }
        }
        return result;
    }

    private String run(String... words) throws IOException {
        List<String> command = new ArrayList<>(enter);
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var reader = process.inputReader()) {
            String output = reader.lines().collect(Collectors.joining("\n"));
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " did not end");
            }
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output.strip());
            }
            return output;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        }
    }
}
