package dev.podlab.embedded.api.auth;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** One rule of a Role. Source: rbac.authorization.k8s.io/v1 PolicyRule. */
public record Rule(List<String> verbs, List<String> groups, List<String> resources, List<String> names) {

    private static final String ALL = "*";

    public Rule {
        verbs = List.copyOf(verbs);
        groups = List.copyOf(groups);
        resources = List.copyOf(resources);
        names = List.copyOf(names);
    }

    /** Reads a rule as it stands in a Role. */
    static Rule parse(JsonNode rule) {
        return new Rule(
                texts(rule.path("verbs")), texts(rule.path("apiGroups")), texts(rule.path("resources")), texts(rule.path("resourceNames")));
    }

    /** Returns whether the rule lets this pass. */
    boolean allows(Attributes wanted) {
        return contains(verbs, wanted.verb())
                && contains(groups, wanted.group())
                && allowsResource(wanted)
                && (names.isEmpty() || names.contains(wanted.name()));
    }

    private boolean allowsResource(Attributes wanted) {
        return contains(resources, wanted.resourceWithSubresource())
                || !wanted.subresource().isEmpty() && resources.contains(ALL + "/" + wanted.subresource());
    }

    private static boolean contains(List<String> allowed, String wanted) {
        return allowed.contains(ALL) || allowed.contains(wanted);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(node -> node.asString("")).toList();
    }
}
