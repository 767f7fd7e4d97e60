package dev.podlab.embedded.api.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.api.FieldValidation;
import dev.podlab.embedded.store.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class StrictDecoderTests {

    private static final String POD = "Pod in version \"v1\" cannot be handled as a Pod: ";
    private static final String UNRECOGNIZED = "the object provided is unrecognized (must be of type Pod): ";

    private final StrictDecoder decoder = new StrictDecoder(new Schemas());

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("an unknown field is named with its place in the list",
                        "{spec: {containers: [{name: a, prots: []}]}}",
                        POD + "strict decoding error: unknown field \"spec.containers[0].prots\""),
                arguments("several unknown fields are named in one message",
                        "{spec: {foo: 1, containers: [{bar: 2}]}, baz: 3}",
                        POD + "strict decoding error: unknown field \"spec.foo\", unknown field \"spec.containers[0].bar\", unknown field \"baz\""),
                arguments("a field in the wrong case is unknown",
                        "{spec: {hostnetwork: true}}",
                        POD + "strict decoding error: unknown field \"spec.hostnetwork\""),
                arguments("a string is no list",
                        "{spec: {containers: [{ports: none}]}}",
                        POD + "json: cannot unmarshal string into Go struct field Container.spec.containers.ports of type []v1.ContainerPort"),
                arguments("a string is no number",
                        "{spec: {containers: [{ports: [{containerPort: \"80\"}]}]}}",
                        POD + "json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32"),
                arguments("a fraction is no integer",
                        "{spec: {terminationGracePeriodSeconds: 1.5}}",
                        POD + "json: cannot unmarshal number 1.5 into Go struct field PodSpec.spec.terminationGracePeriodSeconds of type int64"),
                arguments("a number is no label",
                        "{metadata: {labels: {n: 1}}}",
                        POD + "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string"),
                arguments("a YAML 1.1 boolean is no string",
                        "{spec: {containers: [{env: [{name: A, value: yes}]}]}}",
                        POD + "json: cannot unmarshal bool into Go struct field EnvVar.spec.containers.env.value of type string"),
                arguments("a list is no object",
                        "{spec: []}",
                        POD + "json: cannot unmarshal array into Go struct field Pod.spec of type v1.PodSpec"),
                arguments("a quantity has a form",
                        "{spec: {containers: [{resources: {limits: {cpu: a lot}}}]}}",
                        POD + Quantity.MALFORMED),
                arguments("a number beyond its type is refused with its digits",
                        "{spec: {priority: 99999999999}}",
                        POD + "json: cannot unmarshal number 99999999999 into Go struct field PodSpec.spec.priority of type int32"),
                arguments("an integer or string is nothing else",
                        "{spec: {containers: [{livenessProbe: {httpGet: {port: true}}}]}}",
                        POD + "json: cannot unmarshal bool into Go value of type int32"),
                arguments("a key written twice in YAML is named with its line",
                        "spec:\n  hostname: a\n  hostname: b\n  foo: 1\n",
                        POD + "strict decoding error: yaml: unmarshal errors:\n  line 3: key \"hostname\" already set in map, unknown field \"spec.foo\""),
                arguments("another kind is refused",
                        "{kind: ConfigMap}",
                        "ConfigMap in version \"v1\" cannot be handled as a Pod: the kind in the data does not match the expected kind"),
                arguments("another version is refused",
                        "{apiVersion: v1beta1, kind: Pod}",
                        "the API version in the data (v1beta1) does not match the expected API version (v1)"),
                arguments("an empty body is refused",
                        "", UNRECOGNIZED + "couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)"),
                arguments("YAML that does not parse is refused with its line",
                        "a: b\nc: d: e\n",
                        UNRECOGNIZED + "error converting YAML to JSON: yaml: line 2: mapping values are not allowed here"),
                arguments("two documents are refused",
                        "kind: Pod\n---\nkind: Pod\n",
                        UNRECOGNIZED + "error converting YAML to JSON: yaml: line 3: only one document can be sent at a time"),
                arguments("deep nesting is refused before it costs anything",
                        "[".repeat(5_000), UNRECOGNIZED + "error converting YAML to JSON: yaml: line 1: exceeded max depth"),
                arguments("aliases of aliases are refused before they grow",
                        billionLaughs(),
                        UNRECOGNIZED + "error converting YAML to JSON: yaml: line 6: document contains excessive aliasing"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void refusesInTheWordsOfTheGoServer(String rule, String yaml, String message) {
        assertThatExceptionOfType(ApiException.class)
                .as(rule)
                .isThrownBy(() -> decode(yaml, FieldValidation.STRICT))
                .withMessage(message)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(400));
    }

    static Stream<Arguments> readings() {
        return Stream.of(
                arguments("yes is true, as YAML 1.1 has it", "{spec: {hostNetwork: yes}}", "{\"spec\":{\"hostNetwork\":true}}"),
                arguments("0644 is octal",
                        "{spec: {volumes: [{configMap: {defaultMode: 0644}}]}}",
                        "{\"spec\":{\"volumes\":[{\"configMap\":{\"defaultMode\":420}}]}}"),
                arguments("quantities get their canonical form",
                        "{spec: {containers: [{resources: {limits: {cpu: 1000m, memory: 1024Mi, x.io/y: 0.5}}}]}}",
                        "{\"spec\":{\"containers\":[{\"resources\":{\"limits\":{\"cpu\":\"1\",\"memory\":\"1Gi\",\"x.io/y\":\"500m\"}}}]}}"),
                arguments("null and empty values are left out",
                        "{metadata: {creationTimestamp: null, labels: {}}, spec: {hostname: '', containers: []}}",
                        "{\"metadata\":{},\"spec\":{}}"),
                arguments("the status keeps its zeros",
                        "{status: {containerStatuses: [{imageID: '', restartCount: 0}]}}",
                        "{\"status\":{\"containerStatuses\":[{\"imageID\":\"\",\"restartCount\":0}]}}"),
                arguments("an empty object inside means something",
                        "{spec: {volumes: [{name: v, emptyDir: {}}]}}",
                        "{\"spec\":{\"volumes\":[{\"name\":\"v\",\"emptyDir\":{}}]}}"),
                arguments("a port is an integer or a name",
                        "{spec: {containers: [{livenessProbe: {httpGet: {port: 80}}, readinessProbe: {tcpSocket: {port: web}}}]}}",
                        "{\"spec\":{\"containers\":[{\"livenessProbe\":{\"httpGet\":{\"port\":80}},\"readinessProbe\":{\"tcpSocket\":{\"port\":\"web\"}}}]}}"),
                arguments("aliases and merge keys are YAML 1.1",
                        "{metadata: {labels: &l {a: x}, annotations: {<<: *l, b: 'y'}}}",
                        "{\"metadata\":{\"labels\":{\"a\":\"x\"},\"annotations\":{\"b\":\"y\",\"a\":\"x\"}}}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readings")
    void readsAsTheGoServer(String rule, String yaml, String expected) {
        var object = decode(yaml, FieldValidation.STRICT).object();
        assertThat(object.remove(java.util.List.of("apiVersion", "kind"))).isNotNull();
        assertThat(object).as(rule).isEqualTo(JsonMapper.shared().readTree(expected));
    }

    @Test
    void warnsInsteadOfRefusingInWarnMode() {
        assertThat(decode("{spec: {foo: 1}}", FieldValidation.WARN).warnings()).containsExactly("unknown field \"spec.foo\"");
        assertThat(decode("{spec: {foo: 1}}", FieldValidation.IGNORE).warnings()).isEmpty();
    }

    @Test
    void namesKeysWrittenTwiceInJson() {
        assertThat(json("{\"spec\":{\"hostname\":\"a\",\"hostname\":\"b\"}}").warnings())
                .containsExactly("duplicate field \"spec.hostname\"");
    }

    @Test
    void boundsJsonAsWell() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> json("[".repeat(10_000)))
                .withMessageStartingWith(UNRECOGNIZED + "couldn't get version/kind; json parse error: ");
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> json("{\"spec\":{\"priority\":" + "9".repeat(100_000) + "}}"))
                .withMessageStartingWith(UNRECOGNIZED);
    }

    @Test
    void refusesAnotherMediaType() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> decoder.decode(ResourceType.PODS, new byte[] {1}, "text/plain", FieldValidation.WARN))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(415));
    }

    @Test
    void knowsTheFieldsOfEveryKind() {
        var schemas = new Schemas();
        assertThat(Schemas.kinds())
                .hasSize(13)
                .allSatisfy(kind -> assertThat(schemas.of(kind).fields()).containsKeys("apiVersion", "kind", "metadata"));
    }

    private dev.podlab.embedded.api.ObjectDecoder.Decoded decode(String yaml, FieldValidation mode) {
        return decoder.decode(ResourceType.PODS, yaml.getBytes(StandardCharsets.UTF_8), "application/yaml", mode);
    }

    private dev.podlab.embedded.api.ObjectDecoder.Decoded json(String json) {
        return decoder.decode(
                ResourceType.PODS, json.getBytes(StandardCharsets.UTF_8), "application/json; charset=utf-8", FieldValidation.WARN);
    }

    private static String billionLaughs() {
        var yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            yaml.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, "*a" + (i - 1)))));
        }
        return yaml.toString();
    }
}
