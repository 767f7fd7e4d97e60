package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.api.discovery.Discovery;
import dev.podlab.embedded.api.http.Answer;
import dev.podlab.embedded.api.http.HttpExchange;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is served beside the resources: version, health, discovery and OpenAPI. */
final class Documents {

    /** The release whose behaviour this server follows; clients compare their own with it. */
    private static final String MAJOR = "1";
    private static final String MINOR = "36";
    private static final String AGGREGATED = "as=APIGroupDiscoveryList";
    private static final String OPEN_API_V3 = "/openapi/v3";
    private static final String OPEN_API_V2_PROTOBUF = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private final Backend backend;

    Documents(Backend backend) {
        this.backend = backend;
    }

    /** Returns what everybody may see, even without a token. */
    Optional<Reply> open(String path) {
        return switch (path) {
            case "/healthz", "/livez", "/readyz", "/healthz/ping", "/livez/ping", "/readyz/ping" -> Optional.of(Reply.text("ok"));
            case "/version", "/version/" -> Optional.of(new Reply.Raw(Reply.json(200, version())));
            default -> Optional.empty();
        };
    }

    /** Returns what everybody with a token may see. */
    Optional<Reply> document(HttpExchange http) {
        String path = http.path().endsWith("/") && http.path().length() > 1
                ? http.path().substring(0, http.path().length() - 1)
                : http.path();
        if (!http.method().equals("GET")) {
            return Optional.empty();
        }
        if (path.equals("/openapi/v2")) {
            return Optional.of(new Reply.Raw(openApiV2(http)));
        }
        if (path.startsWith(OPEN_API_V3)) {
            return openApiV3(path);
        }
        String aggregatedVersion = path.equals("/api") || path.equals("/apis") ? aggregatedVersion(http) : "";
        if (!aggregatedVersion.isEmpty()) {
            String type = "application/json;g=apidiscovery.k8s.io;v=%s;%s".formatted(aggregatedVersion, AGGREGATED);
            byte[] body = Reply.bytes(Discovery.aggregated(path.equals("/api"), aggregatedVersion));
            return Optional.of(new Reply.Raw(Answer.of(200, type, body)));
        }
        return discovery(http, path).map(document -> new Reply.Raw(Reply.json(200, document)));
    }

    private static Optional<ObjectNode> discovery(HttpExchange http, String path) {
        List<String> parts = List.of(path.substring(1).split("/"));
        return switch (parts.size()) {
            case 1 -> switch (parts.getFirst()) {
                case "" -> Optional.of(paths());
                case "api" -> Optional.of(Discovery.core(http.header("Host").orElse("")));
                case "apis" -> Optional.of(Discovery.groups());
                default -> Optional.empty();
            };
            case 2 -> switch (parts.getFirst()) {
                case "api" -> Discovery.resources(parts.get(1));
                case "apis" -> Discovery.group(parts.get(1));
                default -> Optional.empty();
            };
            case 3 -> parts.getFirst().equals("apis")
                    ? Discovery.resources(parts.get(1) + "/" + parts.get(2))
                    : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Returns the newest version of aggregated discovery that the client prefers to the plain one, or empty. */
    private static String aggregatedVersion(HttpExchange http) {
        for (String clause : http.header("Accept").orElse("").split(",")) {
            if (clause.contains(AGGREGATED) && clause.contains("application/json")) {
                for (String version : List.of("v2", "v2beta1")) {
                    if (clause.replace(" ", "").matches(".*;v=" + version + "(;.*|$)")) {
                        return version;
                    }
                }
            }
        }
        return "";
    }

    private static ObjectNode paths() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putArray("paths").add("/api").add("/api/v1").add("/apis").add("/healthz").add("/livez").add("/openapi/v2")
                .add("/openapi/v3").add("/readyz").add("/version");
        return root;
    }

    private static ObjectNode version() {
        return JsonNodeFactory.instance.objectNode()
                .put("major", MAJOR).put("minor", MINOR)
                .put("gitVersion", "v%s.%s.0+podlab".formatted(MAJOR, MINOR))
                .put("gitCommit", "").put("gitTreeState", "clean").put("buildDate", "")
                .put("goVersion", "").put("compiler", "javac")
                .put("platform", "linux/" + (System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64"));
    }

    /** kubectl of 1.20 insists on this document, and is content with an empty one. */
    private static Answer openApiV2(HttpExchange http) {
        if (http.header("Accept").orElse("").contains("protobuf")) {
            return Answer.of(200, OPEN_API_V2_PROTOBUF, new byte[0]);
        }
        ObjectNode empty = JsonNodeFactory.instance.objectNode().put("swagger", "2.0");
        empty.putObject("info").put("title", "Kubernetes").put("version", "v" + MAJOR + "." + MINOR);
        empty.putObject("paths");
        return Reply.json(200, empty);
    }

    private Optional<Reply> openApiV3(String path) {
        if (path.equals(OPEN_API_V3)) {
            ObjectNode index = JsonNodeFactory.instance.objectNode();
            ObjectNode paths = index.putObject("paths");
            backend.openApi().paths().forEach(known -> paths.putObject(known)
                    .put("serverRelativeURL", "%s/%s?hash=%s".formatted(OPEN_API_V3, known, hash(known))));
            return Optional.of(new Reply.Raw(Reply.json(200, index)));
        }
        return backend.openApi().document(path.substring(OPEN_API_V3.length() + 1))
                .map(bytes -> new Reply.Raw(Answer.of(200, "application/json", bytes)));
    }

    private String hash(String path) {
        CRC32C crc = new CRC32C();
        crc.update(backend.openApi().document(path).orElseThrow(ApiException::noSuchPath));
        return Long.toHexString(crc.getValue());
    }
}
