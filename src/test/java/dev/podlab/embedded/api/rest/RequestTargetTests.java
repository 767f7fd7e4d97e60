package dev.podlab.embedded.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTests {

    @ParameterizedTest(name = "{0}")
    @CsvSource(emptyValue = "", value = {
        "/api/v1/pods,                                          '', '',   pods,       '',   ''",
        "/api/v1/namespaces/lab/pods,                           '', lab,  pods,       '',   ''",
        "/api/v1/namespaces/lab/pods/web,                       '', lab,  pods,       web,  ''",
        "/api/v1/namespaces/lab/pods/web/exec,                  '', lab,  pods,       web,  exec",
        "/api/v1/namespaces,                                    '', '',   namespaces, '',   ''",
        "/api/v1/namespaces/lab,                                '', '',   namespaces, lab,  ''",
        "/api/v1/namespaces/lab/status,                         '', '',   namespaces, lab,  status",
        "/api/v1/namespaces/lab/finalize,                       '', '',   namespaces, lab,  finalize",
        "/api/v1/nodes/node-1/status,                           '', '',   nodes,      node-1, status",
        "/apis/rbac.authorization.k8s.io/v1/namespaces/lab/roles/r, rbac.authorization.k8s.io, lab, roles, r, ''",
        "/apis/coordination.k8s.io/v1/leases,                   coordination.k8s.io, '', leases, '', ''"})
    void findsTheResourceOfAPath(String path, String group, String namespace, String resource, String name, String subresource) {
        assertThat(RequestTarget.parse(path))
                .contains(new RequestTarget(group, "v1", namespace, resource, name, subresource));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api", "/api/v1", "/apis/apps/v1", "/version", "/api/v1/namespaces/lab/pods/web/exec/more"})
    void knowsPathsThatAreNoResource(String path) {
        assertThat(RequestTarget.parse(path)).isEmpty();
    }
}
