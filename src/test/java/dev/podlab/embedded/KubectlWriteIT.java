package dev.podlab.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.podlab.embedded.Kubectl.Outcome;
import org.junit.jupiter.api.Test;

/** Changing a cluster with a stock kubectl. */
class KubectlWriteIT extends KubectlScripts {

    @Test
    void applyCreatesThenLeavesThenConfigures() {
        String manifest = sleeper("applied");
        assertThat(apply(manifest)).isEqualTo("pod/applied created\n");
        assertThat(apply(manifest)).isEqualTo("pod/applied unchanged\n");
        assertThat(apply(manifest.replace("labels: {app: applied}", "labels: {app: other}"))).isEqualTo("pod/applied configured\n");
        assertThat(field("applied", ".metadata.labels.app")).isEqualTo("other");
        assertThat(apply(manifest.replace("labels: {app: applied}", "labels: {}"))).isEqualTo("pod/applied configured\n");
        assertThat(field("applied", ".metadata.labels")).isEmpty();
    }

    @Test
    void applyTakesSeveralDocuments() {
        String map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: several}\ndata: {a: \"1\"}\n";
        assertThat(apply(map + "---\n" + sleeper("several"))).isEqualTo("configmap/several created\npod/several created\n");
    }

    @Test
    void aDryRunChangesNothing() {
        assumeThat(kubectl.isAtLeast(27)).as("older clients look for dry runs in the OpenAPI v2 document").isTrue();
        Outcome dry = kubectl.feed(sleeper("dry"), "apply", "--dry-run=server", "-f", "-");
        assertThat(dry.out()).isEqualTo("pod/dry created (server dry run)\n");
        assertThat(exists("pod", "dry")).isFalse();
    }

    @Test
    void labelsAndAnnotationsComeAndGo() {
        apply(sleeper("marked"));
        assertThat(succeed("label", "pod", "marked", "stage=one")).isEqualTo("pod/marked labeled\n");
        Outcome again = kubectl.run("label", "pod", "marked", "stage=two");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("'stage' already has a value (one), and --overwrite is false");
        succeed("label", "pod", "marked", "stage=two", "--overwrite");
        assertThat(field("marked", ".metadata.labels.stage")).isEqualTo("two");
        succeed("label", "pod", "marked", "stage-");
        assertThat(field("marked", ".metadata.labels.stage")).isEmpty();
        assertThat(succeed("annotate", "pod", "marked", "note=你好")).startsWith("pod/marked annotate");
        assertThat(field("marked", ".metadata.annotations.note")).isEqualTo("你好");
    }

    @Test
    void threeKindsOfPatchAreTaken() {
        applyReady("patched", pair("patched"));
        succeed("patch", "pod", "patched", "--type=strategic", "-p",
                "{\"spec\":{\"containers\":[{\"name\":\"side\",\"image\":\"busybox:stable\"}]}}");
        assertThat(field("patched", ".spec.containers[*].image")).isEqualTo("busybox:1.35 busybox:stable");
        awaitField("patched", ".status.containerStatuses[?(@.name==\"side\")].restartCount", "1");
        succeed("patch", "pod", "patched", "--type=merge", "-p", "{\"metadata\":{\"labels\":{\"tier\":null,\"new\":\"1\"}}}");
        assertThat(field("patched", ".metadata.labels.tier")).isEmpty();
        succeed("patch", "pod", "patched", "--type=json", "-p",
                "[{\"op\":\"replace\",\"path\":\"/metadata/labels/new\",\"value\":\"2\"}]");
        assertThat(field("patched", ".metadata.labels.new")).isEqualTo("2");
        assertThat(succeed("patch", "pod", "patched", "-p", "{\"metadata\":{\"labels\":{\"new\":\"2\"}}}"))
                .isEqualTo("pod/patched patched (no change)\n");
    }

    @Test
    void replaceNeedsTheVersionThatIsThere() {
        applyReady("replaced", sleeper("replaced"));
        String old = succeed("get", "pod", "replaced", "-o", "json");
        succeed("label", "pod", "replaced", "moved=on");
        Outcome stale = kubectl.feed(old, "replace", "-f", "-");
        assertThat(stale.exitCode()).isEqualTo(1);
        assertThat(stale.err()).isEqualTo("Error from server (Conflict): error when replacing \"STDIN\": Operation cannot be "
                + "fulfilled on pods \"replaced\": the object has been modified; please apply your changes to the latest version and try again\n");
        eventually("a replacement of the newest version", () -> {
            String fresh = succeed("get", "pod", "replaced", "-o", "json").replace("\"moved\": \"on\"", "\"moved\": \"far\"");
            return kubectl.feed(fresh, "replace", "-f", "-").out().equals("pod/replaced replaced\n");
        });
        assertThat(field("replaced", ".metadata.labels.moved")).isEqualTo("far");
    }

    @Test
    void waitMeetsAConditionOrTimesOut() {
        apply(sleeper("awaited"));
        assertThat(succeed("wait", "--for=condition=Ready", "pod/awaited", "--timeout=30s")).isEqualTo("pod/awaited condition met\n");
        Outcome never = kubectl.run("wait", "--for=condition=Never", "pod/awaited", "--timeout=1s");
        assertThat(never.exitCode()).isEqualTo(1);
        assertThat(never.err()).isEqualTo("error: timed out waiting for the condition on pods/awaited\n");
    }

    @Test
    void aWatchShowsAPodsWholeLife() {
        applyReady("beacon", sleeper("beacon"));
        try (RunningCommand watch = kubectl.start("get", "pods", "-w", "-l", "app in (beacon, watched)")) {
            // Once it has listed what is there, it misses nothing that comes.
            watch.awaitOutput("beacon", PATIENCE);
            applyReady("watched", sleeper("watched"));
            succeed("delete", "pod", "watched");
            String seen = watch.awaitOutput("watched .*Terminating", PATIENCE);
            assertThat(seen).containsSubsequence("NAME", "beacon", "watched", "0/1", "Pending", "0/1", "ContainerCreating", "1/1", "Running", "Terminating");
        }
    }

    @Test
    void deleteGivesTimeToEnd() {
        applyReady("graceful", sleeper("graceful"));
        assertThat(succeed("delete", "pod", "graceful")).startsWith("pod \"graceful\" deleted");
        assertThat(exists("pod", "graceful")).isFalse();
        Outcome again = kubectl.run("delete", "pod", "graceful");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).isEqualTo("Error from server (NotFound): pods \"graceful\" not found\n");
        assertThat(kubectl.run("delete", "pod", "graceful", "--ignore-not-found").exitCode()).isZero();
    }

    @Test
    void deleteWithoutWaitingLeavesItTerminating() {
        applyReady("stubborn", sleeper("stubborn").replace("trap 'exit 0' TERM; ", "trap '' TERM; "));
        succeed("delete", "pod", "stubborn", "--wait=false", "--grace-period=4");
        assertThat(kubectl.run("get", "pod", "stubborn").rows().get(1)).matches("stubborn 1/1 Terminating 0 " + AGE);
        assertThat(field("stubborn", ".metadata.deletionGracePeriodSeconds")).isEqualTo("4");
        succeed("wait", "--for=delete", "pod/stubborn", "--timeout=15s");
    }

    @Test
    void forcedDeleteIsThereAtOnce() {
        applyReady("forced", sleeper("forced").replace("trap 'exit 0' TERM; ", "trap '' TERM; "));
        Outcome outcome = kubectl.run("delete", "pod", "forced", "--force", "--grace-period=0");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).containsIgnoringCase("immediate deletion does not wait for confirmation");
        assertThat(exists("pod", "forced")).isFalse();
    }

    @Test
    void severalAreDeletedByLabel() {
        apply(sleeper("group-1").replace("{app: group-1}", "{group: a}") + "---\n" + sleeper("group-2").replace("{app: group-2}", "{group: a}"));
        assertThat(succeed("delete", "pods", "-l", "group=a", "--now").lines()).hasSize(2);
        assertThat(kubectl.run("get", "pods", "-l", "group=a").out()).isEmpty();
    }

    @Test
    void runMakesAPodFromTheCommandLine() {
        assertThat(succeed("run", "quick", "--image=busybox:1.35", "--restart=Never", "--", "echo", "hi")).isEqualTo("pod/quick created\n");
        awaitField("quick", ".status.phase", "Succeeded");
        assertThat(kubectl.run("get", "pod", "quick").rows().get(1)).matches("quick 0/1 Completed 0 " + AGE);
        assertThat(succeed("logs", "quick")).isEqualTo("hi\n");
    }

    @Test
    void runAttachesAndCleansUp() {
        Outcome outcome = kubectl.feed("typed\n", "run", "attached", "--image=busybox:1.35", "--restart=Never", "--rm", "-i", "--", "cat");
        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("typed\n").contains("pod \"attached\" deleted");
        assertThat(exists("pod", "attached")).isFalse();
    }

    @Test
    void crashesAreCountedAndBackedOff() {
        apply(oneShot("crashing", "echo boom; exit 3").replace("restartPolicy: Never", "restartPolicy: Always"));
        eventually("a back-off event", () -> succeed("get", "events", "-o", "name", "--field-selector",
                "involvedObject.name=crashing,reason=BackOff").contains("event"));
        assertThat(field("crashing", ".status.phase")).isEqualTo("Running");
        assertThat(field("crashing", ".status.containerStatuses[0].lastState.terminated.exitCode")).isEqualTo("3");
        assertThat(kubectl.run("get", "pod", "crashing").rows().get(1)).matches("crashing 0/1 (CrashLoopBackOff|Error) \\d+ .*");
        assertThat(succeed("describe", "pod", "crashing"))
                .containsSubsequence("Last State:", "Terminated", "Reason:", "Error", "Exit Code:", "3", "BackOff");
    }

    @Test
    void aNamespaceTakesItsPodsWithIt() {
        String other = namespace + "-x";
        Kubectl inOther = createNamespace(other);
        assertThat(inOther.feed(sleeper("gone"), "apply", "-f", "-").exitCode()).isZero();
        assertThat(succeed("delete", "namespace", other, "--timeout=45s")).isEqualTo("namespace \"" + other + "\" deleted\n");
        assertThat(exists("namespace", other)).isFalse();
        assertThat(inOther.run("get", "pods").err()).isEqualTo("No resources found in " + other + " namespace.\n");
    }

    @Test
    void initContainersShowTheirProgress() {
        String manifest = oneShot("gated", "echo main").replace("  containers:\n", """
                  initContainers:
                  - name: first
                    image: busybox:1.35
                    command: [sh, -c, "while [ ! -e /gate/open ]; do sleep 0.2; done"]
                    volumeMounts: [{name: gate, mountPath: /gate}]
                  volumes: [{name: gate, emptyDir: {}}]
                  containers:
                """.indent(0));
        apply(manifest);
        awaitField("gated", ".status.initContainerStatuses[0].started", "true");
        assertThat(kubectl.run("get", "pod", "gated").rows().get(1)).matches("gated 0/1 Init:0/1 0 " + AGE);
        succeed("exec", "gated", "-c", "first", "--", "touch", "/gate/open");
        awaitField("gated", ".status.phase", "Succeeded");
        assertThat(kubectl.run("get", "pod", "gated").rows().get(1)).matches("gated 0/1 Completed 0 " + AGE);
    }
}
