package dev.podlab.embedded.api.schema;

import dev.podlab.embedded.api.schema.ParsedBody.MalformedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a YAML body as an API server does: as YAML 1.1, turned into JSON.
 *
 * <p>It works on parser events, not on composed nodes, so that nesting and aliases are bounded before they cost anything.
 */
final class YamlBody {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_CODE_POINTS = 3 << 20;
    private static final int MAX_NODES = 200_000;
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setUseMarks(true).setCodePointLimit(MAX_CODE_POINTS).build();

    private final Iterator<Event> events;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private final Map<Integer, List<String>> duplicatesByLine = new LinkedHashMap<>();
    private int nodes;

    private YamlBody(Iterator<Event> events) {
        this.events = events;
    }

    /** A node that aliases may repeat. */
    private record Anchored(JsonNode node, int size) {}

    /**
     * Reads a body.
     *
     * @throws MalformedException if it is not one YAML document
     */
    static ParsedBody parse(String body) {
        try {
            var reader = new YamlBody(new Parse(SETTINGS).parseString(body).iterator());
            JsonNode tree = reader.document();
            return new ParsedBody(tree, reader.duplicates());
        } catch (MarkedYamlEngineException malformed) {
            int line = malformed.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new MalformedException("yaml: line %d: %s".formatted(line, malformed.getProblem()));
        } catch (YamlEngineException malformed) {
            throw new MalformedException("yaml: " + malformed.getMessage());
        }
    }

    private JsonNode document() {
        JsonNode root = NODES.nullNode();
        int documents = 0;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof StreamStartEvent || event instanceof StreamEndEvent || event instanceof DocumentEndEvent) {
                continue;
            }
            if (event instanceof DocumentStartEvent) {
                documents++;
                continue;
            }
            if (documents > 1) {
                throw new MalformedException("yaml: line %d: only one document can be sent at a time".formatted(line(event)));
            }
            root = node(event, 0);
        }
        return root;
    }

    private JsonNode node(Event event, int depth) {
        if (depth > ParsedBody.MAX_DEPTH) {
            throw new MalformedException("yaml: line %d: exceeded max depth".formatted(line(event)));
        }
        count(event, 1);
        int before = nodes;
        return switch (event) {
            case AliasEvent alias -> repeat(alias);
            case ScalarEvent scalar -> remember(scalar.getAnchor().orElse(null), scalar(scalar), 1);
            case SequenceStartEvent start -> remember(start.getAnchor().orElse(null), sequence(depth), nodes - before + 1);
            case MappingStartEvent start -> remember(start.getAnchor().orElse(null), mapping(depth), nodes - before + 1);
            default -> throw new MalformedException("yaml: line %d: unexpected %s".formatted(line(event), event.getEventId()));
        };
    }

    private JsonNode remember(@org.jspecify.annotations.Nullable Anchor anchor, JsonNode node, int size) {
        if (anchor != null) {
            anchors.put(anchor, new Anchored(node, size));
        }
        return node;
    }

    private JsonNode repeat(AliasEvent alias) {
        Anchored anchored = anchors.get(alias.getAlias());
        if (anchored == null) {
            throw new MalformedException("yaml: unknown anchor '%s' referenced".formatted(alias.getAlias().getValue()));
        }
        count(alias, anchored.size());
        return anchored.node().deepCopy();
    }

    private void count(Event event, int more) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw new MalformedException("yaml: line %d: document contains excessive aliasing".formatted(line(event)));
        }
    }

    private static JsonNode scalar(ScalarEvent scalar) {
        boolean untagged = scalar.getTag().isEmpty();
        return scalar.isPlain() && untagged ? Yaml11Scalar.resolve(scalar.getValue()) : NODES.stringNode(scalar.getValue());
    }

    private ArrayNode sequence(int depth) {
        ArrayNode array = NODES.arrayNode();
        for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
            array.add(node(event, depth + 1));
        }
        return array;
    }

    private ObjectNode mapping(int depth) {
        ObjectNode object = NODES.objectNode();
        ObjectNode merged = NODES.objectNode();
        for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
            JsonNode key = node(event, depth + 1);
            if (key.isContainer()) {
                throw new MalformedException("yaml: line %d: a key must be a scalar".formatted(line(event)));
            }
            String name = key.isNull() ? "null" : key.asString();
            JsonNode value = node(events.next(), depth + 1);
            if (name.equals("<<")) {
                merge(value, merged);
            } else {
                put(object, name, value, event);
            }
        }
        merged.properties().stream().filter(e -> !object.has(e.getKey())).forEach(e -> object.set(e.getKey(), e.getValue()));
        return object;
    }

    private void put(ObjectNode object, String name, JsonNode value, Event at) {
        if (object.has(name)) {
            duplicatesByLine.computeIfAbsent(line(at), ignored -> new ArrayList<>())
                    .add("key \"" + name + "\" already set in map");
        }
        object.set(name, value);
    }

    private static void merge(JsonNode value, ObjectNode into) {
        if (value instanceof ObjectNode defaults) {
            defaults.properties().stream().filter(e -> !into.has(e.getKey())).forEach(e -> into.set(e.getKey(), e.getValue()));
        } else if (value.isArray()) {
            value.forEach(element -> merge(element, into));
        } else {
            throw new MalformedException("yaml: map merge requires map or sequence of maps as the value");
        }
    }

    /** Returns one complaint for all keys written twice, in the words of the Go library. */
    private List<String> duplicates() {
        if (duplicatesByLine.isEmpty()) {
            return List.of();
        }
        var text = new StringBuilder("yaml: unmarshal errors:");
        duplicatesByLine.forEach((line, keys) -> keys.forEach(key -> text.append("\n  line ").append(line).append(": ").append(key)));
        return List.of(text.toString());
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
