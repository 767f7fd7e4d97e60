package dev.podlab.embedded.api.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ObjectStores;
import dev.podlab.embedded.store.ResourceType;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class AdmissionChainTests {

    private final ObjectStore store = ObjectStores.inMemory(Clock.systemUTC());
    private final AdmissionChain chain = new AdmissionChain(store);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void givesAPodItsDefaults() {
        namespace("");
        ObjectNode admitted = admitPod(Manifests.pod("""
                containers: [{name: a, image: busybox, ports: [{containerPort: 80}],
                  env: [{name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}],
                  resources: {limits: {cpu: 500m, memory: 64Mi}}}],
                volumes: [{name: scratch}, {name: config, configMap: {name: c}}]"""));
        ObjectNode expected = Manifests.decode(ResourceType.PODS, """
                metadata: {name: p, namespace: lab}
                spec:
                  automountServiceAccountToken: false
                  containers:
                  - name: a
                    image: busybox
                    imagePullPolicy: Always
                    ports: [{containerPort: 80, protocol: TCP}]
                    env: [{name: NAME, valueFrom: {fieldRef: {apiVersion: v1, fieldPath: metadata.name}}}]
                    resources: {limits: {cpu: 500m, memory: 64Mi}, requests: {cpu: 500m, memory: 64Mi}}
                    terminationMessagePath: /dev/termination-log
                    terminationMessagePolicy: File
                  dnsPolicy: ClusterFirst
                  enableServiceLinks: true
                  preemptionPolicy: PreemptLowerPriority
                  priority: 0
                  restartPolicy: Always
                  schedulerName: default-scheduler
                  securityContext: {}
                  serviceAccount: default
                  serviceAccountName: default
                  terminationGracePeriodSeconds: 30
                  tolerations:
                  - {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 300}
                  - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 300}
                  volumes: [{name: scratch, emptyDir: {}}, {name: config, configMap: {name: c, defaultMode: 420}}]
                status: {phase: Pending, qosClass: Guaranteed}
                """);
        assertThat(admitted).isEqualTo(expected);
    }

    static Stream<Arguments> pullPolicies() {
        return Stream.of(
                arguments("busybox", "Always"), arguments("busybox:latest", "Always"), arguments("busybox:1.37", "IfNotPresent"),
                arguments("registry:5000/busybox", "Always"), arguments("busybox@sha256:0", "IfNotPresent"));
    }

    @ParameterizedTest(name = "{0} is pulled {1}")
    @MethodSource("pullPolicies")
    void theTagDecidesHowAnImageIsPulled(String image, String policy) {
        ObjectNode pod = Manifests.pod("containers: [{name: a, image: '" + image + "'}]");
        PodDefaults.apply(pod);
        assertThat(pod.at("/spec/containers/0/imagePullPolicy").asString()).isEqualTo(policy);
    }

    @Test
    void createsNothingInANamespaceThatIsNotThere() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> admitPod(Manifests.container("")))
                .withMessage("namespaces \"lab\" not found")
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(404));
    }

    @Test
    void createsNothingInANamespaceThatIsBeingTerminated() {
        put(ResourceType.NAMESPACES, "{metadata: {name: lab}, status: {phase: Terminating}}");
        forbids(Manifests.container(""), "unable to create new content in namespace lab because it is being terminated");
    }

    @Test
    void refusesAnAccountThatDoesNotExist() {
        namespace("");
        forbids(Manifests.pod("serviceAccountName: nobody, containers: [{name: a, image: b}]"),
                "error looking up service account lab/nobody: serviceaccount \"nobody\" not found");
    }

    static Stream<Arguments> securityViolations() {
        return Stream.of(
                arguments("restricted wants four promises", "restricted", Manifests.pod("containers: [{name: c, image: b}]"),
                        "violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false (container \"c\" must set "
                                + "securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container \"c\" must set "
                                + "securityContext.capabilities.drop=[\"ALL\"]), runAsNonRoot != true (pod or container \"c\" must set "
                                + "securityContext.runAsNonRoot=true), seccompProfile (pod or container \"c\" must set "
                                + "securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")"),
                arguments("baseline keeps out of the host's namespaces", "baseline",
                        Manifests.pod("hostNetwork: true, hostPID: true, containers: [{name: c, image: b}]"),
                        "violates PodSecurity \"baseline:latest\": host namespaces (hostNetwork=true, hostPID=true)"),
                arguments("baseline mounts nothing of the host", "baseline",
                        Manifests.pod("volumes: [{name: v, hostPath: {path: /}}], containers: [{name: c, image: b}]"),
                        "violates PodSecurity \"baseline:latest\": hostPath volumes (volume \"v\")"),
                arguments("baseline takes no port of the host", "baseline",
                        Manifests.pod("containers: [{name: c, image: b, ports: [{containerPort: 80, hostPort: 80}]}]"),
                        "violates PodSecurity \"baseline:latest\": hostPort (container \"c\" uses hostPort 80)"),
                arguments("baseline gives no privilege", "baseline",
                        Manifests.pod("containers: [{name: c, image: b, securityContext: {privileged: true}}, {name: d, image: b, securityContext: {privileged: true}}]"),
                        "violates PodSecurity \"baseline:latest\": privileged (containers \"c\", \"d\" must not set securityContext.privileged=true)"),
                arguments("baseline adds no capability", "baseline",
                        Manifests.pod("containers: [{name: c, image: b, securityContext: {capabilities: {add: [NET_ADMIN, KILL]}}}]"),
                        "violates PodSecurity \"baseline:latest\": non-default capabilities (container \"c\" must not include \"NET_ADMIN\" in securityContext.capabilities.add)"),
                arguments("baseline turns no unsafe switch of the kernel", "baseline",
                        Manifests.pod("securityContext: {sysctls: [{name: kernel.msgmax, value: '1'}]}, containers: [{name: c, image: b}]"),
                        "violates PodSecurity \"baseline:latest\": forbidden sysctls (kernel.msgmax)"),
                arguments("restricted does not run as root", "restricted",
                        Manifests.pod("securityContext: {runAsNonRoot: true, runAsUser: 0, seccompProfile: {type: RuntimeDefault}}, containers: "
                                + "[{name: c, image: b, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]"),
                        "violates PodSecurity \"restricted:latest\": runAsUser=0 (pod must not set runAsUser=0)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("securityViolations")
    void theNamespaceSetsTheSecurityLevel(String rule, String level, ObjectNode pod, String why) {
        namespace("pod-security.kubernetes.io/enforce: " + level);
        forbids(pod, why);
    }

    @Test
    void letsAHardenedPodIntoARestrictedNamespace() {
        namespace("pod-security.kubernetes.io/enforce: restricted");
        ObjectNode pod = Manifests.pod("securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}, containers: "
                + "[{name: c, image: b, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]");
        assertThat(admitPod(pod).at("/status/phase").asString()).isEqualTo("Pending");
    }

    @Test
    void fillsInTheDefaultsOfALimitRange() {
        namespace("");
        put(ResourceType.LIMIT_RANGES, "{metadata: {name: l, namespace: lab}, spec: {limits: [{type: Container, default: {cpu: 200m, memory: 64Mi}, defaultRequest: {cpu: 50m, memory: 32Mi}}]}}");
        ObjectNode admitted = admitPod(Manifests.container("resources: {limits: {cpu: 100m}}"));
        assertThat(admitted.at("/spec/containers/0/resources"))
                .isEqualTo(Manifests.container("resources: {limits: {cpu: 100m, memory: 64Mi}, requests: {cpu: 100m, memory: 32Mi}}").at("/spec/containers/0/resources"));
        assertThat(admitted.at("/metadata/annotations/kubernetes.io~1limit-ranger").asString())
                .isEqualTo("LimitRanger plugin set: memory request for container a; memory limit for container a");
        assertThat(admitted.at("/status/qosClass").asString()).isEqualTo("Burstable");
    }

    static Stream<Arguments> limitViolations() {
        return Stream.of(
                arguments("a limit above the maximum", "max: {cpu: 1}", "resources: {limits: {cpu: 2}}",
                        "maximum cpu usage per Container is 1, but limit is 2"),
                arguments("a request below the minimum", "min: {memory: 1M}", "resources: {requests: {memory: 100k}}",
                        "minimum memory usage per Container is 1M, but request is 100k"),
                arguments("no limit where there is a maximum", "max: {example.com/a: 1}", "",
                        "maximum example.com/a usage per Container is 1.  No limit is specified"),
                arguments("both at once", "max: {cpu: 1, memory: 1Gi}", "resources: {limits: {cpu: 2, memory: 2Gi}}",
                        "[maximum cpu usage per Container is 1, but limit is 2, maximum memory usage per Container is 1Gi, but limit is 2Gi]"),
                arguments("too wide a range", "maxLimitRequestRatio: {cpu: 2}", "resources: {requests: {cpu: 100m}, limits: {cpu: 500m}}",
                        "cpu max limit to request ratio per Container is 2, but provided ratio is 5.000000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limitViolations")
    void nobodyExceedsALimitRange(String rule, String limit, String container, String why) {
        namespace("");
        put(ResourceType.LIMIT_RANGES, "{metadata: {name: l, namespace: lab}, spec: {limits: [{type: Container, " + limit + "}]}}");
        forbids(Manifests.container(container), why);
    }

    @Test
    void nobodyExceedsAQuota() {
        namespace("");
        put(ResourceType.RESOURCE_QUOTAS, "{metadata: {name: q, namespace: lab}, spec: {hard: {pods: 2, requests.cpu: '1', count/configmaps: 1}}}");
        put(ResourceType.PODS, "{metadata: {name: one, namespace: lab}, spec: {containers: [{name: a, resources: {requests: {cpu: 600m}}}]}, status: {phase: Running}}");
        put(ResourceType.PODS, "{metadata: {name: over, namespace: lab}, spec: {containers: [{name: a, resources: {requests: {cpu: 600m}}}]}, status: {phase: Succeeded}}");
        forbids(Manifests.container("resources: {requests: {cpu: 500m}}"),
                "exceeded quota: q, requested: requests.cpu=500m, used: requests.cpu=600m, limited: requests.cpu=1");
        assertThat(admitPod(Manifests.container("resources: {requests: {cpu: 400m}}")).at("/status/phase").asString()).isEqualTo("Pending");
        put(ResourceType.PODS, "{metadata: {name: two, namespace: lab}, spec: {containers: [{name: a}]}}");
        forbids(Manifests.container("resources: {requests: {cpu: 100m}}"), "exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2");
    }

    @Test
    void countsWhatAQuotaCounts() {
        namespace("");
        put(ResourceType.CONFIG_MAPS, "{metadata: {name: c, namespace: lab}}");
        put(ResourceType.PODS, "{metadata: {name: p, namespace: lab}, spec: {containers: [{name: a, resources: {limits: {memory: 64Mi}, requests: {memory: 32Mi}}}, "
                + "{name: b, resources: {requests: {memory: 32Mi}}}], initContainers: [{name: i, resources: {requests: {memory: 100Mi}}}]}}");
        ObjectNode quota = Manifests.decode(ResourceType.RESOURCE_QUOTAS,
                "{metadata: {name: q, namespace: lab}, spec: {hard: {pods: 5, configmaps: 2, secrets: 1, requests.memory: 1Gi, limits.memory: 1Gi, count/roles.rbac.authorization.k8s.io: 3}}}");
        assertThat(QuotaUsage.status(store, quota).path("used")).isEqualTo(Manifests.decode(ResourceType.RESOURCE_QUOTAS,
                "{status: {used: {pods: 1, configmaps: 1, secrets: 0, requests.memory: 100Mi, limits.memory: 64Mi, count/roles.rbac.authorization.k8s.io: 0}}}")
                .at("/status/used"));
    }

    @Test
    void aQuotaOnCpuMakesEveryContainerSayHowMuch() {
        namespace("");
        put(ResourceType.RESOURCE_QUOTAS, "{metadata: {name: q, namespace: lab}, spec: {hard: {limits.cpu: '1', limits.memory: 1Gi}}}");
        forbids(Manifests.pod("containers: [{name: app, image: b}, {name: sidecar, image: b, resources: {limits: {cpu: 100m}}}]"),
                "failed quota: q: must specify limits.cpu for: app; limits.memory for: app,sidecar");
    }

    @Test
    void refusesClearlyWhatTheEmbeddedClusterCannotDo() {
        namespace("");
        ObjectNode pod = Manifests.pod("affinity: {nodeAffinity: {}}, volumes: [{name: v, persistentVolumeClaim: {claimName: c}}], containers: [{name: a, image: b}]");
        assertThatExceptionOfType(ApiException.class).isThrownBy(() -> admitPod(pod)).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(422);
            assertThat(refusal).hasMessage("Pod \"p\" is invalid: [spec.affinity: Forbidden: not supported by Podlab's embedded cluster yet, "
                    + "spec.volumes[0].persistentVolumeClaim: Forbidden: not supported by Podlab's embedded cluster yet]");
        });
    }

    static Stream<Arguments> otherKinds() {
        return Stream.of(
                arguments("a name is a subdomain", ResourceType.CONFIG_MAPS, "{metadata: {name: Bad_Name, namespace: lab}}",
                        "ConfigMap \"Bad_Name\" is invalid: metadata.name: Invalid value: \"Bad_Name\": a lowercase RFC 1123 subdomain must consist of lower case "
                                + "alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for "
                                + "validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"),
                arguments("a key becomes a file", ResourceType.CONFIG_MAPS, "{metadata: {name: c, namespace: lab}, data: {'a b': x}}",
                        "ConfigMap \"c\" is invalid: data[a b]: Invalid value: \"a b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' "
                                + "(e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"),
                arguments("a label has a key", ResourceType.CONFIG_MAPS, "{metadata: {name: c, namespace: lab, labels: {'a/b/c': x}}}",
                        "ConfigMap \"c\" is invalid: metadata.labels: Invalid value: \"a/b/c\": a qualified name must consist of alphanumeric characters, '-', '_' or "
                                + "'.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation "
                                + "is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"),
                arguments("a rule has verbs", ResourceType.ROLES, "{metadata: {name: r, namespace: lab}, rules: [{apiGroups: [''], resources: [pods]}]}",
                        "Role.rbac.authorization.k8s.io \"r\" is invalid: rules[0].verbs: Required value: verbs must contain at least one value"),
                arguments("a binding refers to a role", ResourceType.ROLE_BINDINGS, "{metadata: {name: r, namespace: lab}, roleRef: {kind: Pod, name: x}}",
                        "RoleBinding.rbac.authorization.k8s.io \"r\" is invalid: roleRef.kind: Unsupported value: \"Pod\": supported values: \"ClusterRole\", \"Role\""),
                arguments("a quota limits what it knows", ResourceType.RESOURCE_QUOTAS, "{metadata: {name: q, namespace: lab}, spec: {hard: {pods: 500m}}}",
                        "ResourceQuota \"q\" is invalid: spec.hard[pods]: Invalid value: \"500m\": must be an integer"),
                arguments("a minimum is below the maximum", ResourceType.LIMIT_RANGES,
                        "{metadata: {name: l, namespace: lab}, spec: {limits: [{type: Pod, min: {cpu: 2}, max: {cpu: 1}}]}}",
                        "LimitRange \"l\" is invalid: spec.limits[0].min[cpu]: Invalid value: \"2\": min value 2 is greater than max value 1"),
                arguments("a namespace has one of three levels", ResourceType.NAMESPACES,
                        "{metadata: {name: ns, labels: {pod-security.kubernetes.io/enforce: strict}}}",
                        "Namespace \"ns\" is invalid: metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: \"strict\": must be one of privileged, baseline, restricted"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherKinds")
    void refusesOtherKindsInKubernetesWords(String rule, ResourceType type, String yaml, String message) {
        namespace("");
        assertThatExceptionOfType(ApiException.class)
                .as(rule)
                .isThrownBy(() -> chain.admit(Manifests.request(type, Manifests.decode(type, yaml), null)))
                .withMessage(message);
    }

    @Test
    void aSealedConfigMapStaysAsItIs() {
        namespace("");
        ObjectNode old = Manifests.decode(ResourceType.CONFIG_MAPS, "{metadata: {name: c, namespace: lab}, data: {a: x}, immutable: true}");
        ObjectNode changed = Manifests.decode(ResourceType.CONFIG_MAPS, "{metadata: {name: c, namespace: lab}, data: {a: z}, immutable: true}");
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> chain.admit(Manifests.request(ResourceType.CONFIG_MAPS, changed, old)))
                .withMessage("ConfigMap \"c\" is invalid: data: Forbidden: field is immutable when `immutable` is set");
    }

    private void forbids(ObjectNode pod, String why) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> admitPod(pod))
                .withMessage("pods \"p\" is forbidden: " + why)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(403));
    }

    private ObjectNode admitPod(ObjectNode pod) {
        return chain.admit(Manifests.request(ResourceType.PODS, pod, null));
    }

    private void namespace(String label) {
        put(ResourceType.NAMESPACES, "{metadata: {name: lab, labels: {" + label + "}}, status: {phase: Active}}");
    }

    private void put(ResourceType type, String yaml) {
        ObjectNode object = Manifests.decode(type, yaml);
        store.create(new ObjectKey(type, type.namespaced() ? Manifests.NAMESPACE : "", object.at("/metadata/name").asString()), object);
    }
}
