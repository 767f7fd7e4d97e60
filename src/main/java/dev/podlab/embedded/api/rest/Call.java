package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.api.FieldValidation;
import dev.podlab.embedded.api.auth.User;
import dev.podlab.embedded.api.discovery.ServedResource;
import dev.podlab.embedded.api.http.HttpExchange;
import dev.podlab.embedded.api.http.Query;
import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ResourceType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request that is authorized and about a kind that is served. */
record Call(HttpExchange http, RequestBody body, RequestTarget target, ServedResource served, User user) {

    ResourceType type() {
        return served.type();
    }

    Query query() {
        return http.query();
    }

    /** Returns the key of the object that the URL names. */
    ObjectKey key() {
        return new ObjectKey(type(), target.namespace(), target.name());
    }

    /** Returns the namespace that the URL names, or null for all. */
    @Nullable String namespaceOrAll() {
        return target.namespace().isEmpty() ? null : target.namespace();
    }

    /** @throws ApiException 422 for a value that is not known */
    boolean dryRun() {
        List<String> values = query().all("dryRun");
        if (values.stream().anyMatch(value -> !value.equals("All"))) {
            throw ApiException.unprocessable(
                    "dryRun: Unsupported value: \"%s\": supported values: \"All\"".formatted(values.getFirst()));
        }
        return !values.isEmpty();
    }

    /** @throws ApiException 422 for a value that is not known */
    FieldValidation fieldValidation() {
        String value = query().first("fieldValidation").orElse("Warn");
        return switch (value) {
            case "Ignore", "Warn", "Strict" -> FieldValidation.valueOf(value.toUpperCase(Locale.ROOT));
            default -> throw ApiException.unprocessable(
                    "fieldValidation: Unsupported value: \"%s\": supported values: \"Ignore\", \"Strict\", \"Warn\"".formatted(value));
        };
    }
}
