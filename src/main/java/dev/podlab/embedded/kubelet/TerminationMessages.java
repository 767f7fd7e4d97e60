package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Container;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Adds to an ended container what it wrote as its last words.
 *
 * <p>Source: kubernetes pkg/kubelet/kuberuntime {@code getTerminationMessage}, v1.32: at most 4096 bytes of the file, or
 * 2048 bytes and 80 lines of the log.
 */
final class TerminationMessages {

    private static final int MAX_BYTES = 4_096;
    private static final int MAX_LOG_BYTES = 2_048;
    private static final int MAX_LOG_LINES = 80;

    private final PodDirectories directories;

    TerminationMessages(PodDirectories directories) {
        this.directories = directories;
    }

    /** Returns the container with its message. */
    Container complete(Container container) {
        String text = fromFile(container).filter(t -> !t.isEmpty()).or(() -> fromLog(container)).orElse("");
        if (text.isEmpty() || container.message().contains(text)) {
            return container;
        }
        String message = container.message().isEmpty() ? text : container.message() + ": " + text;
        return new Container(
                container.id(), container.sandboxId(), container.name(), container.attempt(), container.state(),
                container.createdAt(), container.image(), container.imageId(), container.labels(),
                container.annotations(), container.startedAt(), container.finishedAt(), container.exitCode(),
                container.reason(), message, container.logPath());
    }

    private Optional<String> fromFile(Container container) {
        String uid = container.labels().get(RuntimeLabels.POD_UID);
        if (uid == null) {
            return Optional.empty();
        }
        Path file = directories.terminationLog(uid, container.name(), container.attempt());
        try (var in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> fromLog(Container container) {
        boolean wanted = "FallbackToLogsOnError".equals(container.annotations().get(RuntimeLabels.TERMINATION_POLICY));
        if (!wanted || container.exitCode() == 0 || container.logPath() == null) {
            return Optional.empty();
        }
        return Optional.of(LogFile.tail(container.logPath(), MAX_LOG_LINES, MAX_LOG_BYTES));
    }
}
