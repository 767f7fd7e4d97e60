package dev.podlab.embedded.api.patch;

import dev.podlab.embedded.api.ApiException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Strategic merge patch: like a merge patch, but lists of objects are merged by a key, and directives say what that cannot.
 *
 * <p>Source: community {@code contributors/devel/sig-api-machinery/strategic-merge-patch.md}; apimachinery
 * {@code pkg/util/strategicpatch/patch.go}, v1.36.
 */
final class StrategicMergePatch {

    private static final String DIRECTIVE = "$patch";
    private static final String RETAIN_KEYS = "$retainKeys";
    private static final String DELETE_VALUES = "$deleteFromPrimitiveList/";
    private static final String ORDER = "$setElementOrder/";

    private StrategicMergePatch() {}

    /** Changes and returns {@code target}. */
    static ObjectNode apply(Fields fields, ObjectNode target, ObjectNode changes) {
        JsonNode directive = changes.path(DIRECTIVE);
        if (!directive.isMissingNode()) {
            return directed(directive.asString(""), target, changes);
        }
        retainKeys(target, changes);
        changes.properties().forEach(change -> {
            if (!change.getKey().startsWith("$")) {
                merge(fields, target, change.getKey(), change.getValue());
            }
        });
        changes.properties().forEach(change -> {
            if (change.getKey().startsWith(DELETE_VALUES)) {
                deleteValues(target.path(change.getKey().substring(DELETE_VALUES.length())), change.getValue());
            } else if (change.getKey().startsWith(ORDER)) {
                reorder(fields, target, change.getKey().substring(ORDER.length()), change.getValue());
            }
        });
        return target;
    }

    private static ObjectNode directed(String directive, ObjectNode target, ObjectNode changes) {
        return switch (directive) {
            case "replace" -> withoutDirectives(changes);
            case "delete" -> JsonNodeFactory.instance.objectNode();
            case "merge" -> {
                ObjectNode rest = changes.deepCopy();
                rest.remove(DIRECTIVE);
                yield apply(Fields.PLAIN, target, rest);
            }
            default -> throw ApiException.badRequest("Unknown patch type found: " + directive);
        };
    }

    private static void merge(Fields fields, ObjectNode target, String field, JsonNode value) {
        switch (value) {
            case ObjectNode nested -> {
                ObjectNode into = target.path(field) instanceof ObjectNode present ? present : JsonNodeFactory.instance.objectNode();
                target.set(field, apply(fields.below(field), into, nested));
            }
            case ArrayNode list when fields.list(field) != null -> {
                ArrayNode into = target.path(field) instanceof ArrayNode present ? present : JsonNodeFactory.instance.arrayNode();
                target.set(field, merged(fields.list(field), field, into, list));
            }
            case ArrayNode list -> target.set(field, list.deepCopy());
            default -> {
                if (value.isNull()) {
                    target.remove(field);
                } else {
                    target.set(field, value.deepCopy());
                }
            }
        }
    }

    private static ArrayNode merged(Fields.Keyed keyed, String field, ArrayNode into, ArrayNode changes) {
        if (keyed.key().isEmpty()) {
            return union(into, changes);
        }
        if (changes.valueStream().anyMatch(change -> change.size() == 1 && change.path(DIRECTIVE).asString("").equals("replace"))) {
            ArrayNode replaced = JsonNodeFactory.instance.arrayNode();
            changes.valueStream().filter(change -> !change.has(DIRECTIVE)).forEach(change -> replaced.add(change.deepCopy()));
            return replaced;
        }
        for (JsonNode change : changes) {
            mergeElement(keyed, field, into, change);
        }
        return into;
    }

    private static void mergeElement(Fields.Keyed keyed, String field, ArrayNode into, JsonNode change) {
        JsonNode key = change.path(keyed.key());
        if (!(change instanceof ObjectNode element) || key.isMissingNode()) {
            throw ApiException.badRequest("map: %s does not contain declared merge key: %s".formatted(change, keyed.key()));
        }
        int at = indexOf(into, keyed.key(), key);
        if (change.path(DIRECTIVE).asString("").equals("delete")) {
            while (at >= 0) {
                into.remove(at);
                at = indexOf(into, keyed.key(), key);
            }
        } else if (at < 0) {
            into.add(withoutDirectives(apply(keyed.each(), JsonNodeFactory.instance.objectNode(), element)));
        } else if (into.get(at) instanceof ObjectNode present) {
            into.set(at, apply(keyed.each(), present, element));
        } else {
            throw ApiException.badRequest("%s: an element is no object".formatted(field));
        }
    }

    private static ArrayNode union(ArrayNode into, ArrayNode changes) {
        for (JsonNode value : changes) {
            if (into.valueStream().noneMatch(value::equals)) {
                into.add(value.deepCopy());
            }
        }
        return into;
    }

    /** Of the fields of a union only those named are kept. */
    private static void retainKeys(ObjectNode target, ObjectNode changes) {
        if (changes.path(RETAIN_KEYS) instanceof ArrayNode keys) {
            Set<String> kept = keys.valueStream().map(key -> key.asString("")).collect(Collectors.toSet());
            target.retain(kept);
        }
    }

    private static void deleteValues(JsonNode list, JsonNode values) {
        if (list instanceof ArrayNode array) {
            for (Iterator<JsonNode> each = array.iterator(); each.hasNext(); ) {
                JsonNode value = each.next();
                if (values.valueStream().anyMatch(value::equals)) {
                    each.remove();
                }
            }
        }
    }

    /**
     * Puts the elements that the patch names into its order. An element that only the server has stays behind the one that it
     * followed.
     */
    private static void reorder(Fields fields, ObjectNode target, String field, JsonNode order) {
        Fields.Keyed keyed = fields.list(field);
        if (keyed == null || !(target.path(field) instanceof ArrayNode list)) {
            return;
        }
        List<JsonNode> wanted = order.valueStream().map(element -> identity(keyed, element)).toList();
        Map<JsonNode, List<JsonNode>> followers = new LinkedHashMap<>();
        List<JsonNode> result = new ArrayList<>();
        Map<JsonNode, JsonNode> named = new LinkedHashMap<>();
        JsonNode leader = null;
        for (JsonNode element : list) {
            JsonNode identity = identity(keyed, element);
            if (wanted.contains(identity)) {
                named.put(identity, element);
                leader = identity;
            } else if (leader == null) {
                result.add(element);
            } else {
                followers.computeIfAbsent(leader, unused -> new ArrayList<>()).add(element);
            }
        }
        for (JsonNode identity : wanted) {
            if (named.containsKey(identity)) {
                result.add(named.remove(identity));
                result.addAll(followers.getOrDefault(identity, List.of()));
            }
        }
        list.removeAll();
        result.forEach(list::add);
    }

    private static JsonNode identity(Fields.Keyed keyed, JsonNode element) {
        return keyed.key().isEmpty() ? element : element.path(keyed.key());
    }

    private static int indexOf(ArrayNode list, String key, JsonNode value) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path(key).equals(value)) {
                return i;
            }
        }
        return -1;
    }

    private static ObjectNode withoutDirectives(ObjectNode object) {
        ObjectNode plain = object.deepCopy();
        plain.remove(List.of(DIRECTIVE, RETAIN_KEYS));
        return plain;
    }
}
