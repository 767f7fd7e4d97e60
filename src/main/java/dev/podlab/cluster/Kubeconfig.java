package dev.podlab.cluster;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the one kubeconfig that the operator named. No other file and no variable is looked at. */
final class Kubeconfig {

    private Kubeconfig() {}

    /**
     * Returns a client's configuration. Credential plugins in the file are run: managed clusters need them, and whoever
     * names the file could run them as well.
     *
     * @throws KubeconfigException if the file cannot be used
     */
    static Config read(Path file, @Nullable String context) {
        String text = contents(file);
        Map<String, Object> root = parse(file, text);
        String name = context == null ? Fields.text(root, "current-context") : context;
        List<String> names = Fields.objects(root, "contexts").stream()
                .map(entry -> Fields.text(entry, "name"))
                .toList();
        if (!names.contains(name)) {
            throw new KubeconfigException(ClusterStatus.Reason.CONTEXT_MISSING, missing(file, name, names));
        }
        try {
            Config config = Config.fromKubeconfig(name, text, file.toAbsolutePath().toString());
            config.setRequestRetryBackoffLimit(0);
            return config;
        } catch (RuntimeException e) {
            throw new KubeconfigException(
                    ClusterStatus.Reason.KUBECONFIG_UNREADABLE,
                    "The kubeconfig " + file + " cannot be used: " + e.getMessage() + ". Name another with --kubeconfig.");
        }
    }

    private static String contents(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            String why = Files.exists(file) ? "cannot be read (" + e.getMessage() + ")" : "does not exist";
            throw new KubeconfigException(
                    ClusterStatus.Reason.KUBECONFIG_UNREADABLE,
                    "The kubeconfig " + file + " " + why + ". Name a readable file with --kubeconfig.");
        }
    }

    @SuppressWarnings("unchecked") // field names are strings; anything else reads as absent
    private static Map<String, Object> parse(Path file, String text) {
        try {
            if (new Load(LoadSettings.builder().build()).loadFromString(text) instanceof Map<?, ?> root) {
                return (Map<String, Object>) root;
            }
        } catch (YamlEngineException e) {
            // Said below, without the file's content: it holds credentials.
        }
        throw new KubeconfigException(
                ClusterStatus.Reason.KUBECONFIG_UNREADABLE,
                "The kubeconfig " + file + " is not YAML as kubectl writes it. Name another file with --kubeconfig.");
    }

    private static String missing(Path file, String name, List<String> names) {
        String known = names.isEmpty() ? "It has none." : "It has: " + String.join(", ", names) + ".";
        return name.isEmpty()
                ? "The kubeconfig " + file + " has no current context. Name one with --context. " + known
                : "The kubeconfig " + file + " has no context " + name + ". Name another with --context. " + known;
    }

    /** The file cannot be used; the message says why and what to do. */
    static final class KubeconfigException extends RuntimeException {

        private final ClusterStatus.Reason reason;

        KubeconfigException(ClusterStatus.Reason reason, String message) {
            super(message);
            this.reason = reason;
        }

        ClusterStatus status() {
            return ClusterStatus.unavailable(reason, String.valueOf(getMessage()));
        }
    }
}
