package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.api.schema.Quantity;
import dev.podlab.embedded.store.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What makes objects of the other kinds valid. Source: kubernetes {@code pkg/apis/{core,rbac,networking}/validation}. */
final class KindRules {

    private static final int MAX_DATA_BYTES = 1024 * 1024;
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final List<String> POLICY_TYPES = List.of("Egress", "Ingress");

    private static final Map<ResourceType, BiConsumer<Field, Problems>> BY_KIND = Map.of(
            ResourceType.PODS, PodRules::check,
            ResourceType.NAMESPACES, PodSecurityLevels::checkLabels,
            ResourceType.CONFIG_MAPS, KindRules::configMap,
            ResourceType.SECRETS, KindRules::secret,
            ResourceType.RESOURCE_QUOTAS, QuotaRules::check,
            ResourceType.LIMIT_RANGES, LimitRangeRules::check,
            ResourceType.ROLES, KindRules::role,
            ResourceType.ROLE_BINDINGS, KindRules::roleBinding,
            ResourceType.NETWORK_POLICIES, KindRules::networkPolicy);

    private KindRules() {}

    static void check(ResourceType type, Field object, Problems problems) {
        BY_KIND.getOrDefault(type, (ignored, none) -> {}).accept(object, problems);
    }

    private static void configMap(Field map, Problems problems) {
        Field data = map.child("data");
        Field binary = map.child("binaryData");
        long bytes = keys(data, problems) + keys(binary, problems);
        binary.keys().stream().filter(key -> data.node().has(key))
                .forEach(key -> problems.invalid(data.key(key), key, "duplicate of key present in binaryData"));
        if (bytes > MAX_DATA_BYTES) {
            problems.tooLong(new Field("", map.node()), MAX_DATA_BYTES);
        }
    }

    private static void secret(Field secret, Problems problems) {
        Field data = secret.child("data");
        if (keys(data, problems) > MAX_DATA_BYTES) {
            problems.tooLong(data, MAX_DATA_BYTES);
        }
        if (secret.text("type").equals("kubernetes.io/tls")) {
            List.of("tls.crt", "tls.key").stream().map(data::key).filter(key -> !key.exists())
                    .forEach(key -> problems.required(key, ""));
        }
    }

    private static long keys(Field data, Problems problems) {
        long bytes = 0;
        for (String key : data.keys()) {
            Names.configKey(key).ifPresent(why -> problems.invalid(data.key(key), key, why));
            bytes += data.text(key).getBytes(StandardCharsets.UTF_8).length;
        }
        return bytes;
    }

    private static void role(Field role, Problems problems) {
        for (Field rule : role.child("rules").items()) {
            demand(rule.child("verbs"), "verbs must contain at least one value", problems);
            if (!rule.child("nonResourceURLs").items().isEmpty()) {
                problems.invalid(rule.child("nonResourceURLs"), "namespaced rules cannot apply to non-resource URLs");
                continue;
            }
            demand(rule.child("apiGroups"), "resource rules must supply at least one api group", problems);
            demand(rule.child("resources"), "resource rules must supply at least one resource", problems);
        }
    }

    private static void demand(Field list, String why, Problems problems) {
        if (list.items().isEmpty()) {
            problems.required(list, why);
        }
    }

    private static void roleBinding(Field binding, Problems problems) {
        Field role = binding.child("roleRef");
        if (!role.text("apiGroup").equals(RBAC)) {
            problems.notSupported(role.child("apiGroup"), List.of(RBAC));
        }
        if (!List.of("Role", "ClusterRole").contains(role.text("kind"))) {
            problems.notSupported(role.child("kind"), List.of("ClusterRole", "Role"));
        }
        if (role.text("name").isEmpty()) {
            problems.required(role.child("name"), "");
        }
        binding.child("subjects").items().forEach(subject -> subject(subject, problems));
    }

    private static void subject(Field subject, Problems problems) {
        if (subject.text("name").isEmpty()) {
            problems.required(subject.child("name"), "");
        }
        switch (subject.text("kind")) {
            case "ServiceAccount" -> {
                if (subject.text("namespace").isEmpty()) {
                    problems.required(subject.child("namespace"), "");
                }
                if (!subject.text("apiGroup").isEmpty()) {
                    problems.notSupported(subject.child("apiGroup"), List.of(""));
                }
            }
            case "User", "Group" -> {
                if (!subject.text("apiGroup").equals(RBAC)) {
                    problems.notSupported(subject.child("apiGroup"), List.of(RBAC));
                }
            }
            default -> problems.notSupported(subject.child("kind"), List.of("Group", "ServiceAccount", "User"));
        }
    }

    private static void networkPolicy(Field policy, Problems problems) {
        policy.descend("spec", "policyTypes").items().stream()
                .filter(type -> !POLICY_TYPES.contains(type.text()))
                .forEach(type -> problems.notSupported(type, POLICY_TYPES));
    }

    /** What the amounts of a quota or limit range have in common. */
    static void amounts(Field amounts, Problems problems) {
        for (String name : amounts.keys()) {
            Names.qualified(name).ifPresent(why -> problems.invalid(amounts.key(name), name, why));
            if (Quantity.tryParse(amounts.text(name)).filter(Quantity::isNegative).isPresent()) {
                problems.invalid(amounts.key(name), "must be greater than or equal to 0");
            }
        }
    }
}
