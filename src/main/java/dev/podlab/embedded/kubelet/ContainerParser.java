package dev.podlab.embedded.kubelet;

import static dev.podlab.embedded.kubelet.PodParser.flag;
import static dev.podlab.embedded.kubelet.PodParser.list;
import static dev.podlab.embedded.kubelet.PodParser.number;
import static dev.podlab.embedded.kubelet.PodParser.quantities;
import static dev.podlab.embedded.kubelet.PodParser.seconds;
import static dev.podlab.embedded.kubelet.PodParser.texts;

import dev.podlab.embedded.kubelet.ContainerSpec.Handler;
import dev.podlab.embedded.kubelet.ContainerSpec.ValueSource;
import dev.podlab.embedded.store.client.Quantity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one container of a stored Pod object. Pure. */
final class ContainerParser {

    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private ContainerParser() {}

    static ContainerSpec parse(JsonNode container) {
        JsonNode lifecycle = container.path("lifecycle");
        String image = container.path("image").asString("");
        return new ContainerSpec(
                container.path("name").asString(""),
                image,
                pullPolicy(container.path("imagePullPolicy").asString(""), image),
                texts(container.path("command")),
                texts(container.path("args")),
                container.path("workingDir").asString(""),
                list(container.path("env"), ContainerParser::variable),
                list(container.path("envFrom"), ContainerParser::envFrom),
                quantities(container.path("resources").path("requests")),
                quantities(container.path("resources").path("limits")),
                list(container.path("volumeMounts"), ContainerParser::mount),
                security(container.path("securityContext")),
                container.path("terminationMessagePath").asString("/dev/termination-log"),
                container.path("terminationMessagePolicy").asString("").equals("FallbackToLogsOnError"),
                container.path("stdin").asBoolean(false),
                container.path("stdinOnce").asBoolean(false),
                container.path("tty").asBoolean(false),
                container.path("restartPolicy").asString("").equals("Always"),
                ports(container.path("ports")),
                probe(container.path("startupProbe")),
                probe(container.path("readinessProbe")),
                probe(container.path("livenessProbe")),
                handler(lifecycle.path("postStart")),
                handler(lifecycle.path("preStop")));
    }

    /** Returns the source of an environment variable or of a downward API file. */
    static ValueSource source(JsonNode from) {
        if (from.has("fieldRef")) {
            return new ValueSource.Field(from.path("fieldRef").path("fieldPath").asString(""));
        }
        if (from.has("resourceFieldRef")) {
            JsonNode ref = from.path("resourceFieldRef");
            Quantity divisor = Quantity.of(ref.path("divisor"));
            return new ValueSource.Resource(
                    ref.path("containerName").asString(""),
                    ref.path("resource").asString(""),
                    divisor.compareTo(Quantity.ZERO) == 0 ? Quantity.of(1) : divisor);
        }
        boolean secret = from.has("secretKeyRef");
        JsonNode ref = from.path(secret ? "secretKeyRef" : "configMapKeyRef");
        String name = ref.path("name").asString("");
        String key = ref.path("key").asString("");
        boolean optional = ref.path("optional").asBoolean(false);
        return secret ? new ValueSource.SecretKey(name, key, optional) : new ValueSource.ConfigMapKey(name, key, optional);
    }

    private static ContainerSpec.EnvVar variable(JsonNode entry) {
        String name = entry.path("name").asString("");
        JsonNode from = entry.path("valueFrom");
        return new ContainerSpec.EnvVar(
                name, from.isObject() ? source(from) : new ValueSource.Literal(entry.path("value").asString("")));
    }

    private static ContainerSpec.EnvFrom envFrom(JsonNode entry) {
        boolean secret = entry.has("secretRef");
        JsonNode ref = entry.path(secret ? "secretRef" : "configMapRef");
        return new ContainerSpec.EnvFrom(
                entry.path("prefix").asString(""),
                secret,
                ref.path("name").asString(""),
                ref.path("optional").asBoolean(false));
    }

    private static ContainerSpec.VolumeMount mount(JsonNode mount) {
        return new ContainerSpec.VolumeMount(
                mount.path("name").asString(""),
                mount.path("mountPath").asString(""),
                mount.path("readOnly").asBoolean(false),
                mount.path("subPath").asString(""),
                mount.path("subPathExpr").asString(""));
    }

    private static ContainerSpec.Security security(JsonNode context) {
        JsonNode capabilities = context.path("capabilities");
        return new ContainerSpec.Security(
                number(context.path("runAsUser")),
                number(context.path("runAsGroup")),
                flag(context.path("runAsNonRoot")),
                context.path("readOnlyRootFilesystem").asBoolean(false),
                flag(context.path("allowPrivilegeEscalation")),
                texts(capabilities.path("add")),
                texts(capabilities.path("drop")));
    }

    private static Map<String, Integer> ports(JsonNode ports) {
        Map<String, Integer> result = new LinkedHashMap<>();
        ports.forEach(port -> {
            if (port.hasNonNull("name")) {
                result.put(port.path("name").asString(""), port.path("containerPort").asInt(0));
            }
        });
        return Map.copyOf(result);
    }

    private static ContainerSpec.@Nullable Probe probe(JsonNode probe) {
        Handler handler = handler(probe);
        if (handler == null) {
            return null;
        }
        JsonNode grace = probe.path("terminationGracePeriodSeconds");
        return new ContainerSpec.Probe(
                handler,
                seconds(probe.path("initialDelaySeconds"), Duration.ZERO),
                atLeast(ONE_SECOND, seconds(probe.path("periodSeconds"), TEN_SECONDS)),
                atLeast(ONE_SECOND, seconds(probe.path("timeoutSeconds"), ONE_SECOND)),
                Math.max(1, probe.path("successThreshold").asInt(1)),
                Math.max(1, probe.path("failureThreshold").asInt(3)),
                grace.isNumber() ? Duration.ofSeconds(grace.asLong()) : null);
    }

    private static Duration atLeast(Duration least, Duration value) {
        return value.compareTo(least) < 0 ? least : value;
    }

    private static @Nullable Handler handler(JsonNode handler) {
        if (handler.has("exec")) {
            return new Handler.Exec(texts(handler.path("exec").path("command")));
        }
        if (handler.has("httpGet")) {
            JsonNode get = handler.path("httpGet");
            Map<String, String> headers = new LinkedHashMap<>();
            get.path("httpHeaders").forEach(h -> headers.put(h.path("name").asString(""), h.path("value").asString("")));
            return new Handler.HttpGet(
                    get.path("scheme").asString("HTTP"),
                    get.path("host").asString(""),
                    port(get.path("port")),
                    get.path("path").asString("/"),
                    Map.copyOf(headers));
        }
        if (handler.has("tcpSocket")) {
            JsonNode socket = handler.path("tcpSocket");
            return new Handler.TcpSocket(socket.path("host").asString(""), port(socket.path("port")));
        }
        if (handler.has("sleep")) {
            return new Handler.Sleep(seconds(handler.path("sleep").path("seconds"), Duration.ZERO));
        }
        return null;
    }

    private static ContainerSpec.Port port(JsonNode port) {
        return port.isNumber() ? new ContainerSpec.Port(port.asInt(), "") : new ContainerSpec.Port(0, port.asString(""));
    }

    private static ContainerSpec.PullPolicy pullPolicy(String word, String image) {
        return switch (word) {
            case "Always" -> ContainerSpec.PullPolicy.ALWAYS;
            case "Never" -> ContainerSpec.PullPolicy.NEVER;
            case "IfNotPresent" -> ContainerSpec.PullPolicy.IF_NOT_PRESENT;
            default -> isLatest(image) ? ContainerSpec.PullPolicy.ALWAYS : ContainerSpec.PullPolicy.IF_NOT_PRESENT;
        };
    }

    private static boolean isLatest(String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        return !last.contains("@") && (!last.contains(":") || last.endsWith(":latest"));
    }
}
