package dev.podlab.embedded.api.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.podlab.embedded.api.FieldValidation;
import dev.podlab.embedded.api.TablePrinter.IncludeObject;
import dev.podlab.embedded.api.schema.Schemas;
import dev.podlab.embedded.api.schema.StrictDecoder;
import dev.podlab.embedded.store.ResourceType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class KubectlTablesTests {

    private static final Instant NOW = Instant.parse("2026-01-01T01:00:00Z");
    private static final StrictDecoder DECODER = new StrictDecoder(new Schemas());

    private final KubectlTables tables = new KubectlTables(Clock.fixed(NOW, ZoneOffset.UTC));

    static Stream<Arguments> pods() {
        return Stream.of(
                arguments("a Pod nobody has looked at", "status: {phase: Pending}", "0/1 Pending 0"),
                arguments("a Pod whose containers are being made", status(waiting("ContainerCreating")), "0/1 ContainerCreating 0"),
                arguments("a Pod that runs", status("ready: true, restartCount: 0, state: {running: {}}"), "1/1 Running 0"),
                arguments("a Pod that runs and is not ready", status("ready: false, restartCount: 0, state: {running: {}}"), "0/1 Running 0"),
                arguments("a Pod that crashed and waits",
                        status("restartCount: 3, " + waiting("CrashLoopBackOff") + ", lastState: {terminated: {exitCode: 1, finishedAt: '2026-01-01T00:59:45Z'}}"),
                        "0/1 CrashLoopBackOff 3 (15s ago)"),
                arguments("a Pod that did its work", status("restartCount: 0, state: {terminated: {exitCode: 0, reason: Completed}}"), "0/1 Completed 0"),
                arguments("a container that failed", status("restartCount: 0, state: {terminated: {exitCode: 1, reason: Error}}"), "0/1 Error 0"),
                arguments("a failure without a word", status("restartCount: 0, state: {terminated: {exitCode: 3}}"), "0/1 ExitCode:3 0"),
                arguments("a signal without a word", status("restartCount: 0, state: {terminated: {exitCode: 137, signal: 9}}"), "0/1 Signal:9 0"),
                arguments("a Pod that was evicted", "status: {phase: Failed, reason: Evicted}", "0/1 Evicted 0"),
                arguments("a Pod that waits for its gates", "status: {phase: Pending, conditions: [{type: PodScheduled, status: 'False', reason: SchedulingGated}]}",
                        "0/1 SchedulingGated 0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void sumsUpAPod(String rule, String status, String expected) {
        assertThat(podRow("{name: p, creationTimestamp: '2026-01-01T00:00:00Z'}", "containers: [{name: a}]", status)).as(rule).isEqualTo(expected);
    }

    static Stream<Arguments> initPods() {
        return Stream.of(
                arguments("the first init container works", "restartCount: 0, state: {running: {}}", "0/1 Init:0/2 0"),
                arguments("the first init container failed", "restartCount: 0, state: {terminated: {exitCode: 1, reason: Error}}", "0/1 Init:Error 0"),
                arguments("the first init container failed without a word", "restartCount: 0, state: {terminated: {exitCode: 2}}", "0/1 Init:ExitCode:2 0"),
                arguments("the first init container crashes again and again", "restartCount: 4, state: {waiting: {reason: CrashLoopBackOff}}",
                        "0/1 Init:CrashLoopBackOff 4"),
                arguments("the first init container is done", "restartCount: 0, state: {terminated: {exitCode: 0, reason: Completed}}", "0/1 Init:1/2 0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("initPods")
    void sumsUpAPodThatInitializes(String rule, String first, String expected) {
        String status = "status: {phase: Pending, initContainerStatuses: [{name: i, " + first + "}, {name: j, restartCount: 0, state: {waiting: {reason: PodInitializing}}}], "
                + "containerStatuses: [{name: a, restartCount: 0, state: {waiting: {reason: PodInitializing}}}]}";
        assertThat(podRow("{name: p}", "containers: [{name: a}], initContainers: [{name: i}, {name: j}]", status)).as(rule).isEqualTo(expected);
    }

    @Test
    void showsPodInitializingOnceAllInitContainersAreDone() {
        String status = "status: {phase: Pending, initContainerStatuses: [{name: i, restartCount: 2, state: {terminated: {exitCode: 0}}}], "
                + "containerStatuses: [{name: a, restartCount: 0, state: {waiting: {reason: PodInitializing}}}]}";
        assertThat(podRow("{name: p}", "containers: [{name: a}], initContainers: [{name: i}]", status)).isEqualTo("0/1 PodInitializing 0");
    }

    @Test
    void countsANativeSidecarAmongTheContainers() {
        String status = "status: {phase: Running, initContainerStatuses: [{name: s, restartCount: 1, ready: true, started: true, state: {running: {}}}], "
                + "containerStatuses: [{name: a, restartCount: 0, ready: true, state: {running: {}}}]}";
        assertThat(podRow("{name: p}", "containers: [{name: a}], initContainers: [{name: s, restartPolicy: Always}]", status))
                .isEqualTo("2/2 Running 1");
    }

    @Test
    void saysNotReadyWhenOneContainerIsCompletedAndAnotherRuns() {
        String containers = "containerStatuses: [{name: a, restartCount: 0, state: {terminated: {exitCode: 0, reason: Completed}}}, "
                + "{name: b, restartCount: 0, ready: true, state: {running: {}}}]";
        assertThat(podRow("{name: p}", "containers: [{name: a}, {name: b}]", "status: {phase: Running, " + containers + "}")).isEqualTo("1/2 NotReady 0");
        assertThat(podRow("{name: p}", "containers: [{name: a}, {name: b}]",
                        "status: {phase: Running, conditions: [{type: Ready, status: 'True'}], " + containers + "}"))
                .isEqualTo("1/2 Running 0");
    }

    @Test
    void saysTerminatingUntilTheContainersHaveEnded() {
        String metadata = "{name: p, deletionTimestamp: '2026-01-01T00:59:00Z'}";
        String running = "ready: true, restartCount: 0, state: {running: {}}";
        assertThat(podRow(metadata, "containers: [{name: a}]", status(running))).isEqualTo("1/1 Terminating 0");
        assertThat(podRow(metadata, "containers: [{name: a}]", "status: {phase: Running, reason: NodeLost}")).isEqualTo("0/1 Unknown 0");
        assertThat(podRow(metadata, "containers: [{name: a}]",
                        "status: {phase: Succeeded, containerStatuses: [{name: a, restartCount: 0, state: {terminated: {exitCode: 0, reason: Completed}}}]}"))
                .isEqualTo("0/1 Completed 0");
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                arguments(ResourceType.PODS, "{metadata: {name: p, creationTimestamp: '2026-01-01T00:00:00Z'}, spec: {nodeName: node-1, containers: [{name: a}], readinessGates: [{conditionType: g}]}, "
                                + "status: {phase: Pending, podIPs: [{ip: 10.0.0.1}], conditions: [{type: g, status: 'True'}]}}",
                        "Name=p Ready=0/1 Status=Pending Restarts=0 Age=60m +IP=10.0.0.1 +Node=node-1 +Nominated Node=<none> +Readiness Gates=1/1"),
                arguments(ResourceType.NODES, "{metadata: {name: n1, creationTimestamp: '2025-12-31T00:00:00Z', labels: {node-role.kubernetes.io/worker: ''}}, spec: {unschedulable: true}, "
                                + "status: {conditions: [{type: Ready, status: 'True'}], addresses: [{type: InternalIP, address: 10.1.0.2}], "
                                + "nodeInfo: {kubeletVersion: v1.36.0, osImage: Debian, kernelVersion: '6.1', containerRuntimeVersion: containerd://1.6.20}}}",
                        "Name=n1 Status=Ready,SchedulingDisabled Roles=worker Age=25h Version=v1.36.0 +Internal-IP=10.1.0.2 +External-IP=<none> +OS-Image=Debian "
                                + "+Kernel-Version=6.1 +Container-Runtime=containerd://1.6.20"),
                arguments(ResourceType.NAMESPACES, "{metadata: {name: lab, creationTimestamp: '2026-01-01T00:59:55Z'}, status: {phase: Active}}", "Name=lab Status=Active Age=5s"),
                arguments(ResourceType.EVENTS, "{metadata: {name: e}, type: Warning, reason: BackOff, message: ' Back-off ', count: 4, firstTimestamp: '2026-01-01T00:50:00Z', "
                                + "lastTimestamp: '2026-01-01T00:59:00Z', involvedObject: {kind: Pod, name: p, fieldPath: 'spec.containers{a}'}, source: {component: kubelet, host: node-1}}",
                        "Last Seen=60s Type=Warning Reason=BackOff Object=pod/p +Subobject=spec.containers{a} +Source=kubelet, node-1 Message=Back-off +First Seen=10m +Count=4 +Name=e"),
                arguments(ResourceType.CONFIG_MAPS, "{metadata: {name: c, creationTimestamp: '2026-01-01T00:56:55Z'}, data: {a: x, b: z}, binaryData: {d: AA==}}", "Name=c Data=3 Age=3m5s"),
                arguments(ResourceType.SECRETS, "{metadata: {name: s}, type: Opaque, data: {a: AA==}}", "Name=s Type=Opaque Data=1 Age=<unknown>"),
                arguments(ResourceType.SERVICE_ACCOUNTS, "{metadata: {name: default, creationTimestamp: '2026-01-01T00:00:00Z'}}", "Name=default Secrets=0 Age=60m"),
                arguments(ResourceType.RESOURCE_QUOTAS, "{metadata: {name: q, creationTimestamp: '2026-01-01T00:00:00Z'}, status: {hard: {pods: 5, limits.cpu: 1, requests.cpu: 1}, used: {pods: 2, limits.cpu: 500m}}}",
                        "Name=q Request=pods: 2/5, requests.cpu: 0/1 Limit=limits.cpu: 500m/1 Age=60m"),
                arguments(ResourceType.LIMIT_RANGES, "{metadata: {name: l, creationTimestamp: '2026-01-01T00:00:00Z'}}", "Name=l Created At=2026-01-01T00:00:00Z"),
                arguments(ResourceType.ROLES, "{metadata: {name: r, creationTimestamp: '2026-01-01T00:00:00Z'}}", "Name=r Created At=2026-01-01T00:00:00Z"),
                arguments(ResourceType.ROLE_BINDINGS, "{metadata: {name: b, creationTimestamp: '2026-01-01T00:00:00Z'}, roleRef: {kind: Role, name: r}, "
                                + "subjects: [{kind: ServiceAccount, namespace: lab, name: learner}, {kind: User, name: ann}]}",
                        "Name=b Role=Role/r Age=60m +Users=ann +Groups= +ServiceAccounts=lab/learner"),
                arguments(ResourceType.NETWORK_POLICIES, "{metadata: {name: n1, creationTimestamp: '2026-01-01T00:00:00Z'}, spec: {podSelector: {matchLabels: {app: web}, matchExpressions: [{key: tier, operator: In, values: [b, a]}]}}}",
                        "Name=n1 Pod-Selector=app=web,tier in (a,b) Age=60m"),
                arguments(ResourceType.LEASES, "{metadata: {name: node-1, creationTimestamp: '2026-01-01T00:00:00Z'}, spec: {holderIdentity: node-1}}", "Name=node-1 Holder=node-1 Age=60m"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void printsEveryKindAsKubectlShowsIt(ResourceType type, String yaml, String expected) {
        JsonNode table = tables.table(type, List.of(decode(type, yaml)), IncludeObject.NONE);
        var text = new StringBuilder();
        for (int i = 0; i < table.path("columnDefinitions").size(); i++) {
            JsonNode column = table.path("columnDefinitions").get(i);
            text.append(i == 0 ? "" : " ").append(column.path("priority").asInt() > 0 ? "+" : "")
                    .append(column.path("name").asString()).append('=').append(table.at("/rows/0/cells").get(i).asString());
        }
        assertThat(text).hasToString(expected);
        assertThat(table.at("/rows/0/cells")).hasSameSizeAs(table.path("columnDefinitions"));
    }

    @Test
    void carriesWhatTheClientAskedFor() {
        ObjectNode pod = decode(ResourceType.PODS, "{metadata: {name: p}, status: {phase: Succeeded}}");
        JsonNode row = tables.table(ResourceType.PODS, List.of(pod), IncludeObject.METADATA).at("/rows/0");
        assertThat(row.at("/object/kind").asString()).isEqualTo("PartialObjectMetadata");
        assertThat(row.at("/object/metadata/name").asString()).isEqualTo("p");
        assertThat(row.at("/conditions/0/reason").asString()).isEqualTo("Succeeded");
        assertThat(tables.table(ResourceType.PODS, List.of(pod), IncludeObject.OBJECT).at("/rows/0/object")).isEqualTo(pod);
    }

    @ParameterizedTest(name = "{0} s is {1}")
    @CsvSource({"-5,<invalid>", "-1,0s", "0,0s", "119,119s", "120,2m", "185,3m5s", "600,10m", "10799,179m", "10800,3h", "18120,5h2m", "28800,8h",
        "172799,47h", "172800,2d", "183600,2d3h", "691200,8d", "63072000,2y", "71712000,2y100d", "252288000,8y"})
    void shortensDurations(long seconds, String expected) {
        assertThat(Ages.human(Duration.ofSeconds(seconds))).isEqualTo(expected);
    }

    private String podRow(String metadata, String spec, String status) {
        ObjectNode pod = decode(ResourceType.PODS, "{metadata: " + metadata + ", spec: {" + spec + "}, " + status + "}");
        JsonNode cells = tables.table(ResourceType.PODS, List.of(pod), IncludeObject.NONE).at("/rows/0/cells");
        return cells.get(1).asString() + " " + cells.get(2).asString() + " " + cells.get(3).asString();
    }

    private static String status(String container) {
        return "status: {phase: Running, containerStatuses: [{name: a, " + container + "}]}";
    }

    private static String waiting(String reason) {
        return "state: {waiting: {reason: " + reason + "}}";
    }

    private static ObjectNode decode(ResourceType type, String yaml) {
        return DECODER.decode(type, yaml.getBytes(StandardCharsets.UTF_8), "application/yaml", FieldValidation.STRICT).object();
    }
}
