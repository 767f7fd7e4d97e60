package dev.podlab.embedded.kubelet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder whose files change all at once: each name is a link through {@code ..data} into a folder that is exchanged as
 * a whole.
 *
 * <p>Source: kubernetes pkg/volume/util/atomic_writer.go, v1.32.
 */
final class AtomicFolder {

    private static final String DATA = "..data";

    private AtomicFolder() {}

    /** A file's content and mode. */
    record File(byte[] content, int mode) {
        @Override
        public boolean equals(Object other) {
            return other instanceof File file && mode == file.mode && Arrays.equals(content, file.content);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(content) * 31 + mode;
        }
    }

    /** Makes the folder show exactly these files, by relative path; does nothing when it does already. */
    static void write(Path folder, Map<String, File> files) throws IOException {
        Path data = folder.resolve(DATA);
        if (Files.isSymbolicLink(data) && read(data.toRealPath()).equals(files)) {
            return;
        }
        Path fresh = Files.createTempDirectory(folder, "..");
        setMode(fresh, 0755);
        for (Map.Entry<String, File> entry : files.entrySet()) {
            writeFile(fresh, entry.getKey(), entry.getValue());
        }
        Path old = Files.isSymbolicLink(data) ? data.toRealPath() : null;
        Path link = folder.resolve("..data_tmp");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, fresh.getFileName());
        Files.move(link, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        relink(folder, files.keySet());
        if (old != null) {
            PodDirectories.delete(old);
        }
    }

    private static void writeFile(Path fresh, String path, File file) throws IOException {
        Path target = fresh.resolve(path).normalize();
        if (!target.startsWith(fresh)) {
            throw new IOException("path leads out of the volume: " + path);
        }
        Files.createDirectories(target.getParent());
        Files.write(target, file.content());
        setMode(target, file.mode());
    }

    private static void relink(Path folder, Set<String> paths) throws IOException {
        Set<String> names = new HashSet<>();
        paths.forEach(path -> names.add(Path.of(path).getName(0).toString()));
        for (String name : names) {
            Path link = folder.resolve(name);
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, Path.of(DATA, name));
            }
        }
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (!name.startsWith("..") && !names.contains(name)) {
                    Files.delete(entry);
                }
            }
        }
    }

    private static Map<String, File> read(Path data) throws IOException {
        Map<String, File> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(data)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                int mode = (int) Files.getAttribute(path, "unix:mode") & 07777;
                files.put(data.relativize(path).toString(), new File(Files.readAllBytes(path), mode));
            }
        }
        return files;
    }

    private static void setMode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode);
    }
}
