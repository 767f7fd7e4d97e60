package dev.podlab.embedded.cri;

import dev.podlab.embedded.kubelet.ContainerRuntimeException;
import dev.podlab.embedded.kubelet.ContainerRuntimeException.Reason;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes CRI calls and turns gRPC's errors and empty answers into {@link ContainerRuntimeException}s. */
final class CriErrors {

    private CriErrors() {}

    /** Returns the call's answer. */
    static <T> T call(String name, Supplier<T> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException failure) {
            throw new ContainerRuntimeException(reason(failure.getStatus()), message(name, failure), failure);
        }
    }

    /** Returns the call's answer, or empty when the runtime does not know what the call names. */
    static <T> Optional<T> find(String name, Supplier<T> call) {
        try {
            return Optional.of(call(name, call));
        } catch (ContainerRuntimeException failure) {
            if (failure.reason() == Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** Returns the id that the call answers with; an empty one is a failure. */
    static String id(String name, Supplier<String> call) {
        String id = call(name, call);
        if (id.isEmpty()) {
            throw failed(name + ": the runtime answered with an empty id");
        }
        return id;
    }

    /** Returns the address that the call answers with. */
    static URI url(String name, Supplier<String> call) {
        try {
            return URI.create(id(name, call));
        } catch (IllegalArgumentException malformed) {
            throw new ContainerRuntimeException(
                    Reason.FAILED, name + ": the runtime answered with no address: " + malformed.getMessage(), malformed);
        }
    }

    /** Returns the answer of a command that has a time of its own; being too slow is then the command's failure. */
    static <T> T command(Duration timeout, Supplier<T> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException failure) {
            if (failure.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
                throw new ContainerRuntimeException(
                        Reason.FAILED, "command timed out after " + timeout.toMillis() + " ms", failure);
            }
            throw new ContainerRuntimeException(reason(failure.getStatus()), message("ExecSync", failure), failure);
        }
    }

    private static ContainerRuntimeException failed(String message) {
        return new ContainerRuntimeException(Reason.FAILED, message, new IllegalStateException(message));
    }

    /** The runtime's own words where it said any: learners read them in events. */
    private static String message(String name, StatusRuntimeException failure) {
        Status status = failure.getStatus();
        String words = status.getDescription();
        return words == null || words.isBlank() ? name + ": " + status.getCode() : words;
    }

    private static Reason reason(Status status) {
        return switch (status.getCode()) {
            case NOT_FOUND -> Reason.NOT_FOUND;
            case UNIMPLEMENTED -> Reason.UNSUPPORTED;
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> Reason.UNAVAILABLE;
            case OK, UNKNOWN, INVALID_ARGUMENT, ALREADY_EXISTS, PERMISSION_DENIED, RESOURCE_EXHAUSTED,
                    FAILED_PRECONDITION, ABORTED, OUT_OF_RANGE, INTERNAL, DATA_LOSS, UNAUTHENTICATED -> Reason.FAILED;
        };
    }
}
