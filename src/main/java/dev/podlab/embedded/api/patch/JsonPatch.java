package dev.podlab.embedded.api.patch;

import dev.podlab.embedded.api.ApiException;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON Patch. Source: RFC 6902, RFC 6901; refusals as in evanphx/json-patch, which the API server uses. */
final class JsonPatch {

    /** As in the API server. */
    private static final int MAX_OPERATIONS = 10_000;

    private JsonPatch() {}

    /** Changes and returns {@code target}. */
    static ObjectNode apply(ObjectNode target, ArrayNode operations) {
        if (operations.size() > MAX_OPERATIONS) {
            throw ApiException.of(413, "The allowed maximum operations in a JSON patch is %d, got %d"
                    .formatted(MAX_OPERATIONS, operations.size()));
        }
        for (JsonNode operation : operations) {
            apply(target, operation);
        }
        return target;
    }

    private static void apply(ObjectNode target, JsonNode operation) {
        String path = text(operation, "path");
        switch (text(operation, "op")) {
            case "add" -> add(target, path, value(operation));
            case "remove" -> remove(target, path);
            case "replace" -> {
                remove(target, path);
                add(target, path, value(operation));
            }
            case "move" -> {
                String from = text(operation, "from");
                if (path.startsWith(from + "/")) {
                    throw refused("cannot move %s into itself".formatted(from));
                }
                add(target, path, remove(target, from));
            }
            case "copy" -> add(target, path, find(target, text(operation, "from")).deepCopy());
            case "test" -> {
                if (!find(target, path).equals(value(operation))) {
                    throw refused("testing value %s failed".formatted(path));
                }
            }
            default -> throw refused("unexpected kind: " + text(operation, "op"));
        }
    }

    private static void add(ObjectNode target, String path, JsonNode value) {
        List<String> steps = steps(path);
        String last = steps.getLast();
        switch (walk(target, path, steps.subList(0, steps.size() - 1))) {
            case ObjectNode object -> object.set(last, value);
            case ArrayNode array when last.equals("-") -> array.add(value);
            case ArrayNode array -> array.insert(index(path, last, array.size()), value);
            default -> throw missing("add", path);
        }
    }

    private static JsonNode remove(ObjectNode target, String path) {
        List<String> steps = steps(path);
        String last = steps.getLast();
        return switch (walk(target, path, steps.subList(0, steps.size() - 1))) {
            case ObjectNode object when object.has(last) -> object.remove(last);
            case ArrayNode array -> array.remove(index(path, last, array.size() - 1));
            default -> throw missing("remove", path);
        };
    }

    private static JsonNode find(ObjectNode target, String path) {
        return walk(target, path, path.isEmpty() ? List.of() : steps(path));
    }

    private static JsonNode walk(JsonNode from, String path, List<String> steps) {
        JsonNode node = from;
        for (String step : steps) {
            node = node instanceof ArrayNode array ? array.path(index(path, step, array.size() - 1)) : node.path(step);
            if (node.isMissingNode()) {
                throw missing("find", path);
            }
        }
        return node;
    }

    private static int index(String path, String step, int greatest) {
        if (!step.matches("0|[1-9]\\d{0,8}") || Integer.parseInt(step) > greatest) {
            throw refused("%s: invalid array index %s".formatted(path, step));
        }
        return Integer.parseInt(step);
    }

    private static List<String> steps(String path) {
        if (!path.startsWith("/")) {
            throw refused("path \"%s\" must begin with /".formatted(path));
        }
        return Arrays.stream(path.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    private static String text(JsonNode operation, String field) {
        if (!operation.path(field).isString()) {
            throw refused("an operation needs \"%s\"".formatted(field));
        }
        return operation.path(field).asString();
    }

    private static JsonNode value(JsonNode operation) {
        if (!operation.has("value")) {
            throw refused("operation \"%s\" needs a value".formatted(text(operation, "op")));
        }
        return operation.path("value").deepCopy();
    }

    private static ApiException missing(String operation, String path) {
        return refused("%s operation does not apply: doc is missing path: \"%s\": missing value".formatted(operation, path));
    }

    private static ApiException refused(String why) {
        return ApiException.unprocessable("the server rejected our request due to an error in our request: " + why);
    }
}
