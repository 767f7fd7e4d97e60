package dev.podlab.embedded.api.http;

import java.util.List;
import java.util.Map;

/**
 * A whole answer.
 *
 * @param code        HTTP status code
 * @param contentType media type of the body
 * @param headers     further headers, name and value, in order; a name may come more than once
 */
public record Answer(int code, String contentType, byte[] body, List<Map.Entry<String, String>> headers) {

    public Answer {
        headers = List.copyOf(headers);
    }

    /** An answer without further headers. */
    public static Answer of(int code, String contentType, byte[] body) {
        return new Answer(code, contentType, body, List.of());
    }
}
