package dev.podlab.embedded.api.rest;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.api.auth.Attributes;
import dev.podlab.embedded.api.auth.User;

/** Words for what a user may not do. Source: apiserver {@code pkg/endpoints/handlers/responsewriters/errors.go}, v1.36. */
final class Refusals {

    private Refusals() {}

    static ApiException forbidden(User user, Attributes wanted) {
        String scope = wanted.namespace().isEmpty()
                ? "at the cluster scope"
                : "in the namespace \"%s\"".formatted(wanted.namespace());
        String why = "User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s".formatted(
                user.name(), wanted.verb(), wanted.resourceWithSubresource(), wanted.group(), scope);
        return ApiException.forbidden(wanted.group(), wanted.resource(), wanted.name(), why);
    }
}
