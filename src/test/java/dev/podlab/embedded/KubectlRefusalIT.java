package dev.podlab.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.podlab.embedded.Kubectl.Outcome;
import org.junit.jupiter.api.Test;

/** What a stock kubectl says when the cluster refuses: the exact words and exit codes. */
class KubectlRefusalIT extends KubectlScripts {

    private static final String CREATING = "error when creating \"STDIN\": ";

    @Test
    void anUnknownFieldIsNamed() {
        assumeThat(kubectl.isAtLeast(25)).as("older clients check fields by themselves").isTrue();
        refused(create(sleeper("p").replace("    image:", "    imagee: x\n    image:")), "Error from server (BadRequest): " + CREATING
                + "Pod in version \"v1\" cannot be handled as a Pod: strict decoding error: unknown field \"spec.containers[0].imagee\"\n");
    }

    @Test
    void aWrongTypeIsNamed() {
        assumeThat(kubectl.isAtLeast(25)).as("older clients check fields by themselves").isTrue();
        refused(create(sleeper("p").replace("  containers:", "  terminationGracePeriodSeconds: soon\n  containers:")),
                "Error from server (BadRequest): " + CREATING + "Pod in version \"v1\" cannot be handled as a Pod: json: cannot unmarshal "
                        + "string into Go struct field PodSpec.spec.terminationGracePeriodSeconds of type int64\n");
    }

    @Test
    void aBadNameIsInvalid() {
        refused(create(sleeper("Bad_Name").replace("app: Bad_Name", "app: x")), "The Pod \"Bad_Name\" is invalid: metadata.name: Invalid value: \"Bad_Name\": "
                + "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and "
                + "end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
                + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')\n");
    }

    @Test
    void twoContainersCannotHaveOneName() {
        refused(create(pair("p").replace("name: side", "name: web")),
                "The Pod \"p\" is invalid: spec.containers[1].name: Duplicate value: \"web\"\n");
    }

    @Test
    void severalMistakesAreToldTogether() {
        Outcome outcome = create("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {restartPolicy: Sometimes, containers: []}\n");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("The Pod \"p\" is invalid: \n")
                .contains("* spec.containers: Required value", "* spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: ");
    }

    @Test
    void aMountNeedsItsVolume() {
        refused(create(pair("p").replace("  volumes: [{name: scratch, emptyDir: {}}]\n", "")),
                "The Pod \"p\" is invalid: spec.containers[1].volumeMounts[0].name: Not found: \"scratch\"\n");
    }

    @Test
    void whatExistsIsNotMadeAgain() {
        apply(sleeper("there"));
        refused(create(sleeper("there")), "Error from server (AlreadyExists): " + CREATING + "pods \"there\" already exists\n");
    }

    @Test
    void aPodsContainersCannotBeRewritten() {
        apply(sleeper("fixed"));
        Outcome outcome = kubectl.run("patch", "pod", "fixed", "-p", "{\"spec\":{\"containers\":[{\"name\":\"main\",\"command\":[\"true\"]}]}}");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("The Pod \"fixed\" is invalid: spec: Forbidden: pod updates may not change fields other than "
                + "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` "
                + "(only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n");
    }

    @Test
    void aQuotaThatIsUsedUpSaysTheNumbers() {
        Kubectl small = createNamespace(namespace + "-q");
        small.run("create", "quota", "few", "--hard=pods=0");
        eventually("the quota counts", () -> small.run("get", "quota", "few", "-o", "jsonpath={.status.hard.pods}").out().equals("0"));
        refused(small.feed(sleeper("p"), "create", "-f", "-"), "Error from server (Forbidden): " + CREATING
                + "pods \"p\" is forbidden: exceeded quota: few, requested: pods=1, used: pods=0, limited: pods=0\n");
        succeed("delete", "namespace", small.namespace(), "--wait=false");
    }

    @Test
    void podSecurityRefusesPrivilege() {
        Kubectl guarded = createNamespace(namespace + "-s");
        succeed("label", "namespace", guarded.namespace(), "pod-security.kubernetes.io/enforce=baseline");
        String privileged = sleeper("p").replace("    image:", "    securityContext: {privileged: true}\n    image:");
        refused(guarded.feed(privileged, "create", "-f", "-"), "Error from server (Forbidden): " + CREATING
                + "pods \"p\" is forbidden: violates PodSecurity \"baseline:latest\": privileged (container \"main\" must not set "
                + "securityContext.privileged=true)\n");
        succeed("delete", "namespace", guarded.namespace(), "--wait=false");
    }

    @Test
    void aNamespaceMustExist() {
        refused(kubectl.in("no-such-place").feed(sleeper("p"), "create", "-f", "-"),
                "Error from server (NotFound): " + CREATING + "namespaces \"no-such-place\" not found\n");
    }

    @Test
    void anotherNamespaceThanTheManifestsIsRefused() {
        Outcome outcome = create(sleeper("p").replace("  name: p\n", "  name: p\n  namespace: elsewhere\n"));
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("error: the namespace from the provided object \"elsewhere\" does not match the namespace \""
                + namespace + "\".");
    }

    @Test
    void aKindThatIsNotServedIsSaidSo() {
        Outcome outcome = create("apiVersion: example.com/v1\nkind: Unicorn\nmetadata: {name: u}\n");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("no matches for kind \"Unicorn\" in version \"example.com/v1\"");
    }

    @Test
    void yamlThatDoesNotParseIsRefusedWithItsLine() {
        Outcome outcome = create("apiVersion: v1\nkind: Pod\n metadata: [\n");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("error: error parsing STDIN: error converting YAML to JSON: yaml: line ");
    }

    @Test
    void anUnsupportedFieldSelectorIsRefused() {
        refused(kubectl.run("get", "pods", "--field-selector", "spec.hostname=a"), "Error from server (BadRequest): Unable to find "
                + "\"/v1, Resource=pods\" that match label selector \"\", field selector \"spec.hostname=a\": field label not supported: spec.hostname\n");
    }

    @Test
    void logsOfAContainerThatWaitsSayWhy() {
        apply(sleeper("imageless").replace("busybox:1.35", "busybox:no-such-tag").replace("    command:", "    imagePullPolicy: Never\n    command:"));
        awaitField("imageless", ".status.containerStatuses[0].state.waiting.reason", "ErrImageNeverPull");
        refused(kubectl.run("logs", "imageless"), "Error from server (BadRequest): container \"main\" in pod \"imageless\" is waiting to start: ErrImageNeverPull\n");
    }

    @Test
    void aWrongTokenIsUnauthorized() {
        Outcome outcome = kubectl.run("get", "pods", "--token=wrong");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("error: You must be logged in to the server (");
    }

    private Outcome create(String manifest) {
        return kubectl.feed(manifest, "create", "-f", "-");
    }

    private static void refused(Outcome outcome, String words) {
        assertThat(outcome.err()).endsWith(words);
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
    }
}
