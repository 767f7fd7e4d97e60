package dev.podlab.embedded.api.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.podlab.embedded.api.schema.FieldType;
import dev.podlab.embedded.api.schema.FieldType.ListOf;
import dev.podlab.embedded.api.schema.FieldType.Struct;
import dev.podlab.embedded.api.schema.Schemas;
import dev.podlab.embedded.store.ResourceType;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the list of unsupported fields complete: a field that a newer model brings must be implemented or refused. */
class UnsupportedFieldsTests {

    private static final String NOT_YET = "Forbidden: not supported by Podlab's embedded cluster yet";

    static Stream<Arguments> implemented() {
        return Stream.of(
                arguments("spec", "", UnsupportedFields.POD, List.of(
                        "activeDeadlineSeconds", "containers", "dnsConfig", "dnsPolicy", "enableServiceLinks", "hostAliases", "hostUsers",
                        "hostname", "initContainers", "nodeName", "nodeSelector", "preemptionPolicy", "priority", "readinessGates",
                        "restartPolicy", "schedulerName", "securityContext", "serviceAccount", "serviceAccountName",
                        "shareProcessNamespace", "subdomain", "terminationGracePeriodSeconds", "tolerations", "volumes")),
                arguments("spec.securityContext", "securityContext.", UnsupportedFields.POD, List.of(
                        "fsGroup", "runAsGroup", "runAsNonRoot", "runAsUser", "seccompProfile", "supplementalGroups", "sysctls")),
                arguments("spec.volumes", "", UnsupportedFields.VOLUMES, List.of(
                        "configMap", "downwardAPI", "emptyDir", "name", "projected", "secret")),
                arguments("spec.volumes.projected.sources", "projected.sources[*].", UnsupportedFields.VOLUMES, List.of(
                        "configMap", "downwardAPI", "secret")),
                arguments("spec.volumes.emptyDir", "emptyDir.", UnsupportedFields.VOLUMES, List.of("medium", "sizeLimit")),
                arguments("spec.volumes.configMap", "configMap.", UnsupportedFields.VOLUMES, List.of("defaultMode", "items", "name", "optional")),
                arguments("spec.volumes.secret", "secret.", UnsupportedFields.VOLUMES, List.of("defaultMode", "items", "optional", "secretName")),
                arguments("spec.volumes.downwardAPI", "downwardAPI.", UnsupportedFields.VOLUMES, List.of("defaultMode", "items")),
                arguments("spec.volumes.projected", "projected.", UnsupportedFields.VOLUMES, List.of("defaultMode", "sources")),
                arguments("spec.containers", "", UnsupportedFields.CONTAINERS, List.of(
                        "args", "command", "env", "envFrom", "image", "imagePullPolicy", "lifecycle", "livenessProbe", "name",
                        "ports", "readinessProbe", "resources", "restartPolicy", "securityContext", "startupProbe", "stdin", "stdinOnce", "terminationMessagePath", "terminationMessagePolicy",
                        "tty", "volumeMounts", "workingDir")),
                arguments("spec.containers.securityContext", "securityContext.", UnsupportedFields.CONTAINERS, List.of(
                        "allowPrivilegeEscalation", "capabilities", "procMount", "readOnlyRootFilesystem", "runAsGroup", "runAsNonRoot",
                        "runAsUser", "seccompProfile")),
                arguments("spec.containers.livenessProbe", "livenessProbe.", UnsupportedFields.CONTAINERS, List.of(
                        "exec", "failureThreshold", "httpGet", "initialDelaySeconds", "periodSeconds", "successThreshold", "tcpSocket",
                        "terminationGracePeriodSeconds", "timeoutSeconds")),
                arguments("spec.containers.lifecycle", "lifecycle.", UnsupportedFields.CONTAINERS, List.of("postStart", "preStop")),
                arguments("spec.containers.lifecycle.preStop", "lifecycle.preStop.", UnsupportedFields.CONTAINERS, List.of("exec", "sleep")),
                arguments("spec.containers.ports", "ports[*].", UnsupportedFields.CONTAINERS, List.of("containerPort", "name", "protocol")),
                arguments("spec.containers.env.valueFrom", "env[*].valueFrom.", UnsupportedFields.CONTAINERS, List.of(
                        "configMapKeyRef", "fieldRef", "resourceFieldRef", "secretKeyRef")),
                arguments("spec.containers.envFrom", "envFrom[*].", UnsupportedFields.CONTAINERS, List.of("configMapRef", "prefix", "secretRef")),
                arguments("spec.containers.volumeMounts", "volumeMounts[*].", UnsupportedFields.CONTAINERS, List.of(
                        "mountPath", "mountPropagation", "name", "readOnly", "recursiveReadOnly", "subPath", "subPathExpr")),
                arguments("spec.containers.resources", "resources.", UnsupportedFields.CONTAINERS, List.of("limits", "requests")));
    }

    @ParameterizedTest(name = "every field of {0}")
    @MethodSource("implemented")
    void isEitherImplementedOrRefused(String path, String prefix, List<String> unsupported, List<String> implemented) {
        var classified = new TreeSet<>(implemented);
        unsupported.stream()
                .filter(field -> field.startsWith(prefix) && !field.substring(prefix.length()).contains("."))
                .map(field -> field.substring(prefix.length()))
                .forEach(classified::add);
        assertThat(new TreeSet<>(struct(path).fields().keySet())).isEqualTo(withoutNested(classified, prefix, unsupported));
    }

    /** Names such as {@code ports[*]} appear only as the beginning of a longer path. */
    private static TreeSet<String> withoutNested(TreeSet<String> classified, String prefix, List<String> unsupported) {
        classified.removeIf(name -> name.contains("[*]"));
        assertThat(unsupported).as("entries below " + prefix).isNotEmpty();
        return classified;
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("a probe by gRPC", Manifests.container("readinessProbe: {grpc: {port: 80}}"),
                        List.of("spec.containers[0].readinessProbe.grpc: " + NOT_YET)),
                arguments("a probe that runs a command is welcome", Manifests.container("readinessProbe: {exec: {command: [a]}}"), List.of()),
                arguments("a hook by HTTP", Manifests.container("lifecycle: {preStop: {httpGet: {port: 80}}}"),
                        List.of("spec.containers[0].lifecycle.preStop.httpGet: " + NOT_YET)),
                arguments("a hook that runs a command is welcome", Manifests.container("lifecycle: {preStop: {exec: {command: [a]}}}"), List.of()),
                arguments("a native sidecar is welcome",
                        Manifests.pod("containers: [{name: a, image: b}], initContainers: [{name: s, image: b, restartPolicy: Always}]"), List.of()),
                arguments("a token that nobody would mount", Manifests.pod("automountServiceAccountToken: true, containers: [{name: a, image: b}]"),
                        List.of("spec.automountServiceAccountToken: " + NOT_YET)),
                arguments("saying no to a token is welcome", Manifests.pod("automountServiceAccountToken: false, containers: [{name: a, image: b}]"), List.of()),
                arguments("a limit on disk that nobody would enforce",
                        Manifests.pod("volumes: [{name: v, emptyDir: {sizeLimit: 5Mi}}], containers: [{name: a, image: b}]"),
                        List.of("spec.volumes[0].emptyDir.sizeLimit: Forbidden: without medium: Memory it is not supported by Podlab's embedded cluster yet")),
                arguments("a limit on memory is enforced",
                        Manifests.pod("volumes: [{name: v, emptyDir: {medium: Memory, sizeLimit: 5Mi}}], containers: [{name: a, image: b}]"), List.of()),
                arguments("a capability that reaches out of the Pod", Manifests.container("securityContext: {capabilities: {add: [SYS_ADMIN, KILL], drop: [ALL]}}"),
                        List.of("spec.containers[0].securityContext.capabilities.add[0]: Forbidden: \"SYS_ADMIN\" is not supported by Podlab's embedded cluster yet")),
                arguments("another scheduler", Manifests.pod("schedulerName: mine, containers: [{name: a, image: b}]"),
                        List.of("spec.schedulerName: Forbidden: \"mine\" is not supported by Podlab's embedded cluster yet")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refusesWhatWouldBeIgnored(String rule, ObjectNode pod, List<String> expected) {
        PodDefaults.apply(pod);
        var problems = new Problems();
        UnsupportedFields.check(Field.root(pod), problems);
        assertThat(problems.causes()).as(rule).extracting(cause -> cause.field() + ": " + cause.message()).isEqualTo(expected);
    }

    private static Struct struct(String path) {
        FieldType type = new Schemas().of(ResourceType.PODS);
        for (String name : path.split("\\.")) {
            type = ((Struct) type).fields().get(name);
            type = type instanceof ListOf list ? list.item() : type;
        }
        return (Struct) type;
    }
}
