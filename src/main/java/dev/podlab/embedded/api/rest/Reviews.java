package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.api.auth.Attributes;
import dev.podlab.embedded.api.auth.Authorizer;
import dev.podlab.embedded.api.auth.Rule;
import dev.podlab.embedded.api.auth.User;
import dev.podlab.embedded.api.http.HttpExchange;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Questions about oneself: {@code kubectl auth can-i} and {@code kubectl auth whoami}. */
final class Reviews {

    private final Authorizer authorizer;

    Reviews(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    Reply answer(HttpExchange http, User user, RequestTarget target, String verb) {
        if (!verb.equals("create") || !target.name().isEmpty()) {
            throw ApiException.methodNotAllowed();
        }
        ObjectNode review = RequestBody.of(http).object();
        ObjectNode status = review.putObject("status");
        switch (target.resource()) {
            case "selfsubjectreviews" -> describe(user, status.putObject("userInfo"));
            case "selfsubjectaccessreviews" -> status.put("allowed", isAllowed(user, review.path("spec")));
            case "selfsubjectrulesreviews" -> rules(user, review.path("spec").path("namespace").asString(""), status);
            default -> throw ApiException.noSuchPath();
        }
        return new Reply.Resource(201, review, List.of());
    }

    private boolean isAllowed(User user, JsonNode spec) {
        JsonNode wanted = spec.path("resourceAttributes");
        if (wanted.isMissingNode()) {
            return user.isMaster();
        }
        return authorizer.allows(user, new Attributes(
                text(wanted, "verb"), text(wanted, "group"), text(wanted, "resource"), text(wanted, "subresource"),
                text(wanted, "namespace"), text(wanted, "name")));
    }

    private void rules(User user, String namespace, ObjectNode status) {
        ArrayNode rules = status.putArray("resourceRules");
        if (user.isMaster()) {
            write(new Rule(List.of("*"), List.of("*"), List.of("*"), List.of()), rules.addObject());
        }
        authorizer.rulesFor(user, namespace).forEach(rule -> write(rule, rules.addObject()));
        status.putArray("nonResourceRules");
        status.put("incomplete", false);
    }

    private static void write(Rule rule, ObjectNode into) {
        texts(rule.verbs(), into.putArray("verbs"));
        texts(rule.groups(), into.putArray("apiGroups"));
        texts(rule.resources(), into.putArray("resources"));
        if (!rule.names().isEmpty()) {
            texts(rule.names(), into.putArray("resourceNames"));
        }
    }

    private static void describe(User user, ObjectNode into) {
        into.put("username", user.name());
        if (!user.uid().isEmpty()) {
            into.put("uid", user.uid());
        }
        texts(user.groups(), into.putArray("groups"));
    }

    private static void texts(List<String> texts, ArrayNode into) {
        texts.forEach(into::add);
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
