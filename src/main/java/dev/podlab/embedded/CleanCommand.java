package dev.podlab.embedded;

import dev.podlab.embedded.node.NodeCleanup;
import java.nio.file.Path;
import java.util.List;

/** The command {@code ./podlab clean}: removes what a killed Podlab left on the machine. */
public final class CleanCommand {

    private CleanCommand() {}

    /**
     * Cleans up after the Podlab whose home is the first argument. Ends with exit code 1 and a sentence when that one
     * still runs or something cannot be removed.
     */
    public static void main(String[] arguments) {
        Path home = Path.of(arguments[0]).toAbsolutePath().normalize();
        try (HomeLock held = HomeLock.take(home)) {
            List<String> removed = new NodeCleanup(home).run();
            System.out.println(removed.isEmpty() ? "Nothing was left of " + home + "." : "Removed: " + String.join(", ", removed) + ".");
        } catch (RuntimeException failure) {
            System.err.println("podlab: " + failure.getMessage());
            System.exit(1);
        }
    }
}
