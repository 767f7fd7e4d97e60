package dev.podlab.cluster;

import dev.podlab.cluster.InvalidManifestException.Problem;
import dev.podlab.cluster.InvalidManifestException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a YAML text into objects that know where each of their fields stands. Bounded in size, depth and aliases. */
final class ManifestText {

    /** A manifest that a person writes is a hundredth of this. */
    static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_ALIASES = 50;
    private static final int MAX_DOCUMENTS = 50;

    private final List<Problem> problems = new ArrayList<>();

    private ManifestText() {}

    /**
     * Returns the objects of a text; empty documents are left out.
     *
     * @throws InvalidManifestException if the text is too large, is not YAML or holds something else than objects
     */
    static List<Document> read(String yaml) {
        int bytes = yaml.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new InvalidManifestException(List.of(new Problem(
                    0, 0, Reason.TOO_LARGE, "", bytes + " bytes; the most is " + MAX_BYTES)));
        }
        var text = new ManifestText();
        List<Document> documents = text.documents(yaml);
        if (documents.isEmpty() && text.problems.isEmpty()) {
            text.problems.add(new Problem(1, 1, Reason.NOT_AN_OBJECT, "", "the text holds no object"));
        }
        if (!text.problems.isEmpty()) {
            throw new InvalidManifestException(text.problems);
        }
        return documents;
    }

    private List<Document> documents(String yaml) {
        var settings = LoadSettings.builder()
                .setUseMarks(true)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .setCodePointLimit(MAX_BYTES)
                .build();
        var documents = new ArrayList<Document>();
        try {
            stopIfTooDeep(settings, yaml);
            for (Node root : new Compose(settings).composeAllFromString(yaml)) {
                if (documents.size() == MAX_DOCUMENTS) {
                    throw new YamlEngineException("more than " + MAX_DOCUMENTS + " documents");
                }
                document(root).ifPresent(documents::add);
            }
        } catch (MarkedYamlEngineException e) {
            problems.add(notYaml(e.getProblemMark(), String.valueOf(e.getProblem())));
        } catch (YamlEngineException e) {
            problems.add(notYaml(Optional.empty(), String.valueOf(e.getMessage())));
        }
        return documents;
    }

    /** Composing is recursive, reading events is not: what is too deep must be found by their count. */
    private static void stopIfTooDeep(LoadSettings settings, String yaml) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(yaml)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > ManifestNodes.MAX_DEPTH) {
                throw new ParserException("nested too deeply", event.getStartMark());
            }
        }
    }

    @SuppressWarnings("unchecked") // the reader makes maps with text keys only
    private Optional<Document> document(Node root) {
        var reader = new ManifestNodes();
        Object value = reader.read(root);
        problems.addAll(reader.problems());
        if (value == null || !reader.problems().isEmpty()) {
            return Optional.empty();
        }
        if (value instanceof Map<?, ?> object) {
            return Optional.of(new Document((Map<String, Object>) object, reader.places()));
        }
        Place place = Place.of(root.getStartMark());
        problems.add(new Problem(place.line(), place.column(), Reason.NOT_AN_OBJECT, "", "not a mapping"));
        return Optional.empty();
    }

    private static Problem notYaml(Optional<Mark> mark, String detail) {
        Place place = Place.of(mark);
        return new Problem(place.line(), place.column(), Reason.NOT_YAML, "", detail);
    }

    /**
     * One object and the places of its fields.
     *
     * @param places by path, for example {@code spec.containers[0].image}; the empty path is the whole object
     */
    record Document(Map<String, Object> object, Map<String, Place> places) {

        String kind() {
            return Fields.text(object, "kind");
        }

        String name() {
            return Fields.text(object, "metadata", "name");
        }

        /** Returns the place of a field, or of the nearest part of its path that stands in the text. */
        Place place(String path) {
            String known = path;
            while (!known.isEmpty()) {
                Place place = places.get(known);
                if (place != null) {
                    return place;
                }
                known = known.substring(0, Math.max(0, Math.max(known.lastIndexOf('.'), known.lastIndexOf('['))));
            }
            return places.getOrDefault("", Place.NOWHERE);
        }

        /** Returns the path in the text that reads like {@code path} when list positions are left out. */
        String withPositions(String path) {
            return places.keySet().stream()
                    .filter(known -> known.replaceAll("\\[\\d+]", "").equals(path))
                    .findFirst()
                    .orElse(path);
        }

        Problem problem(Reason reason, String path, String detail) {
            Place place = place(path);
            return new Problem(place.line(), place.column(), reason, path, detail);
        }
    }

    /** A place in a text, counted from 1. */
    record Place(int line, int column) {

        static final Place NOWHERE = new Place(0, 0);

        static Place of(Optional<Mark> mark) {
            return mark.map(m -> new Place(m.getLine() + 1, m.getColumn() + 1)).orElse(NOWHERE);
        }
    }
}
