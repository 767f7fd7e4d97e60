package dev.podlab.embedded.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@link Precondition} asks of a machine. */
interface Machine {

    /** Where programs are looked for, beside what the PATH names: daemons often miss the sbin folders. */
    List<String> PROGRAM_FOLDERS = List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    /** Returns the operating system's name, for example {@code Linux}. */
    String operatingSystem();

    /** Returns the processor architecture as Java names it. */
    String architecture();

    /** Returns whether a program is on the PATH. */
    boolean hasProgram(String name);

    /** Returns whether a file or folder exists. */
    boolean exists(String path);

    /** Returns a small file's text, or the empty string when it cannot be read. */
    String text(String path);

    /** Returns the machine that this process runs on. */
    static Machine local() {
        return new Machine() {
            @Override
            public String operatingSystem() {
                return System.getProperty("os.name");
            }

            @Override
            public String architecture() {
                return System.getProperty("os.arch");
            }

            @Override
            public boolean hasProgram(String name) {
                return PROGRAM_FOLDERS.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
            }

            @Override
            public boolean exists(String path) {
                return Files.exists(Path.of(path));
            }

            @Override
            public String text(String path) {
                try {
                    return Files.readString(Path.of(path));
                } catch (IOException unreadable) {
                    return "";
                }
            }
        };
    }
}
