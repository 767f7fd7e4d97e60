package dev.podlab.embedded.api.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.store.ResourceType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class PodRulesTests {

    private static final String LABEL_RULE = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start "
            + "and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    static Stream<Arguments> pods() {
        return Stream.of(
                arguments("a Pod needs a container", Manifests.pod(""), "spec.containers: Required value"),
                arguments("a container needs a name and an image", Manifests.pod("containers: [{}]"),
                        "[spec.containers[0].name: Required value, spec.containers[0].image: Required value]"),
                arguments("two containers cannot have one name",
                        Manifests.pod("containers: [{name: app, image: b}, {name: app, image: b}]"),
                        "spec.containers[1].name: Duplicate value: \"app\""),
                arguments("an init container cannot have the name of a container",
                        Manifests.pod("containers: [{name: app, image: b}], initContainers: [{name: app, image: b}]"),
                        "spec.initContainers[0].name: Duplicate value: \"app\""),
                arguments("a container's name is a label", Manifests.pod("containers: [{name: My_App, image: b}]"),
                        "spec.containers[0].name: Invalid value: \"My_App\": " + LABEL_RULE),
                arguments("an image's name has no blanks around it", Manifests.pod("containers: [{name: a, image: ' b'}]"),
                        "spec.containers[0].image: Invalid value: \" b\": must not have leading or trailing whitespace"),
                arguments("the restart policy is one of three", Manifests.pod("restartPolicy: Sometimes, containers: [{name: a, image: b}]"),
                        "spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"OnFailure\", \"Never\""),
                arguments("the DNS policy is one of four", Manifests.pod("dnsPolicy: Maybe, containers: [{name: a, image: b}]"),
                        "spec.dnsPolicy: Unsupported value: \"Maybe\": supported values: \"ClusterFirst\", \"ClusterFirstWithHostNet\", \"Default\", \"None\""),
                arguments("the pull policy is one of three", Manifests.container("imagePullPolicy: Often"),
                        "spec.containers[0].imagePullPolicy: Unsupported value: \"Often\": supported values: \"Always\", \"IfNotPresent\", \"Never\""),
                arguments("a port has a number", Manifests.container("ports: [{name: web}]"),
                        "spec.containers[0].ports[0].containerPort: Required value"),
                arguments("a port's number has a range", Manifests.container("ports: [{containerPort: 70000}]"),
                        "spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive"),
                arguments("a port's name has a letter", Manifests.container("ports: [{name: '80', containerPort: 80}]"),
                        "spec.containers[0].ports[0].name: Invalid value: \"80\": must contain at least one letter (a-z)"),
                arguments("a port's name is short", Manifests.container("ports: [{name: a-very-long-name, containerPort: 80}]"),
                        "spec.containers[0].ports[0].name: Invalid value: \"a-very-long-name\": must be no more than 15 characters"),
                arguments("two ports of a container cannot have one name",
                        Manifests.container("ports: [{name: web, containerPort: 80}, {name: web, containerPort: 81}]"),
                        "spec.containers[0].ports[1].name: Duplicate value: \"web\""),
                arguments("a protocol is one of three", Manifests.container("ports: [{containerPort: 80, protocol: HTTP}]"),
                        "spec.containers[0].ports[0].protocol: Unsupported value: \"HTTP\": supported values: \"SCTP\", \"TCP\", \"UDP\""),
                arguments("an environment variable has a name", Manifests.container("env: [{value: x}]"),
                        "spec.containers[0].env[0].name: Required value"),
                arguments("an environment variable's name has no equals sign", Manifests.container("env: [{name: 'A=B', value: x}]"),
                        "spec.containers[0].env[0].name: Invalid value: \"A=B\": a valid environment variable name must consist only of printable ASCII characters other than '='"),
                arguments("a variable has a value or a source, not both",
                        Manifests.container("env: [{name: A, value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]"),
                        "spec.containers[0].env[0].valueFrom: Invalid value: \"\": may not be specified when `value` is not empty"),
                arguments("a source is one of five", Manifests.container("env: [{name: A, valueFrom: {}}]"),
                        "spec.containers[0].env[0].valueFrom: Invalid value: \"\": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`"),
                arguments("only some fields can be asked for", Manifests.container("env: [{name: A, valueFrom: {fieldRef: {fieldPath: spec.foo}}}]"),
                        "spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: \"spec.foo\": error converting fieldPath: field label not supported: spec.foo"),
                arguments("a ConfigMap key has to be named", Manifests.container("env: [{name: A, valueFrom: {configMapKeyRef: {name: c}}}]"),
                        "spec.containers[0].env[0].valueFrom.configMapKeyRef.key: Required value"),
                arguments("a mount needs its volume", Manifests.container("volumeMounts: [{name: v, mountPath: /data}]"),
                        "spec.containers[0].volumeMounts[0].name: Not found: \"v\""),
                arguments("two mounts cannot share a path",
                        Manifests.pod("volumes: [{name: v}], containers: [{name: a, image: b, volumeMounts: [{name: v, mountPath: /d}, {name: v, mountPath: /d}]}]"),
                        "spec.containers[0].volumeMounts[1].mountPath: Invalid value: \"/d\": must be unique"),
                arguments("two volumes cannot have one name",
                        Manifests.pod("volumes: [{name: v}, {name: v}], containers: [{name: a, image: b}]"),
                        "spec.volumes[1].name: Duplicate value: \"v\""),
                arguments("a volume has one source",
                        Manifests.pod("volumes: [{name: v, emptyDir: {}, configMap: {name: c}}], containers: [{name: a, image: b}]"),
                        "spec.volumes[0].configMap: Forbidden: may not specify more than 1 volume type"),
                arguments("a file mode is octal", Manifests.pod("volumes: [{name: v, configMap: {name: c, defaultMode: 01000}}], containers: [{name: a, image: b}]"),
                        "spec.volumes[0].configMap.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive"),
                arguments("a file stays in its volume",
                        Manifests.pod("volumes: [{name: v, configMap: {name: c, items: [{key: k, path: ../x}]}}], containers: [{name: a, image: b}]"),
                        "spec.volumes[0].configMap.items[0].path: Invalid value: \"../x\": must not contain '..'"),
                arguments("nobody asks for more than the limit",
                        Manifests.container("resources: {requests: {cpu: 2}, limits: {cpu: 1}}"),
                        "spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1"),
                arguments("amounts are not negative", Manifests.container("resources: {requests: {memory: -1Mi}}"),
                        "spec.containers[0].resources.requests[memory]: Invalid value: \"-1Mi\": must be greater than or equal to 0"),
                arguments("a resource is a known one", Manifests.container("resources: {limits: {gpu: 1}}"),
                        "[spec.containers[0].resources.limits[gpu]: Invalid value: \"gpu\": must be a standard resource type or fully qualified, "
                                + "spec.containers[0].resources.limits[gpu]: Invalid value: \"gpu\": must be a standard resource for containers, "
                                + "spec.containers[0].resources.requests[gpu]: Invalid value: \"gpu\": must be a standard resource type or fully qualified, "
                                + "spec.containers[0].resources.requests[gpu]: Invalid value: \"gpu\": must be a standard resource for containers]"),
                arguments("a probe needs a handler", Manifests.container("livenessProbe: {periodSeconds: 1}"),
                        "spec.containers[0].livenessProbe: Required value: must specify a handler type"),
                arguments("a probe has one handler",
                        Manifests.container("readinessProbe: {exec: {command: [a]}, tcpSocket: {port: 1}}"),
                        "spec.containers[0].readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type"),
                arguments("one success is enough for liveness",
                        Manifests.container("livenessProbe: {exec: {command: [a]}, successThreshold: 2}"),
                        "spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1"),
                arguments("a hook needs a handler", Manifests.container("lifecycle: {preStop: {}}"),
                        "spec.containers[0].lifecycle.preStop: Required value: must specify a handler type"),
                arguments("an ordinary init container has no probes",
                        Manifests.pod("containers: [{name: a, image: b}], initContainers: [{name: i, image: b, readinessProbe: {exec: {command: [a]}}}]"),
                        "spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always"),
                arguments("a user id is not negative", Manifests.container("securityContext: {runAsUser: -1}"),
                        "spec.containers[0].securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive"),
                arguments("a host name is a label", Manifests.pod("hostname: a.b, containers: [{name: a, image: b}]"),
                        "spec.hostname: Invalid value: \"a.b\": " + LABEL_RULE),
                arguments("a deadline is positive", Manifests.pod("activeDeadlineSeconds: 0, containers: [{name: a, image: b}]"),
                        "spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive"),
                arguments("a toleration without a key tolerates everything",
                        Manifests.pod("tolerations: [{operator: Equal, value: x}], containers: [{name: a, image: b}]"),
                        "spec.tolerations[0].operator: Invalid value: \"Equal\": operator must be Exists when `key` is empty, which means \\\"match all values and all keys\\\""
                                .replace("\\\"", "\"")),
                arguments("only NoExecute lasts for a time",
                        Manifests.pod("tolerations: [{key: k, operator: Exists, effect: NoSchedule, tolerationSeconds: 1}], containers: [{name: a, image: b}]"),
                        "spec.tolerations[0].effect: Invalid value: \"NoSchedule\": effect must be 'NoExecute' when `tolerationSeconds` is set"),
                arguments("a node selector is made of labels", Manifests.pod("nodeSelector: {disk: 'a b'}, containers: [{name: a, image: b}]"),
                        "spec.nodeSelector: Invalid value: \"a b\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', "
                                + "and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
                                + "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void refusesInKubernetesWords(String rule, ObjectNode pod, String expected) {
        PodDefaults.apply(pod);
        var problems = new Problems();
        KindRules.check(ResourceType.PODS, Field.root(pod), problems);
        assertThat(ApiException.invalid(ResourceType.PODS, "p", problems.causes()))
                .as(rule)
                .hasMessage("Pod \"p\" is invalid: " + expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goodPods")
    void acceptsWhatKubernetesAccepts(String rule, ObjectNode pod) {
        PodDefaults.apply(pod);
        var problems = new Problems();
        KindRules.check(ResourceType.PODS, Field.root(pod), problems);
        assertThat(problems.causes()).as(rule).isEmpty();
    }

    static Stream<Arguments> goodPods() {
        return Stream.of(
                arguments("the smallest Pod", Manifests.container("")),
                arguments("one port number in two containers: only running them tells",
                        Manifests.pod("containers: [{name: a, image: b, ports: [{containerPort: 80}]}, {name: c, image: b, ports: [{containerPort: 80}]}]")),
                arguments("a variable that asks for a label",
                        Manifests.container("env: [{name: A, valueFrom: {fieldRef: {fieldPath: \"metadata.labels['app']\"}}}]")),
                arguments("a share of a limit", Manifests.container("env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}]")),
                arguments("a native sidecar with a probe",
                        Manifests.pod("containers: [{name: a, image: b}], initContainers: [{name: s, image: b, restartPolicy: Always, startupProbe: {tcpSocket: {port: web}}}]")),
                arguments("a resource with a domain of its own", Manifests.container("resources: {limits: {example.com/gpu: 1}}")));
    }

    static Stream<Arguments> updates() {
        return Stream.of(
                arguments("an image may change", Manifests.container(""), Manifests.pod("containers: [{name: a, image: other}]"), List.of()),
                arguments("a command may not",
                        Manifests.container("command: [a]"), Manifests.container("command: [b]"),
                        List.of("spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
                                + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
                                + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n"
                                + "  spec.containers[0].command[0]: \"a\" -> \"b\"")),
                arguments("containers stay as many",
                        Manifests.container(""), Manifests.pod("containers: [{name: a, image: busybox}, {name: b, image: busybox}]"),
                        List.of("spec.containers: Forbidden: pod updates may not add or remove containers")),
                arguments("a toleration may be added",
                        Manifests.container(""), Manifests.pod("tolerations: [{key: k, operator: Exists}], containers: [{name: a, image: busybox}]"), List.of()),
                arguments("a deadline only comes nearer",
                        Manifests.pod("activeDeadlineSeconds: 5, containers: [{name: a, image: busybox}]"),
                        Manifests.pod("activeDeadlineSeconds: 6, containers: [{name: a, image: busybox}]"),
                        List.of("spec.activeDeadlineSeconds: Invalid value: 6: must be less than or equal to previous value")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("updates")
    void hardlyAnythingOfAPodMayChange(String rule, ObjectNode old, ObjectNode pod, List<String> expected) {
        PodDefaults.apply(old);
        PodDefaults.apply(pod);
        var problems = new Problems();
        UpdateRules.check(ResourceType.PODS, Field.root(pod), Field.root(old), problems);
        assertThat(problems.causes()).as(rule).extracting(cause -> cause.field() + ": " + cause.message()).isEqualTo(expected);
    }
}
