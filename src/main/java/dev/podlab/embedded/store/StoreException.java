package dev.podlab.embedded.store;

/** A write or watch that the store refuses; the subclass says why. */
public abstract sealed class StoreException extends RuntimeException {

    private StoreException(String message) {
        super(message);
    }

    /** The object exists already. HTTP 409 {@code AlreadyExists} at the API. */
    public static final class AlreadyExists extends StoreException {
        private final ObjectKey key;

        public AlreadyExists(ObjectKey key) {
            super(key + " already exists");
            this.key = key;
        }

        /** Returns the key in question. */
        public ObjectKey key() {
            return key;
        }
    }

    /** There is no such object. HTTP 404 {@code NotFound} at the API. */
    public static final class NotFound extends StoreException {
        private final ObjectKey key;

        public NotFound(ObjectKey key) {
            super(key + " not found");
            this.key = key;
        }

        /** Returns the key in question. */
        public ObjectKey key() {
            return key;
        }
    }

    /** The object was changed since the given version. HTTP 409 {@code Conflict} at the API. */
    public static final class Conflict extends StoreException {
        private final ObjectKey key;

        public Conflict(ObjectKey key, long expected, long actual) {
            super("%s is at resourceVersion %d, not %d".formatted(key, actual, expected));
            this.key = key;
        }

        /** Returns the key in question. */
        public ObjectKey key() {
            return key;
        }
    }

    /** The history from that version on is gone. HTTP 410 {@code Expired} at the API. */
    public static final class Expired extends StoreException {
        private final long oldest;

        public Expired(long requested, long oldest) {
            super("too old resource version: %d (%d)".formatted(requested, oldest));
            this.oldest = oldest;
        }

        /** Returns the oldest version that a watch can still start from. */
        public long oldest() {
            return oldest;
        }
    }
}
