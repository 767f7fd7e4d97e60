package dev.podlab.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.podlab.embedded.Kubectl.Outcome;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the kubectl scripts share: each runs once for every kubectl of this machine, in a namespace that it creates and
 * deletes. Nothing in them knows whether the cluster is the embedded one.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.podlab.embedded.Kubectl#all")
@TestInstance(Lifecycle.PER_CLASS)
abstract class KubectlScripts {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    /** The columns of {@code kubectl get pods}. */
    static final String POD_COLUMNS = "NAME READY STATUS RESTARTS AGE";

    /** An age as kubectl prints it, below two minutes. */
    static final String AGE = "\\d+s";

    @Parameter
    Kubectl program;

    /** The program, in this run's namespace. */
    Kubectl kubectl;

    String namespace;

    @BeforeParameterizedClassInvocation
    void start() {
        namespace = "script-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
        kubectl = program.in(namespace);
        createNamespace(namespace);
        prepare();
    }

    /** Lets a suite bring its fixtures, once for each kubectl. */
    void prepare() {}

    @AfterParameterizedClassInvocation
    void deleteNamespace() {
        succeed("delete", "namespace", namespace, "--wait=false");
    }

    /** Runs a command that must succeed; returns its standard output. */
    String succeed(String... arguments) {
        return succeeded(kubectl.run(arguments), arguments);
    }

    /** Applies a manifest that must be taken; returns what kubectl said. */
    String apply(String manifest) {
        return succeeded(kubectl.feed(manifest, "apply", "-f", "-"), "apply");
    }

    private String succeeded(Outcome outcome, String... arguments) {
        assertThat(outcome.exitCode())
                .as("kubectl %s:%n%s%n%s", String.join(" ", arguments), outcome.out(), outcome.err())
                .isZero();
        return outcome.out();
    }

    /** Waits until something is so, looking five times a second. */
    static void eventually(String what, Callable<Boolean> isSo) {
        await(what).atMost(PATIENCE).pollInterval(POLL).until(isSo);
    }

    /** Creates another namespace and waits until Pods can be made in it. */
    Kubectl createNamespace(String name) {
        succeed("create", "namespace", name);
        Kubectl there = kubectl.in(name);
        eventually("the default service account of " + name, () -> there.run("get", "serviceaccount", "default").exitCode() == 0);
        return there;
    }

    boolean exists(String kind, String name) {
        return kubectl.run("get", kind, name).exitCode() == 0;
    }

    /** Applies a Pod and waits until it is ready. */
    void applyReady(String name, String manifest) {
        apply(manifest);
        succeed("wait", "--for=condition=Ready", "pod/" + name, "--timeout=30s");
    }

    /** Waits until a field of a Pod has a value. */
    void awaitField(String pod, String jsonPath, String value) {
        await(pod + " " + jsonPath).atMost(PATIENCE).pollInterval(POLL)
                .untilAsserted(() -> assertThat(field(pod, jsonPath)).isEqualTo(value));
    }

    String field(String pod, String jsonPath) {
        return kubectl.run("get", "pod", pod, "-o", "jsonpath={" + jsonPath + "}").out();
    }

    /** A Pod whose containers only sleep; they heed TERM at once. */
    static String sleeper(String name) {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %s
                  labels: {app: %s}
                spec:
                  containers:
                  - name: main
                    image: busybox:1.35
                    command: [sh, -c, "trap 'exit 0' TERM; while :; do sleep 1 & wait; done"]
                """
                .formatted(name, name);
    }

    /** A Pod that runs one script in the shell, and is not started again. */
    static String oneShot(String name, String script) {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %s
                spec:
                  restartPolicy: Never
                  containers:
                  - name: main
                    image: busybox:1.35
                    command: [sh, -c, "%s"]
                """
                .formatted(name, script);
    }

    /** A Pod with a web server and a second container beside it. */
    static String pair(String name) {
        return """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: %s
                  labels: {app: %s, tier: front}
                spec:
                  containers:
                  - name: web
                    image: busybox:1.35
                    command: [sh, -c, "mkdir -p /www && echo hello from web > /www/index.html && echo serving && exec httpd -f -p 8080 -h /www"]
                    ports: [{name: http, containerPort: 8080}]
                  - name: side
                    image: busybox:1.35
                    command: [sh, -c, "echo side says 你好; trap 'exit 0' TERM; while :; do sleep 1 & wait; done"]
                    volumeMounts: [{name: scratch, mountPath: /scratch}]
                  volumes: [{name: scratch, emptyDir: {}}]
                """
                .formatted(name, name);
    }
}
