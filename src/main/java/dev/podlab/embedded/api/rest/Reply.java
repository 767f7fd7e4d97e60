package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.http.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How a call ended. */
sealed interface Reply {

    /** An object to be sent, in the representation that the client asked for. */
    record Resource(int code, ObjectNode object, List<String> warnings) implements Reply {
        public Resource {
            warnings = List.copyOf(warnings);
        }
    }

    /** Something to be sent as it is. */
    record Raw(Answer answer) implements Reply {}

    /** The answer has been sent already. */
    record Sent() implements Reply {}

    static Reply ok(ObjectNode object) {
        return new Resource(200, object, List.of());
    }

    /** JSON that has no other representation. */
    static Answer json(int code, JsonNode body) {
        return Answer.of(code, "application/json", bytes(body));
    }

    static Reply text(String text) {
        return new Raw(Answer.of(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] bytes(JsonNode body) {
        return JsonMapper.shared().writeValueAsBytes(body);
    }

    /** Returns {@code Warning} headers as HTTP writes them. */
    static List<Map.Entry<String, String>> warningHeaders(List<String> warnings) {
        return warnings.stream()
                .map(warning -> Map.entry("Warning", "299 - \"" + printable(warning).replace("\\", "\\\\").replace("\"", "\\\"") + "\""))
                .toList();
    }

    private static String printable(String text) {
        return text.codePoints()
                .map(c -> c < ' ' || c > '~' ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
