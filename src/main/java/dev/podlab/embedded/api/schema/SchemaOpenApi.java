package dev.podlab.embedded.api.schema;

import dev.podlab.embedded.api.OpenApi;
import dev.podlab.embedded.api.schema.FieldType.ListOf;
import dev.podlab.embedded.api.schema.FieldType.MapOf;
import dev.podlab.embedded.api.schema.FieldType.Scalar;
import dev.podlab.embedded.api.schema.FieldType.Struct;
import dev.podlab.embedded.store.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAPI v3 as far as kubectl reads it: {@code explain} walks the schemas, and {@code apply --validate} looks for the
 * {@code fieldValidation} parameter. Documents are made when they are first asked for.
 */
public final class SchemaOpenApi implements OpenApi {

    private static final Set<String> META_STRUCTS = Set.of(
            "ObjectMeta", "OwnerReference", "ManagedFieldsEntry", "LabelSelector", "LabelSelectorRequirement");
    private static final String GVK = "x-kubernetes-group-version-kind";

    private final Schemas schemas;
    private final Map<String, List<ResourceType>> kindsByPath;
    private final Map<String, byte[]> documents = new ConcurrentHashMap<>();

    /** Describes the given kinds. */
    public SchemaOpenApi(Schemas schemas, Collection<ResourceType> kinds) {
        this.schemas = schemas;
        this.kindsByPath = kinds.stream()
                .sorted(Comparator.comparing(ResourceType::plural))
                .collect(Collectors.groupingBy(SchemaOpenApi::path, TreeMap::new, Collectors.toList()));
    }

    @Override
    public Set<String> paths() {
        return Set.copyOf(kindsByPath.keySet());
    }

    @Override
    public Optional<byte[]> document(String path) {
        List<ResourceType> kinds = kindsByPath.get(path);
        return kinds == null
                ? Optional.empty()
                : Optional.of(documents.computeIfAbsent(path, ignored -> write(kinds)).clone());
    }

    private static String path(ResourceType type) {
        return type.group().isEmpty() ? "api/" + type.version() : "apis/" + type.group() + "/" + type.version();
    }

    private byte[] write(List<ResourceType> kinds) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("openapi", "3.0.0").putObject("info").put("title", "Kubernetes").put("version", "v1");
        ObjectNode paths = document.putObject("paths");
        kinds.forEach(type -> operations(type, paths));
        var structs = new TreeMap<String, ObjectNode>();
        kinds.forEach(type -> {
            component(schemas.of(type), packageOf(type), structs);
            gvk(type, structs.get(packageOf(type) + "." + type.kind()).putArray(GVK).addObject());
        });
        ObjectNode components = document.putObject("components").putObject("schemas");
        structs.forEach(components::set);
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void operations(ResourceType type, ObjectNode paths) {
        String collection = "/" + path(type) + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural();
        ObjectNode ofCollection = paths.putObject(collection);
        operation(type, "get", "list", ofCollection);
        operation(type, "post", "post", ofCollection);
        ObjectNode ofObject = paths.putObject(collection + "/{name}");
        operation(type, "get", "get", ofObject);
        operation(type, "put", "put", ofObject);
        operation(type, "patch", "patch", ofObject);
        operation(type, "delete", "delete", ofObject);
    }

    private static void operation(ResourceType type, String method, String action, ObjectNode path) {
        ObjectNode operation = path.putObject(method);
        operation.put("x-kubernetes-action", action);
        gvk(type, operation.putObject(GVK));
        if (Set.of("post", "put", "patch").contains(method)) {
            var parameters = operation.putArray("parameters");
            for (String name : List.of("dryRun", "fieldManager", "fieldValidation")) {
                parameters.addObject().put("name", name).put("in", "query").putObject("schema").put("type", "string");
            }
        }
        ObjectNode schema = operation.putObject("responses").putObject("200").put("description", "OK")
                .putObject("content").putObject("application/json").putObject("schema");
        schema.put("$ref", "#/components/schemas/" + packageOf(type) + "." + type.kind());
    }

    private static void gvk(ResourceType type, ObjectNode into) {
        into.put("group", type.group()).put("kind", type.kind()).put("version", type.version());
    }

    private static String packageOf(ResourceType type) {
        String group = type.group().isEmpty() ? "core" : type.group().split("\\.")[0];
        return "io.k8s.api." + group + "." + type.version();
    }

    private static String componentName(Struct struct, String packageName) {
        boolean meta = META_STRUCTS.contains(struct.name());
        return (meta ? "io.k8s.apimachinery.pkg.apis.meta.v1" : packageName) + "." + struct.name();
    }

    private static void component(Struct struct, String packageName, Map<String, ObjectNode> structs) {
        String name = componentName(struct, packageName);
        if (structs.containsKey(name)) {
            return;
        }
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        structs.put(name, schema);
        schema.put("type", "object").put("description", "");
        ObjectNode properties = schema.putObject("properties");
        struct.fields().forEach((field, type) -> describe(type, packageName, structs, properties.putObject(field)));
    }

    private static void describe(FieldType type, String packageName, Map<String, ObjectNode> structs, ObjectNode into) {
        switch (type) {
            case Struct struct -> {
                component(struct, packageName, structs);
                into.put("$ref", "#/components/schemas/" + componentName(struct, packageName));
            }
            case ListOf list -> describe(list.item(), packageName, structs, into.put("type", "array").putObject("items"));
            case MapOf map ->
                describe(map.value(), packageName, structs, into.put("type", "object").putObject("additionalProperties"));
            case Scalar scalar -> describe(scalar, into);
        }
    }

    private static void describe(Scalar scalar, ObjectNode into) {
        switch (scalar.kind()) {
            case STRING, QUANTITY -> into.put("type", "string");
            case BOOLEAN -> into.put("type", "boolean");
            case INTEGER -> into.put("type", "integer").put("format", scalar.goName());
            case NUMBER -> into.put("type", "number");
            case INT_OR_STRING -> into.put("format", "int-or-string").putArray("oneOf")
                    .add(JsonNodeFactory.instance.objectNode().put("type", "integer"))
                    .add(JsonNodeFactory.instance.objectNode().put("type", "string"));
            case TIME, MICRO_TIME -> into.put("type", "string").put("format", "date-time");
            case BYTES -> into.put("type", "string").put("format", "byte");
            case ANY -> into.put("type", "object");
        }
    }
}
