package dev.podlab.embedded.api.auth;

import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import dev.podlab.embedded.store.StoredObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * RBAC: a user may do what a Role says that a RoleBinding of the same namespace gives them. Thread-safe.
 *
 * <p>There are no ClusterRoles here: a binding to one grants nothing, and only {@code system:masters} act across namespaces.
 */
public final class Authorizer {

    /** What {@code system:basic-user} gives to everyone: asking about oneself. */
    private static final Set<String> SELF_REVIEWS =
            Set.of("selfsubjectaccessreviews", "selfsubjectrulesreviews", "selfsubjectreviews");

    private final ObjectStore store;

    /** @param store where Roles and RoleBindings are kept */
    public Authorizer(ObjectStore store) {
        this.store = store;
    }

    /** Returns whether a user may do this. */
    public boolean allows(User user, Attributes wanted) {
        if (user.isMaster() || SELF_REVIEWS.contains(wanted.resource()) && wanted.verb().equals("create")) {
            return true;
        }
        return rules(user, wanted.namespace()).anyMatch(rule -> rule.allows(wanted));
    }

    /** Returns the rules that hold for a user in a namespace, unless the user is a master. */
    public List<Rule> rulesFor(User user, String namespace) {
        return rules(user, namespace).toList();
    }

    private Stream<Rule> rules(User user, String namespace) {
        if (namespace.isEmpty()) {
            return Stream.empty();
        }
        return store.list(ResourceType.ROLE_BINDINGS, namespace).items().stream()
                .filter(binding -> binding.json().path("subjects").valueStream().anyMatch(subject -> is(user, subject, namespace)))
                .flatMap(this::role)
                .flatMap(role -> role.json().path("rules").valueStream())
                .map(Rule::parse);
    }

    private Stream<StoredObject> role(StoredObject binding) {
        JsonNode reference = binding.json().path("roleRef");
        String name = reference.path("name").asString("");
        if (!reference.path("kind").asString("").equals("Role") || name.isEmpty()) {
            return Stream.empty();
        }
        return store.get(new ObjectKey(ResourceType.ROLES, binding.key().namespace(), name)).stream();
    }

    private static boolean is(User user, JsonNode subject, String namespace) {
        String name = subject.path("name").asString("");
        return switch (subject.path("kind").asString("")) {
            case "User" -> user.name().equals(name);
            case "Group" -> user.groups().contains(name);
            case "ServiceAccount" ->
                user.name().equals("system:serviceaccount:%s:%s".formatted(subject.path("namespace").asString(namespace), name));
            default -> false;
        };
    }
}
