package dev.podlab.embedded.kubelet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a node keeps the files of its Pods.
 *
 * <pre>
 * root/pods/UID/etc-hosts
 * root/pods/UID/volumes/NAME/
 * root/pods/UID/containers/NAME/ATTEMPT.termination-log
 * root/logs/NAMESPACE_NAME_UID/CONTAINER/ATTEMPT.log
 * </pre>
 */
final class PodDirectories {

    private final Path root;

    PodDirectories(Path root) {
        this.root = root;
    }

    Path pod(String uid) {
        return root.resolve("pods").resolve(uid);
    }

    Path etcHosts(String uid) {
        return pod(uid).resolve("etc-hosts");
    }

    Path volume(String uid, String volume) {
        return pod(uid).resolve("volumes").resolve(volume);
    }

    /** Returns the file whose presence says that volumes of the Pod are mounted. */
    Path mounted(String uid) {
        return pod(uid).resolve("mounted");
    }

    Path terminationLog(String uid, String container, int attempt) {
        return pod(uid).resolve("containers").resolve(container).resolve(attempt + ".termination-log");
    }

    Path logs(String namespace, String name, String uid) {
        return root.resolve("logs").resolve("%s_%s_%s".formatted(namespace, name, uid));
    }

    /** Returns a container's log relative to its Pod's log folder. */
    static String logPath(String container, int attempt) {
        return container + "/" + attempt + ".log";
    }

    /** Returns the uids of all Pods that have a folder. */
    List<String> uids() {
        return names(root.resolve("pods"));
    }

    /** Returns the log folders' names, {@code namespace_name_uid}. */
    List<String> logNames() {
        return names(root.resolve("logs"));
    }

    /** Deletes a Pod's files; its volumes must be unmounted. */
    void delete(String uid) throws IOException {
        delete(pod(uid));
        for (String name : logNames()) {
            if (name.endsWith("_" + uid)) {
                delete(root.resolve("logs").resolve(name));
            }
        }
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** Deletes a file or a tree; follows no links. */
    static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            List<Path> children;
            try (Stream<Path> entries = Files.list(path)) {
                children = entries.toList();
            }
            for (Path child : children) {
                delete(child);
            }
        }
        Files.deleteIfExists(path);
    }
}
