package dev.podlab.embedded.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ResourceType;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as a real client sees it, over TLS. */
class ApiServerTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private TestServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer(directory);
        client = client(server.api.adminToken());
        server.createNamespace("lab");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void keepsWhatIsCreatedAndStampsIt() {
        Pod created = client.pods().inNamespace("lab").resource(pod("web")).create();
        assertThat(created.getMetadata().getUid()).isNotEmpty();
        assertThat(created.getStatus().getPhase()).isEqualTo("Pending");
        assertThat(created.getMetadata().getGeneration()).isEqualTo(1);
        assertThat(client.pods().inNamespace("lab").withName("web").get()).isEqualTo(created);
    }

    @Test
    void makesUpANameFromItsPrefix() {
        Pod nameless = new PodBuilder(pod("x")).editMetadata().withName(null).withGenerateName("web-").endMetadata().build();
        assertThat(client.pods().inNamespace("lab").resource(nameless).create().getMetadata().getName()).matches("web-[a-z0-9]{5}");
    }

    @Test
    void refusesInTheWordsOfKubernetes() {
        client.pods().inNamespace("lab").resource(pod("web")).create();
        refuses(409, "pods \"web\" already exists", () -> client.pods().inNamespace("lab").resource(pod("web")).create());
        refuses(404, "pods \"nope\" not found", () -> client.raw("/api/v1/namespaces/lab/pods/nope", "DELETE", null));
        refuses(404, "the server could not find the requested resource", () -> client.raw("/api/v1/namespaces/lab/gadgets", "POST", "{}"));
        refuses(400, "field label not supported: spec.foo",
                () -> client.pods().inNamespace("lab").withField("spec.foo", "x").list());
        refuses(415, "server-side apply is not supported", () -> client.pods().inNamespace("lab").resource(pod("web")).serverSideApply());
        refuses(405, "does not allow this method", () -> client.raw("/api/v1/namespaces/lab/pods/web/log", "POST", "{}"));
    }

    @Test
    void refusesBodiesThatAreTooLong() {
        String body = "{\"data\": {\"a\": \"" + "x".repeat(4 << 20) + "\"}}";
        refuses(413, "Request entity too large", () -> client.raw("/api/v1/namespaces/lab/configmaps", "POST", body));
    }

    @Test
    void refusesToOverwriteWhatTheClientHasNotSeen() {
        ConfigMap seen = client.configMaps().inNamespace("lab").resource(configMap("colours", "blue")).create();
        client.configMaps().inNamespace("lab").resource(configMap("colours", "red")).update();
        ConfigMap stale = new ConfigMapBuilder(seen).addToData("a", "green").build();
        refuses(409, "Operation cannot be fulfilled on configmaps \"colours\": the object has been modified; please apply your changes to the latest version and try again",
                () -> client.configMaps().inNamespace("lab").resource(stale).lockResourceVersion(seen.getMetadata().getResourceVersion()).update());
    }

    @Test
    void patchesInThreeWays() {
        client.pods().inNamespace("lab").resource(pod("web")).create();
        var web = client.pods().inNamespace("lab").withName("web");
        Pod strategic = web.patch(PatchContext.of(PatchType.STRATEGIC_MERGE),
                "{\"spec\": {\"containers\": [{\"name\": \"web\", \"image\": \"two\"}]}}");
        assertThat(strategic.getSpec().getContainers().getFirst().getImage()).isEqualTo("two");
        assertThat(strategic.getSpec().getContainers().getFirst().getCommand()).containsExactly("sleep", "1");
        assertThat(strategic.getMetadata().getGeneration()).isEqualTo(2);
        Pod merged = web.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"labels\": {\"app\": null, \"tier\": \"front\"}}}");
        assertThat(merged.getMetadata().getLabels()).isEqualTo(Map.of("tier", "front"));
        Pod json = web.patch(PatchContext.of(PatchType.JSON), "[{\"op\": \"replace\", \"path\": \"/spec/containers/0/image\", \"value\": \"three\"}]");
        assertThat(json.getSpec().getContainers().getFirst().getImage()).isEqualTo("three");
        refuses(422, "testing value /spec/containers/0/image failed",
                () -> web.patch(PatchContext.of(PatchType.JSON), "[{\"op\": \"test\", \"path\": \"/spec/containers/0/image\", \"value\": \"x\"}]"));
    }

    @Test
    void separatesStatusFromSpec() {
        Pod pod = client.pods().inNamespace("lab").resource(pod("web")).create();
        Pod running = new PodBuilder(pod).editSpec().withNodeName("elsewhere").endSpec().editStatus().withPhase("Running").endStatus().build();
        Pod afterStatus = client.pods().inNamespace("lab").resource(running).updateStatus();
        assertThat(afterStatus.getStatus().getPhase()).isEqualTo("Running");
        assertThat(afterStatus.getSpec().getNodeName()).isNull();
        Pod afterSpec = client.pods().inNamespace("lab")
                .resource(new PodBuilder(afterStatus).editStatus().withPhase("Failed").endStatus().editMetadata().addToLabels("x", "y").endMetadata().build())
                .update();
        assertThat(afterSpec.getStatus().getPhase()).isEqualTo("Running");
        assertThat(afterSpec.getMetadata().getLabels()).containsEntry("x", "y");
    }

    @Test
    void selectsByLabelAndField() {
        client.pods().inNamespace("lab").resource(pod("one")).create();
        client.pods().inNamespace("lab").resource(new PodBuilder(pod("two")).editMetadata().addToLabels("app", "other").endMetadata().build()).create();
        assertThat(names(client.pods().inNamespace("lab").withLabelSelector("app in (other, third)").list())).containsExactly("two");
        assertThat(names(client.pods().inNamespace("lab").withLabelSelector("app!=other").list())).containsExactly("one");
        assertThat(names(client.pods().inAnyNamespace().withField("metadata.name", "two").list())).containsExactly("two");
        assertThat(names(client.pods().inNamespace("lab").withoutField("status.phase", "Pending").list())).isEmpty();
    }

    @Test
    void listsInChunksOfOneMoment() {
        List.of("a", "b", "c").forEach(name -> client.configMaps().inNamespace("lab").resource(configMap(name, "x")).create());
        var first = client.configMaps().inNamespace("lab").list(new ListOptionsBuilder().withLimit(2L).build());
        assertThat(first.getItems()).hasSize(2);
        assertThat(first.getMetadata().getRemainingItemCount()).isEqualTo(1);
        client.configMaps().inNamespace("lab").resource(configMap("d", "x")).create();
        var rest = client.configMaps().inNamespace("lab")
                .list(new ListOptionsBuilder().withLimit(2L).withContinue(first.getMetadata().getContinue()).build());
        assertThat(rest.getItems()).extracting(c -> c.getMetadata().getName()).containsExactly("c");
        assertThat(rest.getMetadata().getResourceVersion()).isEqualTo(first.getMetadata().getResourceVersion());
    }

    @Test
    void watchesChangesInOrder() throws InterruptedException {
        var events = new LinkedBlockingQueue<String>();
        try (Watch watch = client.pods().inNamespace("lab").watch(recorder(events))) {
            assertThat(watch).isNotNull();
            client.pods().inNamespace("lab").resource(pod("web")).create();
            label("web", "step", "1");
            client.pods().inNamespace("lab").withName("web").delete();
            assertThat(take(events, 3)).containsExactly("ADDED web", "MODIFIED web", "DELETED web");
        }
    }

    @Test
    void watchWithASelectorSeesObjectsLeaveAndComeBack() throws InterruptedException {
        client.pods().inNamespace("lab").resource(pod("web")).create();
        var events = new LinkedBlockingQueue<String>();
        try (Watch watch = client.pods().inNamespace("lab").withLabel("app", "lab").watch(recorder(events))) {
            assertThat(watch).isNotNull();
            label("web", "app", "elsewhere");
            label("web", "other", "change");
            label("web", "app", "lab");
            assertThat(take(events, 3)).containsExactly("ADDED web", "DELETED web", "ADDED web");
        }
    }

    @Test
    void informerFollows() {
        try (SharedIndexInformer<Pod> informer = client.pods().inNamespace("lab").inform()) {
            client.pods().inNamespace("lab").resource(pod("web")).create();
            Awaitility.await().atMost(SOON).until(() -> informer.getIndexer().getByKey("lab/web") != null);
            client.pods().inNamespace("lab").withName("web").delete();
            Awaitility.await().atMost(SOON).until(() -> informer.getIndexer().getByKey("lab/web") == null);
        }
    }

    @Test
    void watchFromAVersionThatIsGoneSaysSo() {
        String answer = client.raw("/api/v1/namespaces/lab/pods?watch=true&resourceVersion=999999&timeoutSeconds=5");
        assertThat(answer).contains("\"type\":\"ERROR\"", "\"code\":410", "\"reason\":\"Expired\"", "too old resource version");
    }

    @Test
    void deletesPodsThatRunOnlyAfterTheirGracePeriod() {
        Pod created = client.pods().inNamespace("lab").resource(pod("web")).create();
        var key = new ObjectKey(ResourceType.PODS, "lab", "web");
        server.store.modify(key, json -> {
            json.withObjectProperty("spec").put("nodeName", "node-1").put("terminationGracePeriodSeconds", 7);
            return json;
        });
        client.pods().inNamespace("lab").withName("web").delete();
        Pod terminating = client.pods().inNamespace("lab").withName("web").get();
        assertThat(terminating.getMetadata().getUid()).isEqualTo(created.getMetadata().getUid());
        assertThat(terminating.getMetadata().getDeletionGracePeriodSeconds()).isEqualTo(7);
        assertThat(terminating.getMetadata().getDeletionTimestamp()).isNotNull();
        client.pods().inNamespace("lab").withName("web").withGracePeriod(0).delete();
        assertThat(server.store.get(key)).isEmpty();
    }

    @Test
    void waitsForFinalizers() {
        ConfigMap kept = new ConfigMapBuilder(configMap("kept", "x")).editMetadata().addToFinalizers("podlab.dev/keep").endMetadata().build();
        client.configMaps().inNamespace("lab").resource(kept).create();
        var resource = client.configMaps().inNamespace("lab").withName("kept");
        resource.delete();
        assertThat(resource.get().getMetadata().getDeletionTimestamp()).isNotNull();
        resource.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"finalizers\": null}}");
        assertThat(resource.get()).isNull();
    }

    @Test
    void marksANamespaceAsTerminatingAndLetsItGoWhenItIsFinalized() {
        client.namespaces().withName("lab").delete();
        assertThat(client.namespaces().withName("lab").get().getStatus().getPhase()).isEqualTo("Terminating");
        client.raw("/api/v1/namespaces/lab/finalize", "PUT",
                "{\"kind\":\"Namespace\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"lab\"},\"spec\":{\"finalizers\":[]}}");
        assertThat(client.namespaces().withName("lab").get()).isNull();
    }

    @Test
    void dryRunChangesNothing() {
        client.pods().inNamespace("lab").resource(pod("web")).dryRun().create();
        assertThat(client.pods().inNamespace("lab").list().getItems()).isEmpty();
    }

    @Test
    void serviceAccountsMayDoWhatTheirRolesSay() {
        client.serviceAccounts().inNamespace("lab").resource(new ServiceAccountBuilder().withNewMetadata().withName("learner").endMetadata().build()).create();
        client.rbac().roles().inNamespace("lab").resource(new RoleBuilder().withNewMetadata().withName("reader").endMetadata()
                .addNewRule().withApiGroups("").withResources("pods").withVerbs("get", "list").endRule().build()).create();
        client.rbac().roleBindings().inNamespace("lab").resource(new RoleBindingBuilder().withNewMetadata().withName("reader").endMetadata()
                .addNewSubject().withKind("ServiceAccount").withName("learner").withNamespace("lab").endSubject()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "reader").build()).create();
        TokenRequest token = client.serviceAccounts().inNamespace("lab").withName("learner")
                .tokenRequest(new TokenRequestBuilder().withNewSpec().withExpirationSeconds(600L).endSpec().build());
        try (KubernetesClient learner = client(token.getStatus().getToken())) {
            assertThat(learner.pods().inNamespace("lab").list().getItems()).isEmpty();
            refuses(403, "pods is forbidden: User \"system:serviceaccount:lab:learner\" cannot create resource \"pods\" in API group \"\" in the namespace \"lab\"",
                    () -> learner.pods().inNamespace("lab").resource(pod("web")).create());
            refuses(403, "pods is forbidden: User \"system:serviceaccount:lab:learner\" cannot list resource \"pods\" in API group \"\" at the cluster scope",
                    () -> learner.pods().inAnyNamespace().list());
            client.serviceAccounts().inNamespace("lab").withName("learner").delete();
            refuses(401, "Unauthorized", () -> learner.pods().inNamespace("lab").list());
        }
    }

    @Test
    void refusesUnknownTokens() {
        try (KubernetesClient stranger = client("guess")) {
            refuses(401, "Unauthorized", () -> stranger.pods().inNamespace("lab").list());
        }
    }

    @Test
    void sendsLogsFromTheNode() {
        server.node.log = "你好\nworld\n";
        client.pods().inNamespace("lab").resource(pod("web")).create();
        refuses(400, "pod web does not have a host assigned", () -> client.raw("/api/v1/namespaces/lab/pods/web/log"));
        client.raw("/api/v1/namespaces/lab/pods/web/binding", "POST", "{\"target\": {\"kind\": \"Node\", \"name\": \"node-1\"}}");
        assertThat(client.pods().inNamespace("lab").withName("web").getLog()).isEqualTo("你好\nworld\n");
        refuses(400, "container x is not valid for pod web", () -> client.raw("/api/v1/namespaces/lab/pods/web/log?container=x"));
    }

    private void label(String pod, String key, String value) {
        client.pods().inNamespace("lab").withName(pod)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\": {\"labels\": {\"%s\": \"%s\"}}}".formatted(key, value));
    }

    private KubernetesClient client(String token) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server.api.uri().toString())
                .withCaCertData(Base64.getEncoder().encodeToString(server.api.caCertificatePem().getBytes(StandardCharsets.UTF_8)))
                .withOauthToken(token)
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static void refuses(int code, String words, ThrowingCallable call) {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(call)
                .satisfies(refused -> assertThat(refused.getCode()).isEqualTo(code))
                .withMessageContaining(words);
    }

    private static Watcher<Pod> recorder(BlockingQueue<String> events) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, Pod pod) {
                events.add(action + " " + pod.getMetadata().getName());
            }

            @Override
            public void onClose(WatcherException cause) {
                events.add("closed " + cause.getMessage());
            }
        };
    }

    private static List<String> take(BlockingQueue<String> events, int count) throws InterruptedException {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(events.poll(SOON.toSeconds(), TimeUnit.SECONDS));
        }
        return taken;
    }

    private static List<String> names(PodList pods) {
        return pods.getItems().stream().map(pod -> pod.getMetadata().getName()).toList();
    }

    private static Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata().withName(name).addToLabels("app", "lab").endMetadata()
                .withNewSpec().addNewContainer().withName("web").withImage("one").withCommand("sleep", "1").endContainer().endSpec()
                .build();
    }

    private static ConfigMap configMap(String name, String value) {
        return new ConfigMapBuilder().withNewMetadata().withName(name).endMetadata().addToData("a", value).build();
    }
}
