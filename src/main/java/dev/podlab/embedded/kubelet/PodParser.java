package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.store.client.Quantity;
import dev.podlab.embedded.store.client.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a stored Pod object. Pure; what is missing gets the value that API defaulting gives it. */
final class PodParser {

    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);

    private PodParser() {}

    static PodSpec parse(JsonNode pod) {
        JsonNode meta = pod.path("metadata");
        JsonNode spec = pod.path("spec");
        JsonNode status = pod.path("status");
        String name = meta.path("name").asString("");
        return new PodSpec(
                meta.path("namespace").asString("default"),
                name,
                meta.path("uid").asString(""),
                strings(meta.path("labels")),
                strings(meta.path("annotations")),
                deletion(meta),
                status.path("phase").asString("Pending"),
                Times.parse(status.path("startTime")),
                attempts(status),
                restartPolicy(spec.path("restartPolicy").asString("Always")),
                seconds(spec.path("terminationGracePeriodSeconds"), DEFAULT_GRACE),
                spec.hasNonNull("activeDeadlineSeconds") ? seconds(spec.path("activeDeadlineSeconds"), Duration.ZERO) : null,
                spec.path("hostname").asString(name),
                spec.path("subdomain").asString(""),
                spec.path("nodeName").asString(""),
                spec.path("serviceAccountName").asString("default"),
                spec.path("shareProcessNamespace").asBoolean(false),
                list(spec.path("initContainers"), ContainerParser::parse),
                list(spec.path("containers"), ContainerParser::parse),
                list(spec.path("volumes"), VolumeParser::parse),
                list(spec.path("hostAliases"), PodParser::hostAlias),
                dns(spec),
                security(spec.path("securityContext")),
                list(spec.path("readinessGates"), gate -> gate.path("conditionType").asString("")));
    }

    static <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
        return array.valueStream().map(read).toList();
    }

    static List<String> texts(JsonNode array) {
        return list(array, item -> item.asString(""));
    }

    static Map<String, String> strings(JsonNode object) {
        Map<String, String> result = new LinkedHashMap<>();
        object.properties().forEach(entry -> result.put(entry.getKey(), entry.getValue().asString("")));
        return Map.copyOf(result);
    }

    static Map<String, Quantity> quantities(JsonNode object) {
        Map<String, Quantity> result = new LinkedHashMap<>();
        object.properties().forEach(entry -> result.put(entry.getKey(), Quantity.of(entry.getValue())));
        return Map.copyOf(result);
    }

    static Duration seconds(JsonNode node, Duration missing) {
        return node.isNumber() ? Duration.ofSeconds(node.asLong()) : missing;
    }

    static @Nullable Long number(JsonNode node) {
        return node.isNumber() ? node.asLong() : null;
    }

    static @Nullable Boolean flag(JsonNode node) {
        return node.isBoolean() ? node.asBoolean() : null;
    }

    private static PodSpec.@Nullable Deletion deletion(JsonNode meta) {
        Instant at = Times.parse(meta.path("deletionTimestamp"));
        if (at == null) {
            return null;
        }
        return new PodSpec.Deletion(at, seconds(meta.path("deletionGracePeriodSeconds"), DEFAULT_GRACE));
    }

    private static Map<String, Integer> attempts(JsonNode status) {
        Map<String, Integer> result = new LinkedHashMap<>();
        for (String field : List.of("initContainerStatuses", "containerStatuses")) {
            status.path(field).valueStream()
                    .filter(s -> !s.path("containerID").asString("").isEmpty())
                    .forEach(s -> result.put(s.path("name").asString(""), s.path("restartCount").asInt(0)));
        }
        return Map.copyOf(result);
    }

    private static PodSpec.RestartPolicy restartPolicy(String word) {
        return switch (word) {
            case "Never" -> PodSpec.RestartPolicy.NEVER;
            case "OnFailure" -> PodSpec.RestartPolicy.ON_FAILURE;
            default -> PodSpec.RestartPolicy.ALWAYS;
        };
    }

    private static PodSpec.HostAlias hostAlias(JsonNode alias) {
        return new PodSpec.HostAlias(alias.path("ip").asString(""), texts(alias.path("hostnames")));
    }

    private static PodSpec.Dns dns(JsonNode spec) {
        JsonNode config = spec.path("dnsConfig");
        return new PodSpec.Dns(
                spec.path("dnsPolicy").asString("ClusterFirst"),
                texts(config.path("nameservers")),
                texts(config.path("searches")),
                list(config.path("options"), PodParser::dnsOption));
    }

    private static String dnsOption(JsonNode option) {
        String name = option.path("name").asString("");
        return option.hasNonNull("value") ? name + ":" + option.path("value").asString("") : name;
    }

    private static PodSpec.Security security(JsonNode context) {
        Map<String, String> sysctls = new LinkedHashMap<>();
        context.path("sysctls")
                .forEach(sysctl -> sysctls.put(sysctl.path("name").asString(""), sysctl.path("value").asString("")));
        return new PodSpec.Security(
                number(context.path("runAsUser")),
                number(context.path("runAsGroup")),
                flag(context.path("runAsNonRoot")),
                number(context.path("fsGroup")),
                list(context.path("supplementalGroups"), JsonNode::asLong),
                Map.copyOf(sysctls));
    }
}
