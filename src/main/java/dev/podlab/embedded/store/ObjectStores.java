package dev.podlab.embedded.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** Opens object stores. */
public final class ObjectStores {

    private ObjectStores() {}

    /** Returns an empty store that forgets everything when it is closed. */
    public static ObjectStore inMemory(Clock clock) {
        return new VersionedObjects(clock, null, VersionedObjects.FIRST_VERSION);
    }

    /**
     * Returns the store that is kept in a directory, as it was at the last acknowledged write. A write is acknowledged once
     * it is on disk; events and leases, which are renewed anyway, are written without waiting.
     *
     * @param directory created if missing; one process at a time can have it open
     * @throws IOException if the directory cannot be used, is open elsewhere, or what it holds is damaged
     */
    public static ObjectStore open(Path directory, Clock clock) throws IOException {
        Journal journal = Journal.open(directory);
        try {
            return VersionedObjects.recovered(clock, journal);
        } catch (IOException | RuntimeException damaged) {
            journal.close();
            throw damaged;
        }
    }

}
