package dev.podlab.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.podlab.embedded.Kubectl.Outcome;
import org.junit.jupiter.api.Test;

/** Looking at a cluster with a stock kubectl. */
class KubectlReadIT extends KubectlScripts {

    @Override
    void prepare() {
        applyReady("two", pair("two"));
    }

    @Test
    void getShowsTheColumnsThatPeopleKnow() {
        var rows = kubectl.run("get", "pods").rows();
        assertThat(rows).first().isEqualTo(POD_COLUMNS);
        assertThat(rows.get(1)).matches("two 2/2 Running 0 " + AGE);
    }

    @Test
    void wideAddsAddressAndNode() {
        var rows = kubectl.run("get", "pod", "two", "-o", "wide").rows();
        assertThat(rows).first().isEqualTo(POD_COLUMNS + " IP NODE NOMINATED NODE READINESS GATES");
        assertThat(rows.get(1)).matches("two 2/2 Running 0 " + AGE + " \\d+\\.\\d+\\.\\d+\\.\\d+ \\S+ <none> <none>");
    }

    @Test
    void labelsCanBeColumns() {
        assertThat(kubectl.run("get", "pods", "--show-labels").rows()).first().isEqualTo(POD_COLUMNS + " LABELS");
        assertThat(kubectl.run("get", "pods", "--show-labels").rows().get(1)).endsWith(" app=two,tier=front");
        assertThat(kubectl.run("get", "pods", "-L", "tier").rows()).first().isEqualTo(POD_COLUMNS + " TIER");
    }

    @Test
    void allNamespacesAddsTheNamespace() {
        var rows = kubectl.run("get", "pods", "--all-namespaces").rows();
        assertThat(rows).first().isEqualTo("NAMESPACE " + POD_COLUMNS);
        assertThat(rows).anyMatch(row -> row.startsWith(namespace + " two 2/2 Running"));
    }

    @Test
    void selectorsChoose() {
        assertThat(succeed("get", "pods", "-l", "app=two,tier in (front)", "-o", "name")).isEqualTo("pod/two\n");
        assertThat(succeed("get", "pods", "--field-selector", "status.phase=Running", "-o", "name")).isEqualTo("pod/two\n");
        Outcome none = kubectl.run("get", "pods", "-l", "app!=two");
        assertThat(none.exitCode()).isZero();
        assertThat(none.err()).isEqualTo("No resources found in " + namespace + " namespace.\n");
    }

    @Test
    void objectsPrintAsYamlJsonAndByPath() {
        assertThat(succeed("get", "pod", "two", "-o", "yaml"))
                .startsWith("apiVersion: v1\nkind: Pod\nmetadata:\n")
                .contains("\n  restartPolicy: Always\n", "\n  phase: Running\n", "qosClass: BestEffort");
        assertThat(succeed("get", "pods", "-o", "json")).contains("\"kind\": \"List\"", "\"kind\": \"Pod\"");
        assertThat(field("two", ".spec.containers[*].name")).isEqualTo("web side");
        assertThat(succeed("get", "pods", "-o", "custom-columns=N:.metadata.name,P:.status.phase"))
                .isEqualToNormalizingWhitespace("N P two Running");
    }

    @Test
    void defaultsAreFilledIn() {
        assertThat(field("two", ".spec.dnsPolicy")).isEqualTo("ClusterFirst");
        assertThat(field("two", ".spec.schedulerName")).isEqualTo("default-scheduler");
        assertThat(field("two", ".spec.terminationGracePeriodSeconds")).isEqualTo("30");
        assertThat(field("two", ".spec.containers[0].imagePullPolicy")).isEqualTo("IfNotPresent");
        assertThat(field("two", ".spec.containers[0].terminationMessagePath")).isEqualTo("/dev/termination-log");
        assertThat(field("two", ".spec.containers[0].ports[0].protocol")).isEqualTo("TCP");
        assertThat(field("two", ".spec.tolerations[*].key"))
                .isEqualTo("node.kubernetes.io/not-ready node.kubernetes.io/unreachable");
        assertThat(field("two", ".spec.serviceAccountName")).isEqualTo("default");
    }

    @Test
    void describeTellsThePodsStory() {
        String text = succeed("describe", "pod", "two");
        assertThat(text).containsSubsequence(
                "Name: ", "Namespace: ", "Node: ", "Start Time: ", "Labels: ", "Status: ", "IP: ", "Containers:", "  web:",
                "Container ID: ", "containerd://", "State: ", "Running", "Ready: ", "True", "Restart Count: ", "  side:",
                "Mounts:", "/scratch from scratch (rw)", "Conditions:", "Volumes:", "EmptyDir", "QoS Class: ", "BestEffort",
                "Tolerations:", "Events:");
        assertThat(text.substring(text.indexOf("Events:"))).contains("Scheduled", "Pulled", "Created", "Started");
        assertThat(text).contains("Successfully assigned " + namespace + "/two to ");
    }

    @Test
    void nodesAreThereAndReady() {
        var rows = kubectl.run("get", "nodes").rows();
        assertThat(rows).first().isEqualTo("NAME STATUS ROLES AGE VERSION");
        assertThat(rows.get(1)).matches("\\S+ Ready <none> \\S+ v1\\.\\d+\\S*");
        assertThat(kubectl.run("get", "nodes", "-o", "wide").rows()).first().isEqualTo(
                "NAME STATUS ROLES AGE VERSION INTERNAL-IP EXTERNAL-IP OS-IMAGE KERNEL-VERSION CONTAINER-RUNTIME");
        assertThat(succeed("get", "nodes", "-o", "wide")).contains("containerd://");
    }

    @Test
    void describeNodeListsItsPods() {
        String node = field("two", ".spec.nodeName");
        assertThat(succeed("describe", "node", node)).containsSubsequence(
                "Name: ", node, "Conditions:", "Ready", "KubeletReady", "Addresses:", "InternalIP", "Capacity:", "cpu:", "memory:",
                "pods:", "Allocatable:", "System Info:", "Container Runtime Version: ", "containerd://",
                "Non-terminated Pods:", namespace, "two", "Allocated resources:");
    }

    @Test
    void eventsCanBeListed() {
        var rows = kubectl.run("get", "events", "--field-selector", "involvedObject.name=two").rows();
        assertThat(rows).first().isEqualTo("LAST SEEN TYPE REASON OBJECT MESSAGE");
        assertThat(rows).anyMatch(row -> row.matches("\\S+ Normal Scheduled pod/two Successfully assigned .*"));
        assertThat(rows).filteredOn(row -> row.matches("\\S+ Normal Started pod/two .*")).hasSize(2);
    }

    @Test
    void otherKindsHaveTheirColumnsToo() {
        succeed("create", "configmap", "settings", "--from-literal=colour=blue");
        assertThat(kubectl.run("get", "configmap", "settings").rows().get(1)).matches("settings 1 " + AGE);
        assertThat(kubectl.run("get", "namespaces", namespace).rows().get(1)).matches(namespace + " Active " + AGE);
        assertThat(succeed("describe", "configmap", "settings")).containsSubsequence("Data", "colour:", "blue");
        assertThat(succeed("describe", "namespace", namespace)).containsSubsequence("Status: ", "Active");
    }

    @Test
    void theServerTellsWhatItHas() {
        assertThat(kubectl.run("api-resources").rows()).anyMatch(row -> row.matches("pods po v1 true Pod"));
        assertThat(succeed("api-versions").lines()).contains("v1");
        assertThat(succeed("version")).containsPattern("Server Version.*v1\\.\\d+");
        assertThat(succeed("get", "--raw", "/readyz")).isEqualTo("ok");
        assertThat(succeed("config", "view", "--minify")).contains("current-context:", "REDACTED");
    }

    @Test
    void explainKnowsTheFields() {
        assumeThat(kubectl.isAtLeast(27)).as("older clients explain from the OpenAPI v2 document").isTrue();
        assertThat(succeed("explain", "pod.spec.containers")).containsSubsequence("KIND:", "Pod", "FIELD", "containers", "image", "<string>");
        assertThat(succeed("explain", "pods.spec.restartPolicy")).contains("restartPolicy", "<string>");
    }

    @Test
    void rightsCanBeAskedFor() {
        assertThat(succeed("auth", "can-i", "create", "pods")).isEqualTo("yes\n");
        Outcome no = kubectl.run("auth", "can-i", "create", "pods", "--as=system:serviceaccount:" + namespace + ":default");
        assertThat(no.out()).startsWith("no");
        assertThat(no.exitCode()).isEqualTo(1);
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        Outcome pod = kubectl.run("get", "pod", "nothing");
        assertThat(pod.exitCode()).isEqualTo(1);
        assertThat(pod.err()).isEqualTo("Error from server (NotFound): pods \"nothing\" not found\n");
        Outcome kind = kubectl.run("get", "unicorns");
        assertThat(kind.exitCode()).isEqualTo(1);
        assertThat(kind.err()).endsWith("error: the server doesn't have a resource type \"unicorns\"\n");
    }
}
