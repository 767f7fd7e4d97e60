package dev.podlab.embedded.node;

import java.nio.file.Path;

/**
 * Where one Podlab's nodes keep their files.
 *
 * @param homes what outlives a restart, under PODLAB_HOME
 * @param runs  what does not; a short path, because a unix socket's path has at most 107 bytes
 */
record NodeFolders(Path homes, Path runs) {

    static NodeFolders of(Path home) {
        return new NodeFolders(
                home.toAbsolutePath().normalize().resolve("nodes"),
                Path.of("/run/podlab-" + InstanceId.of(home)));
    }

    Path home(String node) {
        return homes.resolve(node);
    }

    Path run(String node) {
        return runs.resolve(node);
    }
}
