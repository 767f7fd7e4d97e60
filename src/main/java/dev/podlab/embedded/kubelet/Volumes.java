package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Mount;
import dev.podlab.embedded.kubelet.ContainerSpec.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The folders and files of a Pod on its node: volumes, {@code /etc/hosts}, termination logs. */
final class Volumes {

    private final PodDirectories directories;
    private final VolumeContents contents;
    private final Tmpfs tmpfs;

    Volumes(PodDirectories directories, VolumeContents contents, Tmpfs tmpfs) {
        this.directories = directories;
        this.contents = contents;
        this.tmpfs = tmpfs;
    }

    /**
     * Makes every volume of a Pod; one that is there already stays as it is.
     *
     * @throws MountException if one cannot be made; its message is fit for an event
     */
    void prepare(PodSpec pod, PodFields fields) throws MountException {
        for (VolumeSpec volume : pod.volumes()) {
            try {
                prepare(pod, volume, fields);
            } catch (IOException | StartException failed) {
                throw new MountException(volume.name(), String.valueOf(failed.getMessage()));
            }
        }
    }

    private void prepare(PodSpec pod, VolumeSpec volume, PodFields fields) throws IOException, StartException {
        Path folder = directories.volume(pod.uid(), volume.name());
        boolean fresh = !Files.isDirectory(folder);
        Files.createDirectories(folder);
        switch (volume.source()) {
            case VolumeSpec.Source.EmptyDir dir -> {
                if (fresh && dir.memory()) {
                    Files.writeString(directories.mounted(pod.uid()), "");
                    tmpfs.mount(folder, dir.sizeLimit());
                }
                if (fresh) {
                    open(folder, pod);
                }
            }
            case VolumeSpec.Source.Unsupported other -> throw new IOException(
                    "volume type \"%s\" is not supported by Podlab's embedded cluster".formatted(other.kind()));
            default -> contents.write(pod, volume.source(), fields, folder);
        }
    }

    /** Everybody may write to an emptyDir, whatever user the containers run as. */
    private static void open(Path folder, PodSpec pod) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Long group = pod.security().fsGroup();
        if (group != null) {
            Files.setAttribute(folder, "unix:gid", group.intValue());
            Files.setAttribute(folder, "unix:mode", 02777);
        }
    }

    /**
     * Returns the mounts of one container, and makes the files behind them.
     *
     * @throws StartException if a sub path leads out of its volume
     * @throws IOException    if a file cannot be made
     */
    List<Mount> mounts(PodSpec pod, ContainerSpec spec, int attempt, Map<String, String> env, String podIp)
            throws StartException, IOException {
        List<Mount> mounts = new ArrayList<>();
        for (VolumeMount mount : spec.mounts()) {
            Path volume = directories.volume(pod.uid(), mount.volume());
            boolean readOnly = mount.readOnly() || isReadOnly(pod, mount.volume());
            mounts.add(new Mount(SubPaths.resolve(volume, mount, spec, env), mount.path(), readOnly));
        }
        if (spec.mounts().stream().noneMatch(m -> m.path().equals("/etc/hosts"))) {
            Path hosts = directories.etcHosts(pod.uid());
            Files.createDirectories(hosts.getParent());
            Files.writeString(hosts, EtcHosts.text(pod, podIp));
            mounts.add(new Mount(hosts, "/etc/hosts", false));
        }
        Path log = directories.terminationLog(pod.uid(), spec.name(), attempt);
        Files.createDirectories(log.getParent());
        Files.writeString(log, "");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-rw-rw-"));
        mounts.add(new Mount(log, spec.terminationMessagePath(), false));
        return List.copyOf(mounts);
    }

    private static boolean isReadOnly(PodSpec pod, String volume) {
        return pod.volumes().stream()
                .filter(v -> v.name().equals(volume))
                .noneMatch(v -> v.source() instanceof VolumeSpec.Source.EmptyDir);
    }

    /** Brings ConfigMap, Secret and downward API volumes up to date with what they show. */
    void refresh(PodSpec pod, PodFields fields) {
        for (VolumeSpec volume : pod.volumes()) {
            Path folder = directories.volume(pod.uid(), volume.name());
            if (volume.source() instanceof VolumeSpec.Source.EmptyDir || !Files.isDirectory(folder)) {
                continue;
            }
            try {
                contents.write(pod, volume.source(), fields, folder);
            } catch (IOException | StartException stale) {
                // What was deleted meanwhile stays as it was, as upstream's does.
                continue;
            }
        }
    }

    /** Unmounts and deletes everything of a Pod. */
    void remove(String uid) throws IOException {
        if (Files.exists(directories.mounted(uid))) {
            tmpfs.unmountBelow(directories.pod(uid));
        }
        directories.delete(uid);
    }
}
