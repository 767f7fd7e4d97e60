package dev.podlab.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.podlab.cluster.ClusterStatus.Reason;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigTests {

    private static final String TWO_CLUSTERS = """
            apiVersion: v1
            kind: Config
            current-context: one
            contexts:
            - {name: one, context: {cluster: one, user: me}}
            - {name: two, context: {cluster: two, user: me}}
            clusters:
            - {name: one, cluster: {server: "https://127.0.0.1:1"}}
            - {name: two, cluster: {server: "https://127.0.0.1:2"}}
            users:
            - {name: me, user: {token: secret}}
            """;

    @TempDir
    private Path folder;

    @Test
    void theCurrentContextIsUsedUnlessAnotherIsNamed() throws IOException {
        Path file = file(TWO_CLUSTERS);

        Config current = Kubeconfig.read(file, null);
        Config named = Kubeconfig.read(file, "two");

        assertThat(current.getMasterUrl()).startsWith("https://127.0.0.1:1");
        assertThat(named.getMasterUrl()).startsWith("https://127.0.0.1:2");
        assertThat(named.getAutoOAuthToken()).isEqualTo("secret");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(status(folder.resolve("none"), null)).satisfies(status -> {
            assertThat(status.reason()).isEqualTo(Reason.KUBECONFIG_UNREADABLE);
            assertThat(status.detail()).contains("does not exist", "--kubeconfig");
        });
    }

    @Test
    void aMissingContextIsNamedWithThoseThatExist() throws IOException {
        assertThat(status(file(TWO_CLUSTERS), "three")).satisfies(status -> {
            assertThat(status.reason()).isEqualTo(Reason.CONTEXT_MISSING);
            assertThat(status.detail()).contains("no context three", "one, two", "--context");
        });
    }

    @Test
    void aFileThatIsNoKubeconfigIsRefusedWithoutShowingItsContent() throws IOException {
        assertThat(status(file("token: [secret"), null)).satisfies(status -> {
            assertThat(status.reason()).isEqualTo(Reason.KUBECONFIG_UNREADABLE);
            assertThat(status.detail()).doesNotContain("secret");
        });
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), text);
    }

    private static ClusterStatus status(Path file, @Nullable String context) {
        var refusal = catchThrowableOfType(
                Kubeconfig.KubeconfigException.class, () -> Kubeconfig.read(file, context));
        assertThat(refusal).as("refusal").isNotNull();
        return refusal.status();
    }
}
