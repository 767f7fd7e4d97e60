package dev.podlab.embedded.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ObjectStores;
import dev.podlab.embedded.store.ResourceType;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AuthorizerTests {

    private static final User LEARNER = User.serviceAccount("lab", "learner", "uid-1");

    private final ObjectStore store = ObjectStores.inMemory(Clock.systemUTC());
    private final Authorizer authorizer = new Authorizer(store);

    @BeforeEach
    void grant() {
        put(ResourceType.ROLES, "lab", "worker", """
                {"rules": [
                  {"verbs": ["get", "list"], "apiGroups": [""], "resources": ["pods", "pods/log"]},
                  {"verbs": ["*"], "apiGroups": [""], "resources": ["configmaps"], "resourceNames": ["mine"]},
                  {"verbs": ["create"], "apiGroups": [""], "resources": ["*/exec"]},
                  {"verbs": ["watch"], "apiGroups": ["*"], "resources": ["*"]}]}""");
        put(ResourceType.ROLE_BINDINGS, "lab", "worker", """
                {"subjects": [{"kind": "ServiceAccount", "name": "learner", "namespace": "lab"}, {"kind": "User", "name": "ann"},
                              {"kind": "Group", "name": "teachers"}],
                 "roleRef": {"kind": "Role", "name": "worker"}}""");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest(name = "{0} {1}/{2} {3} in {4}: {5}")
    @CsvSource(emptyValue = "", value = {
        "get,    pods,       '',   web,   lab,   true",
        "get,    pods,       log,  web,   lab,   true",
        "get,    pods,       exec, web,   lab,   false",
        "create, pods,       exec, web,   lab,   true",
        "delete, pods,       '',   web,   lab,   false",
        "list,   pods,       '',   '',    other, false",
        "list,   pods,       '',   '',    '',    false",
        "update, configmaps, '',   mine,  lab,   true",
        "update, configmaps, '',   yours, lab,   false",
        "list,   configmaps, '',   '',    lab,   false",
        "watch,  leases,     '',   '',    lab,   true",
        "create, selfsubjectaccessreviews, '', '', '', true"})
    void allowsWhatRulesSay(String verb, String resource, String subresource, String name, String namespace, boolean allowed) {
        assertThat(authorizer.allows(LEARNER, new Attributes(verb, "", resource, subresource, namespace, name))).isEqualTo(allowed);
    }

    @Test
    void bindsUsersGroupsAndAccountsAndNobodyElse() {
        Attributes wanted = new Attributes("get", "", "pods", "", "lab", "web");
        assertThat(authorizer.allows(new User("ann", "", List.of()), wanted)).isTrue();
        assertThat(authorizer.allows(new User("bob", "", List.of("teachers")), wanted)).isTrue();
        assertThat(authorizer.allows(new User("bob", "", List.of()), wanted)).isFalse();
        assertThat(authorizer.allows(User.serviceAccount("other", "learner", "uid-2"), wanted)).isFalse();
        assertThat(authorizer.allows(User.administrator(), new Attributes("delete", "", "nodes", "", "", "n"))).isTrue();
    }

    @Test
    void grantsNothingByARoleThatDoesNotExist() {
        store.delete(new ObjectKey(ResourceType.ROLES, "lab", "worker"), null);
        assertThat(authorizer.allows(LEARNER, new Attributes("get", "", "pods", "", "lab", "web"))).isFalse();
    }

    private void put(ResourceType type, String namespace, String name, String json) {
        store.create(new ObjectKey(type, namespace, name), (ObjectNode) JsonMapper.shared().readTree(json));
    }
}
