package dev.podlab.embedded.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Assembles the images that the embedded cluster brings along, from what is on this machine. */
final class MachineImages {

    /** The image of every Pod's first process. */
    static final String PAUSE = "localhost/podlab/pause:1";

    private static final List<Path> BUSYBOX_PLACES = List.of(Path.of("/bin/busybox"), Path.of("/usr/bin/busybox"));
    private static final int KILLED_BY_SIGNAL = 128;
    private static final Pattern VERSION = Pattern.compile("BusyBox v(\\d+\\.\\d+)(\\.\\d+)?");

    private MachineImages() {}

    /**
     * Returns pause and busybox for this machine.
     *
     * @throws NodeException if busybox is missing
     */
    static List<LocalImage> assemble() {
        String architecture = System.getProperty("os.arch");
        return List.of(pause(architecture), busybox(architecture, findBusybox()));
    }

    static LocalImage pause(String architecture) {
        byte[] layer = new TarArchive()
                .file("pause", 0755, PauseProgram.forArchitecture(architecture))
                .bytes();
        return LocalImage.of(List.of(PAUSE), layer, architecture, List.of("/pause"), List.of());
    }

    private static LocalImage busybox(String architecture, Path program) {
        try {
            String list = SystemCommand.of(program.toString(), "--list").run();
            String greeting = SystemCommand.of(program.toString(), "--help").outcome().output();
            byte[] layer = BusyboxLayer.of(
                    Files.readAllBytes(program), list.lines().toList(), wgetCrashesOnTimeout(program));
            return LocalImage.of(busyboxReferences(greeting), layer, architecture, List.of(), List.of("sh"));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + program, failure);
        }
    }

    /** Nobody listens there; what matters is whether it is refused or killed by a signal. */
    private static boolean wgetCrashesOnTimeout(Path program) {
        return SystemCommand.of(program.toString(), "wget", "-T", "1", "-O", "/dev/null", "http://127.0.0.1:1/")
                        .outcome()
                        .exitCode()
                >= KILLED_BY_SIGNAL;
    }

    /** Names the image by the version that it really holds, and by the moving tags that people type. */
    static List<String> busyboxReferences(String greeting) {
        var tags = new LinkedHashSet<>(List.of("latest", "stable"));
        Matcher version = VERSION.matcher(greeting);
        if (version.find()) {
            tags.add(version.group(1));
            if (version.group(2) != null) {
                tags.add(version.group(1) + version.group(2));
            }
        }
        return tags.stream().map(tag -> "docker.io/library/busybox:" + tag).toList();
    }

    private static Path findBusybox() {
        return BUSYBOX_PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow(() -> new NodeException(
                        "busybox is missing: install it with 'apt-get install -y busybox-static'"));
    }
}
