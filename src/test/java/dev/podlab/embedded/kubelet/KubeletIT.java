package dev.podlab.embedded.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.embedded.node.Node;
import dev.podlab.embedded.node.Nodes;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ObjectStores;
import dev.podlab.embedded.store.ResourceType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The kubelet on a real containerd. */
class KubeletIT {

    private static final LogQuery WHOLE_LOG = new LogQuery(false, false, false, null, null, null);

    @TempDir
    static Path home;

    private static final ObjectStore STORE = ObjectStores.inMemory(Clock.systemUTC());
    private static final PodWatch PODS = new PodWatch(STORE);
    private static Nodes nodes;
    private static Kubelet kubelet;

    @BeforeAll
    static void start() {
        nodes = Nodes.start(home, 1);
        kubelet = newKubelet();
        kubelet.start();
    }

    @AfterAll
    static void stop() {
        kubelet.close();
        nodes.close();
        STORE.close();
    }

    @AfterEach
    void removePods() {
        STORE.list(ResourceType.PODS, null).items().forEach(pod -> PODS.delete(pod.key().name(), 1));
        PODS.await("no Pods", () -> STORE.list(ResourceType.PODS, null).items().isEmpty());
        assertThat(nodes.list().getFirst().runtime().inventory().sandboxes()).isEmpty();
        assertThat(home.resolve("kubelet/pods")).isEmptyDirectory();
    }

    private static Kubelet newKubelet() {
        Node node = nodes.list().getFirst();
        var settings = new KubeletSettings(
                "node-1", node.address(), node.podCidr(), home.resolve("kubelet"), node.cgroupParent(), List.of(), 256, 110, 2,
                1L << 30, node.runtimeVersion(), KubeletSettings.DEFAULT_POLL_INTERVAL, node.enterMounts());
        return new Kubelet(STORE, node.runtime(), settings, Clock.systemUTC());
    }

    @Test
    void runsAPodWithInitContainersVolumesAndEnvironment() throws IOException {
        PODS.create(Pods.pod("web")
                .emptyDir("disk")
                .with(pod -> ((ObjectNode) pod.path("spec")).withArray("volumes").addObject().put("name", "memory")
                        .putObject("emptyDir").put("medium", "Memory").put("sizeLimit", "10Mi"))
                .init("prepare", c -> mounts(script(c, "echo prepared > /disk/file")))
                .container("main", c -> mounts(script(
                        c,
                        "cat /disk/file; echo $GREETING; df -k /memory | tail -1; cat /etc/hosts; hostname; trap 'exit 3' TERM;"
                                + " while true; do sleep 0.1; done"))));

        PODS.await("Ready", () -> PODS.condition("web", "Ready").equals("True"));
        PODS.await("log", () -> log("web", "main").contains("\nweb\n"));

        assertThat(log("web", "main"))
                .startsWith("prepared\nhello web\ntmpfs")
                .contains(" 10240 ")
                .contains("# Kubernetes-managed hosts file.")
                .contains(PODS.status("web").path("podIP").asString() + "\tweb");
    }

    @Test
    void restartsACrashedContainerInTheSameSandbox() throws IOException {
        PODS.create(Pods.pod("crash").container("main", c -> script(c, "echo last words > /dev/termination-log; exit 3")));

        PODS.await("back-off", () -> PODS.containerStatus("crash", "main").path("state").path("waiting").path("reason")
                .asString("").equals("CrashLoopBackOff"));

        var last = PODS.containerStatus("crash", "main").path("lastState").path("terminated");
        assertThat(last.path("exitCode").asInt()).isEqualTo(3);
        assertThat(last.path("reason").asString()).isEqualTo("Error");
        assertThat(last.path("message").asString()).isEqualTo("last words\n");
        assertThat(PODS.containerStatus("crash", "main").path("restartCount").asInt()).isEqualTo(1);
    }

    @Test
    void adoptsRunningPodsWhenItStartsAgain() {
        PODS.create(Pods.pod("web").container("main", c -> script(c, "sleep 1000")));
        PODS.await("Ready", () -> PODS.condition("web", "Ready").equals("True"));
        String before = PODS.containerStatus("web", "main").path("containerID").asString();

        kubelet.close();
        kubelet = newKubelet();
        kubelet.start();
        PODS.create(Pods.pod("other").container("main", c -> script(c, "sleep 1000")));
        PODS.await("Ready", () -> PODS.condition("other", "Ready").equals("True"));

        assertThat(PODS.containerStatus("web", "main").path("containerID").asString()).isEqualTo(before);
        assertThat(PODS.containerStatus("web", "main").path("restartCount").asInt()).isZero();
    }

    @Test
    void probesByHttpAndTcpInsideThePodsNetwork() {
        PODS.create(Pods.pod("web")
                .container("good", c -> probed(script(c, "mkdir /www; echo hi > /www/index.html; httpd -f -p 8080 -h /www"), 8080, "/"))
                .container("missing", c -> probed(script(c, "httpd -f -p 8081 -h /tmp"), 8081, "/nothing"))
                .container("open", c -> script(c, "httpd -f -p 8082").putObject("readinessProbe").put("periodSeconds", 1)
                        .putObject("tcpSocket").put("port", 8082))
                .container("shut", c -> script(c, "sleep 1000").putObject("readinessProbe").put("periodSeconds", 1)
                        .putObject("tcpSocket").put("port", 8083)));

        PODS.await("HTTP", () -> PODS.containerStatus("web", "good").path("ready").asBoolean(false));
        PODS.await("TCP", () -> PODS.containerStatus("web", "open").path("ready").asBoolean(false));
        PODS.await("404", () -> hasEvent("Readiness probe failed: HTTP probe failed with statuscode: 404"));
        PODS.await("refused", () -> hasEvent(":8083: connect: connection refused"));
        assertThat(PODS.containerStatus("web", "missing").path("ready").asBoolean()).isFalse();
        assertThat(PODS.containerStatus("web", "shut").path("ready").asBoolean()).isFalse();
    }

    private static void probed(ObjectNode container, int port, String path) {
        container.putObject("readinessProbe").put("periodSeconds", 1).putObject("httpGet").put("port", port).put("path", path);
    }

    private static boolean hasEvent(String text) {
        return STORE.list(ResourceType.EVENTS, "default").items().stream()
                .anyMatch(event -> event.json().path("message").asString().contains(text));
    }

    @Test
    void startsPodsQuickly() {
        for (int i = 0; i < 5; i++) {
            String name = "quick-" + i;
            long begun = System.nanoTime();
            PODS.create(Pods.pod(name).container("main", c -> script(c, "sleep 1000")));
            PODS.await("Ready", () -> PODS.condition(name, "Ready").equals("True"));
            System.out.println(name + " ready after " + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms");
        }
        assertThat(PODS.condition("quick-4", "Ready")).isEqualTo("True");
    }

    private static void mounts(ObjectNode container) {
        container.withArray("volumeMounts").addObject().put("name", "disk").put("mountPath", "/disk");
        container.withArray("volumeMounts").addObject().put("name", "memory").put("mountPath", "/memory");
    }

    private static ObjectNode script(ObjectNode container, String script) {
        container.putArray("command").add("sh").add("-c").add(script);
        container.withArray("env").addObject().put("name", "NAME").putObject("valueFrom").putObject("fieldRef")
                .put("fieldPath", "metadata.name");
        container.withArray("env").addObject().put("name", "GREETING").put("value", "hello $(NAME)");
        return container;
    }

    private static String log(String pod, String container) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            kubelet.logs("default", pod, container, WHOLE_LOG, out);
            return out.toString(StandardCharsets.UTF_8);
        } catch (KubeletException | IOException notYet) {
            return "";
        }
    }
}
