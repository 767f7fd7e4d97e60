package dev.podlab.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Held by the one cluster that uses a home folder. The system lets go of it when the process ends, however it ends. */
final class HomeLock implements AutoCloseable {

    private final FileChannel file;

    private HomeLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the lock, and makes the folder, for its owner only, where there is none.
     *
     * @throws EmbeddedClusterException if another cluster has it, in this process or in another
     */
    static HomeLock take(Path home) {
        try {
            createPrivate(home);
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

    /** A folder that is there keeps the rights that its owner gave it. */
    private static void createPrivate(Path home) throws IOException {
        Files.createDirectories(home.toAbsolutePath().getParent());
        if (!Files.isDirectory(home)) {
            Files.createDirectory(home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
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
