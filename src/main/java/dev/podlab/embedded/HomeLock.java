package dev.podlab.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Held by the one cluster that uses a home folder. The system lets go of it when the process ends, however it ends. */
final class HomeLock implements AutoCloseable {

    private final FileChannel file;

    private HomeLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the lock.
     *
     * @throws EmbeddedClusterException if another cluster has it, in this process or in another
     */
    static HomeLock take(Path home) {
        try {
            Files.createDirectories(home);
            FileChannel file = FileChannel.open(
                    home.resolve("cluster.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(file)) {
                return new HomeLock(file);
            }
            file.close();
            throw new EmbeddedClusterException("Another Podlab uses " + home
                    + ": stop that one, or give this one a folder of its own with --home.");
        } catch (IOException failure) {
            throw new EmbeddedClusterException(
                    "The folder " + home + " cannot be used (" + failure.getMessage() + "): name another with --home.", failure);
        }
    }

    private static boolean isTaken(FileChannel file) throws IOException {
        try {
            @Nullable Object lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw new EmbeddedClusterException("The lock of the home folder cannot be let go", failure);
        }
    }
}
