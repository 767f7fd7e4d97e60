package dev.podlab.embedded.api.schema;

/** A value of the wrong type; the message is what the Go API server says. */
final class TypeMismatchException extends RuntimeException {
    TypeMismatchException(String message) {
        super(message);
    }
}
