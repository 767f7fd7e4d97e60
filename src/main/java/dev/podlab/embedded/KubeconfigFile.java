package dev.podlab.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** Writes a kubeconfig that stands on its own: no path in it, so it can be copied. */
final class KubeconfigFile {

    private KubeconfigFile() {}

    /**
     * Returns the text.
     *
     * @param server        base address, for example {@code https://127.0.0.1:6443}
     * @param authorityPem  certificate of the authority that signed the server's
     */
    static String text(String server, String authorityPem, String token) {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: podlab
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                users:
                - name: podlab
                  user:
                    token: %s
                contexts:
                - name: podlab
                  context:
                    cluster: podlab
                    user: podlab
                current-context: podlab
                """.formatted(
                server, Base64.getEncoder().encodeToString(authorityPem.getBytes(StandardCharsets.UTF_8)), token);
    }

    /** Writes the text so that only the owner can read it, and readers see the old file or the new one whole. */
    static void write(Path file, String text) throws IOException {
        Path fresh = Files.createTempFile(
                file.getParent(), ".kubeconfig", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
