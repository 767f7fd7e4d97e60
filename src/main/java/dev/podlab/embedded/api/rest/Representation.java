package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.api.TablePrinter;
import dev.podlab.embedded.api.TablePrinter.IncludeObject;
import dev.podlab.embedded.api.http.HttpExchange;
import dev.podlab.embedded.store.ResourceType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shape in which a client wants objects: as they are, as table rows, or their metadata only.
 *
 * <p>Source: apiserver {@code pkg/endpoints/handlers/response.go} and {@code negotiation}, v1.36.
 */
final class Representation {

    private static final List<String> SERVED =
            List.of("application/json", "application/yaml", "application/vnd.kubernetes.protobuf");
    private static final String META = "meta.k8s.io/";

    private enum Shape {
        OBJECT,
        TABLE,
        METADATA
    }

    private final TablePrinter printer;
    private final Shape shape;
    private final String version;
    private final IncludeObject include;

    private Representation(TablePrinter printer, Shape shape, String version, IncludeObject include) {
        this.printer = printer;
        this.shape = shape;
        this.version = version;
        this.include = include;
    }

    /** @throws ApiException 406 if the client takes nothing that is served */
    static Representation of(HttpExchange http, TablePrinter printer) {
        IncludeObject include = switch (http.query().first("includeObject").orElse("Metadata")) {
            case "None" -> IncludeObject.NONE;
            case "Object" -> IncludeObject.OBJECT;
            case "Metadata" -> IncludeObject.METADATA;
            default -> throw ApiException.badRequest("includeObject must be one of None, Metadata, Object");
        };
        String accept = http.header("Accept").orElse("*/*");
        return Arrays.stream(accept.split(","))
                .flatMap(clause -> parse(clause, printer, include).stream())
                .findFirst()
                .orElseThrow(() -> ApiException.notAcceptable(SERVED.subList(0, 1)));
    }

    private static Optional<Representation> parse(String clause, TablePrinter printer, IncludeObject include) {
        List<String> parts = Arrays.stream(clause.split(";")).map(String::strip).toList();
        if (!List.of("application/json", "application/*", "*/*", "").contains(parts.getFirst())) {
            return Optional.empty();
        }
        String as = parameter(parts, "as");
        String version = parameter(parts, "v");
        boolean known = as.isEmpty() || parameter(parts, "g").equals("meta.k8s.io") && (version.equals("v1") || version.equals("v1beta1"));
        if (!known) {
            return Optional.empty();
        }
        return switch (as) {
            case "" -> Optional.of(new Representation(printer, Shape.OBJECT, "v1", include));
            case "Table" -> Optional.of(new Representation(printer, Shape.TABLE, version, include));
            case "PartialObjectMetadata", "PartialObjectMetadataList" ->
                Optional.of(new Representation(printer, Shape.METADATA, version, include));
            default -> Optional.empty();
        };
    }

    private static String parameter(List<String> parts, String name) {
        return parts.stream()
                .filter(part -> part.startsWith(name + "="))
                .map(part -> part.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    /** Returns one object of a kind; a {@code Status} stays as it is. */
    ObjectNode one(ResourceType type, ObjectNode object) {
        if (object.path("kind").asString("").equals("Status")) {
            return object;
        }
        return switch (shape) {
            case OBJECT -> object;
            case METADATA -> metadataOnly(object);
            case TABLE -> {
                ObjectNode metadata = JsonNodeFactory.instance.objectNode();
                metadata.put("resourceVersion", object.path("metadata").path("resourceVersion").asString(""));
                yield table(type, List.of(object), metadata);
            }
        };
    }

    /** Returns a list of objects with the list's metadata. */
    ObjectNode list(ResourceType type, Stream<ObjectNode> objects, ObjectNode metadata) {
        if (shape == Shape.TABLE) {
            return table(type, objects.toList(), metadata);
        }
        boolean whole = shape == Shape.OBJECT;
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("kind", whole ? type.kind() + "List" : "PartialObjectMetadataList");
        list.put("apiVersion", whole ? type.apiVersion() : META + version);
        list.set("metadata", metadata);
        var items = list.putArray("items");
        objects.map(object -> whole ? object : metadataOnly(object)).forEach(items::add);
        return list;
    }

    private ObjectNode table(ResourceType type, List<ObjectNode> objects, ObjectNode metadata) {
        ObjectNode table = printer.table(type, objects, include);
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("kind", "Table").put("apiVersion", META + version);
        result.set("metadata", metadata);
        result.set("columnDefinitions", table.path("columnDefinitions"));
        result.set("rows", table.path("rows"));
        return result;
    }

    private ObjectNode metadataOnly(ObjectNode object) {
        ObjectNode partial = JsonNodeFactory.instance.objectNode();
        partial.put("kind", "PartialObjectMetadata").put("apiVersion", META + version);
        JsonNode metadata = object.path("metadata");
        partial.set("metadata", metadata);
        return partial;
    }
}
