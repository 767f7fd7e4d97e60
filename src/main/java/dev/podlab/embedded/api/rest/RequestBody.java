package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.api.http.HttpExchange;
import dev.podlab.embedded.api.protobuf.ProtobufBody;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request's body, never in protobuf.
 *
 * @param contentType its media type; empty when the client did not say
 */
record RequestBody(byte[] bytes, String contentType) {

    /** @throws ApiException 400 or 415 if it is in protobuf and cannot be turned into JSON */
    static RequestBody of(HttpExchange http) {
        String contentType = http.header("Content-Type").orElse("");
        if (contentType.startsWith(ProtobufBody.MEDIA_TYPE) && http.body().length > 0) {
            return new RequestBody(Reply.bytes(ProtobufBody.parse(http.body())), "application/json");
        }
        return new RequestBody(http.body(), contentType);
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    /** @throws ApiException 400 if the body is not a JSON object */
    ObjectNode object() {
        try {
            if (JsonMapper.shared().readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException malformed) {
            throw ApiException.badRequest("couldn't get version/kind; json parse error: " + malformed.getOriginalMessage());
        }
        throw ApiException.badRequest("the body of the request must be a JSON object");
    }
}
