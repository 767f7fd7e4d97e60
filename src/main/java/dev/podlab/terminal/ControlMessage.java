package dev.podlab.terminal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** A text frame, in either direction. Bytes of the terminal go in binary frames. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ControlMessage.Resize.class, name = "resize"),
    @JsonSubTypes.Type(value = ControlMessage.Ack.class, name = "ack"),
    @JsonSubTypes.Type(value = ControlMessage.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = ControlMessage.Ended.class, name = "ended")
})
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
sealed interface ControlMessage {

    /** From the browser: the terminal's size in characters. */
    record Resize(int columns, int rows) implements ControlMessage {}

    /** In both directions: so many bytes of the other's binary frames were taken; it may send as many more. */
    record Ack(long bytes) implements ControlMessage {}

    /** To the browser: the command runs. */
    record Ready() implements ControlMessage {}

    /**
     * To the browser: it is over; the connection is closed next.
     *
     * @param reason an {@link EndReason} in lower case
     * @param words  a sentence in the reader's language
     */
    record Ended(@Nullable Integer exitCode, String reason, String words) implements ControlMessage {}
}
