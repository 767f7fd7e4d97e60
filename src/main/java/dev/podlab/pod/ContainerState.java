package dev.podlab.pod;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a container does: it waits, runs, or has ended. In JSON the field {@code type} tells which. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ContainerState.Waiting.class, name = "waiting"),
    @JsonSubTypes.Type(value = ContainerState.Running.class, name = "running"),
    @JsonSubTypes.Type(value = ContainerState.Terminated.class, name = "terminated")
})
public sealed interface ContainerState {

    /** Not running yet, or waiting to be started again. */
    record Waiting(String reason, String message) implements ContainerState {}

    /** Running since {@code startedAt}. */
    record Running(@Nullable Instant startedAt) implements ContainerState {}

    /** Ended. */
    record Terminated(
            int exitCode,
            int signal,
            String reason,
            String message,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt)
            implements ContainerState {}
}
