package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.VolumeSpec.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds what ConfigMap, Secret, downward API and projected volumes show, and has it written. */
final class VolumeContents {

    private final KeyedObjects objects;

    VolumeContents(KeyedObjects objects) {
        this.objects = objects;
    }

    /** Brings a volume's folder up to date; does nothing when it shows the right thing already. */
    void write(PodSpec pod, Source source, PodFields fields, Path folder) throws IOException, StartException {
        AtomicFolder.write(folder, files(pod, source, fields));
    }

    /** Returns path to file of a volume. */
    private Map<String, AtomicFolder.File> files(PodSpec pod, Source source, PodFields fields) throws StartException {
        return switch (source) {
            case Source.ConfigMap map -> keys(
                    find("configmap", map.name(), objects.configMap(pod.namespace(), map.name()), map.optional()),
                    map.items(), map.defaultMode(), map.optional());
            case Source.Secret secret -> keys(
                    find("secret", secret.name(), objects.secret(pod.namespace(), secret.name()), secret.optional()),
                    secret.items(), secret.defaultMode(), secret.optional());
            case Source.DownwardApi api -> downward(pod, api, fields);
            case Source.Projected projected -> {
                Map<String, AtomicFolder.File> all = new TreeMap<>();
                for (Source part : projected.sources()) {
                    all.putAll(files(pod, part, fields));
                }
                yield all;
            }
            case Source.ServiceAccountToken token -> throw unsupported("serviceAccountToken");
            case Source.Unsupported other -> throw unsupported(other.kind());
            case Source.EmptyDir dir -> throw unsupported("emptyDir");
        };
    }

    private static StartException unsupported(String kind) {
        return new StartException("FailedMount", "volume source \"%s\" is not supported here".formatted(kind));
    }

    private static Map<String, byte[]> find(
            String kind, String name, Optional<Map<String, byte[]>> found, boolean optional) throws StartException {
        if (found.isEmpty() && !optional) {
            throw new StartException("FailedMount", "%s \"%s\" not found".formatted(kind, name));
        }
        return found.orElse(Map.of());
    }

    private static Map<String, AtomicFolder.File> keys(
            Map<String, byte[]> entries, List<VolumeSpec.Item> items, int mode, boolean optional)
            throws StartException {
        Map<String, AtomicFolder.File> files = new TreeMap<>();
        if (items.isEmpty()) {
            entries.forEach((key, content) -> files.put(key, new AtomicFolder.File(content, mode)));
        }
        for (VolumeSpec.Item item : items) {
            byte[] content = entries.get(item.key());
            if (content != null) {
                files.put(item.path(), new AtomicFolder.File(content, item.mode() == null ? mode : item.mode()));
            } else if (!optional) {
                throw new StartException("FailedMount", "references non-existent config key: " + item.key());
            }
        }
        return files;
    }

    private static Map<String, AtomicFolder.File> downward(PodSpec pod, Source.DownwardApi api, PodFields fields)
            throws StartException {
        Map<String, AtomicFolder.File> files = new TreeMap<>();
        for (VolumeSpec.DownwardItem item : api.items()) {
            String text = switch (item.source()) {
                case ContainerSpec.ValueSource.Field field -> fields.field(field.path());
                case ContainerSpec.ValueSource.Resource resource -> fields.resource(pod.containers().getFirst(), resource);
                default -> "";
            };
            int mode = item.mode() == null ? api.defaultMode() : item.mode();
            files.put(item.path(), new AtomicFolder.File(text.getBytes(StandardCharsets.UTF_8), mode));
        }
        return files;
    }
}
