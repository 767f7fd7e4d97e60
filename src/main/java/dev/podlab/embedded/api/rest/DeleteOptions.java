package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * How to delete. Source: apimachinery {@code meta/v1} DeleteOptions, v1.36.
 *
 * @param gracePeriodSeconds empty when the object decides
 * @param uid                only delete the object with this uid; empty for any
 * @param resourceVersion    only delete this version; empty for any
 */
record DeleteOptions(OptionalLong gracePeriodSeconds, String uid, String resourceVersion, boolean dryRun) {

    /** Reads the options from the body and, where that has none, from the query. */
    static DeleteOptions of(Call call) {
        return of(call, call.body().isEmpty() ? MissingNode.getInstance() : call.body().object());
    }

    /** Reads the options from a tree and, where that has none, from the query. */
    static DeleteOptions of(Call call, JsonNode options) {
        checkPropagation(options.path("propagationPolicy").asString(call.query().first("propagationPolicy").orElse("Background")));
        List<String> dryRun = options.path("dryRun").valueStream().map(node -> node.asString("")).toList();
        if (!dryRun.isEmpty() && !dryRun.equals(List.of("All"))) {
            throw ApiException.unprocessable("dryRun: Unsupported value: %s: supported values: \"All\"".formatted(dryRun));
        }
        JsonNode preconditions = options.path("preconditions");
        return new DeleteOptions(
                grace(call, options.path("gracePeriodSeconds")),
                preconditions.path("uid").asString(""),
                preconditions.path("resourceVersion").asString(""),
                call.dryRun() || !dryRun.isEmpty());
    }

    private static OptionalLong grace(Call call, JsonNode inBody) {
        String text = inBody.isNumber() ? inBody.asString() : call.query().first("gracePeriodSeconds").orElse("");
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.matches("-?\\d{1,10}")) {
            throw ApiException.badRequest("gracePeriodSeconds: Invalid value: \"%s\": must be a number".formatted(text));
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    private static void checkPropagation(String policy) {
        if (!List.of("Background", "Foreground", "Orphan").contains(policy)) {
            throw ApiException.unprocessable(
                    "DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: Unsupported value: \"%s\": supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\""
                            .formatted(policy));
        }
    }
}
