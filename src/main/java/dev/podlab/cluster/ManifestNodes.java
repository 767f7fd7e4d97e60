package dev.podlab.cluster;

import dev.podlab.cluster.InvalidManifestException.Problem;
import dev.podlab.cluster.InvalidManifestException.Reason;
import dev.podlab.cluster.ManifestText.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Turns the nodes of one YAML document into plain maps and lists, noting the place of every field. */
final class ManifestNodes {

    /** Aliases can make a small text large. */
    private static final int MAX_VALUES = 20_000;

    /** Deeper than any object of Kubernetes that a person writes. */
    static final int MAX_DEPTH = 50;

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();
    private int values;

    @Nullable Object read(Node root) {
        places.put("", Place.of(root.getStartMark()));
        return value(root, "", 0);
    }

    List<Problem> problems() {
        return problems;
    }

    Map<String, Place> places() {
        return places;
    }

    private @Nullable Object value(Node node, String path, int depth) {
        values++;
        if (values > MAX_VALUES || depth > MAX_DEPTH) {
            if (problems.isEmpty()) {
                problem(node, Reason.TOO_LARGE, path, "nested too deeply or repeated too often by aliases");
            }
            return null;
        }
        return switch (node) {
            case MappingNode mapping -> map(mapping, path, depth);
            case SequenceNode sequence -> list(sequence, path, depth);
            case ScalarNode scalar -> Scalars.value(scalar);
            default -> null;
        };
    }

    private Map<String, @Nullable Object> map(MappingNode mapping, String path, int depth) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        var own = new HashSet<String>();
        for (NodeTuple field : mapping.getValue()) {
            if (!(field.getKeyNode() instanceof ScalarNode key)) {
                problem(field.getKeyNode(), Reason.NOT_YAML, path, "a field's name must be a text");
                continue;
            }
            if (Scalars.isMerge(key)) {
                merge(map, field.getValueNode(), path, depth);
                continue;
            }
            String name = key.getValue();
            String fieldPath = path.isEmpty() ? name : path + "." + name;
            if (!own.add(name)) {
                problem(key, Reason.INVALID_VALUE, fieldPath,
                        "duplicate field; it stands in line " + places.getOrDefault(fieldPath, Place.NOWHERE).line() + " already");
            }
            places.put(fieldPath, Place.of(key.getStartMark()));
            map.put(name, value(field.getValueNode(), fieldPath, depth + 1));
        }
        return map;
    }

    /** {@code <<: *alias}: fields that the mapping does not name itself. */
    private void merge(Map<String, @Nullable Object> map, Node source, String path, int depth) {
        List<Node> sources = source instanceof SequenceNode several ? several.getValue() : List.of(source);
        for (Node each : sources) {
            if (each instanceof MappingNode mapping) {
                map(mapping, path, depth + 1).forEach(map::putIfAbsent);
            } else {
                problem(each, Reason.NOT_YAML, path, "only a mapping can be merged");
            }
        }
    }

    private List<@Nullable Object> list(SequenceNode sequence, String path, int depth) {
        var list = new ArrayList<@Nullable Object>();
        for (Node item : sequence.getValue()) {
            String itemPath = path + "[" + list.size() + "]";
            places.put(itemPath, Place.of(item.getStartMark()));
            list.add(value(item, itemPath, depth + 1));
        }
        return list;
    }

    private void problem(Node node, Reason reason, String path, String detail) {
        Place place = Place.of(node.getStartMark());
        problems.add(new Problem(place.line(), place.column(), reason, path, detail));
    }
}
