package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerSpec.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Sub paths of volumes: they must not lead out of the volume, not even by links that a container made. */
final class SubPaths {

    private SubPaths() {}

    /** Returns the path to mount, made when it is missing. */
    static Path resolve(Path volume, VolumeMount mount, ContainerSpec spec, Map<String, String> env)
            throws StartException, IOException {
        String sub = mount.subPathExpr().isEmpty() ? mount.subPath() : Expansion.expand(mount.subPathExpr(), env);
        if (sub.isEmpty()) {
            return volume;
        }
        Path target = volume.resolve(sub).normalize();
        boolean bad = sub.startsWith("/") || sub.contains("..") || sub.contains("`") || !target.startsWith(volume);
        if (bad) {
            throw refused(mount, spec);
        }
        Path existing = target;
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!existing.toRealPath().startsWith(volume.toRealPath())) {
            throw refused(mount, spec);
        }
        if (!Files.exists(target)) {
            Files.createDirectories(target);
        }
        return target.toRealPath();
    }

    private static StartException refused(VolumeMount mount, ContainerSpec spec) {
        return new StartException("CreateContainerConfigError", "failed to prepare subPath for volumeMount \"%s\" of container \"%s\""
                .formatted(mount.volume(), spec.name()));
    }
}
