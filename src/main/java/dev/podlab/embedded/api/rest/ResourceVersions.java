package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.api.http.Query;
import java.util.List;
import java.util.OptionalLong;

/** The {@code resourceVersion} parameters. Source: website {@code reference/using-api/api-concepts.md}, v1.36. */
final class ResourceVersions {

    private ResourceVersions() {}

    /** Returns the version asked for; empty when there is none or it is 0, which means any. */
    static OptionalLong parse(Query query) {
        String text = query.first("resourceVersion").orElse("0");
        if (!text.matches("\\d{1,18}")) {
            throw ApiException.invalidOption("resourceVersion", "\"" + text + "\"", "strconv.ParseUint: parsing \"%s\": invalid syntax".formatted(text));
        }
        long version = Long.parseLong(text);
        return version == 0 ? OptionalLong.empty() : OptionalLong.of(version);
    }

    /**
     * Checks that a list can be answered from the newest state.
     *
     * @throws ApiException 410 for an exact version that is gone, 504 for one that is still to come
     */
    static void checkList(Query query, long current) {
        String match = query.first("resourceVersionMatch").orElse("");
        if (!match.isEmpty() && query.first("resourceVersion").isEmpty()) {
            throw ApiException.forbiddenOption(
                    "resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided");
        }
        if (!List.of("", "Exact", "NotOlderThan").contains(match)) {
            throw ApiException.unprocessable(
                    "resourceVersionMatch: Unsupported value: \"%s\": supported values: \"Exact\", \"NotOlderThan\", \"\"".formatted(match));
        }
        OptionalLong wanted = parse(query);
        if (wanted.isPresent() && wanted.getAsLong() > current) {
            throw ApiException.tooLargeResourceVersion(wanted.getAsLong(), current);
        }
        if (match.equals("Exact") && wanted.orElse(current) < current) {
            throw ApiException.expired("The resourceVersion for the provided list is too old.");
        }
    }
}
