package dev.podlab.embedded.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MachineImagesTests {

    @TempDir
    Path folder;

    @Test
    void namesBusyboxByTheVersionThatItIs() {
        assertThat(MachineImages.busyboxReferences("BusyBox v1.35.0 (Debian 1:1.35.0-4) multi-call binary."))
                .containsExactly(
                        "docker.io/library/busybox:latest", "docker.io/library/busybox:stable",
                        "docker.io/library/busybox:1.35", "docker.io/library/busybox:1.35.0");
    }

    @Test
    void equalContentGivesAnEqualImage() {
        byte[] layer = BusyboxLayer.of(new byte[] {1, 2, 3}, List.of("ls", "wget"), true);
        var one = LocalImage.of(List.of("a:1"), layer, "amd64", List.of(), List.of("sh"));
        var two = LocalImage.of(List.of("b:1"), layer.clone(), "amd64", List.of(), List.of("sh"));
        assertThat(one.id()).isEqualTo(two.id()).startsWith("sha256:");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void writesArchivesThatTarReads() throws IOException {
        Path archive = folder.resolve("layer.tar");
        Files.write(archive, BusyboxLayer.of("program".getBytes(StandardCharsets.UTF_8), List.of("ls"), false));
        String listing = SystemCommand.of("tar", "-tvf", archive.toString()).run();
        assertThat(listing)
                .contains("drwxrwxrwt", "tmp/", "bin/ls -> busybox", "bin/sh -> busybox", "-rwxr-xr-x", "bin/busybox", "etc/passwd");
    }

    @Test
    void aNameThatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TarArchive().folder("x".repeat(101), 0755));
    }

    @Test
    void takesAnAppletOutOfTheTableAndKeepsItsOrder() {
        byte[] table = "\0watch\0wc\0wget\0which\0 uses wget here".getBytes(StandardCharsets.US_ASCII);
        assertThat(new String(BusyboxLayer.withoutApplet(table, "wget"), StandardCharsets.US_ASCII))
                .isEqualTo("\0watch\0wc\0wgeT\0which\0 uses wget here");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void pauseWaitsAndEndsAtOnceWhenAsked() throws IOException, InterruptedException {
        Path pause = folder.resolve("pause");
        Files.write(pause, PauseProgram.forArchitecture(System.getProperty("os.arch")));
        Files.setPosixFilePermissions(pause, PosixFilePermissions.fromString("rwx------"));
        Process process = new ProcessBuilder(pause.toString()).start();
        try {
            assertThat(process.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void knowsNoPauseForOtherProcessors() {
        assertThatExceptionOfType(NodeException.class)
                .isThrownBy(() -> PauseProgram.forArchitecture("riscv64"))
                .withMessageContaining("amd64 and arm64");
    }

    @Test
    void findsMountsInsideAFolderTheDeepestFirst() {
        String mounts = """
                22 1 254:0 / / rw - ext4 /dev/vda rw
                30 22 0:30 / /home/a rw - tmpfs tmpfs rw
                31 30 0:31 / /home/a/b\\040c rw - tmpfs tmpfs rw
                32 31 0:32 / /home/a/b\\040c/d rw - tmpfs tmpfs rw
                33 22 0:33 / /home/abc rw - tmpfs tmpfs rw
                """;
        assertThat(MountTable.under(mounts, List.of(Path.of("/home/a")))).containsExactly("/home/a/b c/d", "/home/a/b c");
    }
}
