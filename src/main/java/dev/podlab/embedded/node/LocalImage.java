package dev.podlab.embedded.node;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A container image of one layer that is made on this machine.
 *
 * @param references names that the image is known by, for example {@code docker.io/library/busybox:latest}
 * @param layer      uncompressed tar archive with the root file system
 * @param config     image configuration as JSON; its digest is the image's id
 */
record LocalImage(List<String> references, byte[] layer, byte[] config) {

    private static final JsonMapper JSON = new JsonMapper();

    LocalImage {
        references = List.copyOf(references);
    }

    /**
     * Returns an image that runs {@code command} by default.
     *
     * @param architecture as Java names it
     */
    static LocalImage of(
            List<String> references, byte[] layer, String architecture, List<String> entrypoint, List<String> command) {
        var process = new LinkedHashMap<String, Object>();
        process.put("Env", List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
        if (!entrypoint.isEmpty()) {
            process.put("Entrypoint", entrypoint);
        }
        if (!command.isEmpty()) {
            process.put("Cmd", command);
        }
        var layers = new LinkedHashMap<String, Object>();
        layers.put("type", "layers");
        layers.put("diff_ids", List.of("sha256:" + sha256(layer)));
        var config = new LinkedHashMap<String, Object>();
        config.put("architecture", architecture.equals("aarch64") ? "arm64" : architecture);
        config.put("os", "linux");
        config.put("created", "1970-01-01T00:00:00Z");
        config.put("config", process);
        config.put("rootfs", layers);
        return new LocalImage(references, layer, JSON.writeValueAsBytes(config));
    }

    /** Returns the image's id, {@code sha256:} and 64 digits. */
    String id() {
        return "sha256:" + sha256(config);
    }

    /** Returns several images as one archive that containerd imports. Source: {@code docker save}, version 1.2. */
    static byte[] archive(List<LocalImage> images) {
        var archive = new TarArchive();
        var manifest = new ArrayList<Map<String, Object>>();
        for (LocalImage image : images) {
            String config = sha256(image.config()) + ".json";
            String layer = sha256(image.layer()) + ".tar";
            archive.file(config, 0644, image.config()).file(layer, 0644, image.layer());
            manifest.add(Map.of("Config", config, "RepoTags", image.references(), "Layers", List.of(layer)));
        }
        return archive.file("manifest.json", 0644, JSON.writeValueAsBytes(manifest)).bytes();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
