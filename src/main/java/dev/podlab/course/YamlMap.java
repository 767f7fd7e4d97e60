package dev.podlab.course;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of a YAML file that knows its lines. Reading a key that is missing or has another type notes a problem and
 * returns something empty, so that one pass finds all of them; {@link #finish} notes the keys that nobody asked for.
 */
final class YamlMap {

    private final String file;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final List<YamlMap> children = new ArrayList<>();
    private final Problems problems;
    private final int lineOffset;

    private YamlMap(String file, @Nullable Node node, int lineOffset, Problems problems) {
        this.file = file;
        this.problems = problems;
        this.lineOffset = lineOffset;
        this.line = node == null ? 1 + lineOffset : lineOf(node);
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                values.put(key, tuple.getValueNode());
                lines.put(key, lineOf(tuple.getKeyNode()));
            }
        } else if (node != null) {
            problem(line, "a mapping of keys to values is expected here");
        }
    }

    /** Parses a text; {@code lineOffset} lines of the file stand before it. */
    static YamlMap parse(String file, String text, int lineOffset, Problems problems) {
        try {
            var settings = LoadSettings.builder().setLabel(file).setUseMarks(true).build();
            Node node = new Compose(settings).composeString(text).orElse(null);
            return new YamlMap(file, node, lineOffset, problems);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            problems.add(file, line + lineOffset, "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.add(file, lineOffset, "not YAML: " + e.getMessage());
        }
        return new YamlMap(file, null, lineOffset, problems);
    }

    int line() {
        return line;
    }

    int line(String key) {
        return lines.getOrDefault(key, line);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Set<String> keys() {
        asked.addAll(values.keySet());
        return Set.copyOf(values.keySet());
    }

    Optional<String> text(String key) {
        Node node = ask(key);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue());
        }
        problem(line(key), key + " must be a text");
        return Optional.empty();
    }

    String requiredText(String key) {
        require(key);
        return text(key).orElse("");
    }

    int requiredNumber(String key) {
        String text = requiredText(key);
        try {
            return text.isEmpty() ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            problem(line(key), key + " must be a whole number");
            return 0;
        }
    }

    boolean flag(String key) {
        String text = text(key).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            problem(line(key), key + " must be true or false");
        }
        return text.equals("true");
    }

    Words requiredWords(String key) {
        YamlMap map = requiredMap(key);
        return new Words(map.requiredText("zh"), map.requiredText("en"));
    }

    YamlMap requiredMap(String key) {
        require(key);
        return map(key).orElseGet(() -> new YamlMap(file, null, lineOffset, problems));
    }

    Optional<YamlMap> map(String key) {
        Node node = ask(key);
        return node == null ? Optional.empty() : Optional.of(child(node));
    }

    List<YamlMap> maps(String key) {
        return nodes(key).stream().map(this::child).toList();
    }

    List<String> texts(String key) {
        var texts = new ArrayList<String>();
        for (Node node : nodes(key)) {
            if (node instanceof ScalarNode scalar) {
                texts.add(scalar.getValue());
            } else {
                problem(lineOf(node), key + " must be a list of texts");
            }
        }
        return texts;
    }

    /** Notes every key, here and below, that was never asked for. */
    void finish() {
        values.keySet().stream()
                .filter(key -> !asked.contains(key))
                .forEach(key -> problem(line(key), "unknown key " + key));
        children.forEach(YamlMap::finish);
    }

    void problem(int line, String message) {
        problems.add(file, line, message);
    }

    private List<Node> nodes(String key) {
        Node node = ask(key);
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(line(key), key + " must be a list");
        return List.of();
    }

    private @Nullable Node ask(String key) {
        asked.add(key);
        return values.get(key);
    }

    private void require(String key) {
        if (!values.containsKey(key)) {
            problem(line, "the key " + key + " is missing");
        }
    }

    private YamlMap child(Node node) {
        var child = new YamlMap(file, node, lineOffset, problems);
        children.add(child);
        return child;
    }

    private int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1) + lineOffset;
    }
}
