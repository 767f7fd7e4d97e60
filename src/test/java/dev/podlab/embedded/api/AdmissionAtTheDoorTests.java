package dev.podlab.embedded.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Admission as a real client meets it, over HTTP. */
class AdmissionAtTheDoorTests {

    @TempDir
    private Path directory;

    private TestServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(directory);
        server.createNamespace("lab");
        client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(server.kubeconfig(server.api.adminToken()))).build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void givesBackAPodWithItsDefaults() {
        Pod created = client.pods().inNamespace("lab").resource(pod("p", "busybox:1.37")).create();
        assertThat(created.getSpec().getRestartPolicy()).isEqualTo("Always");
        assertThat(created.getSpec().getContainers().getFirst().getImagePullPolicy()).isEqualTo("IfNotPresent");
        assertThat(created.getStatus().getQosClass()).isEqualTo("BestEffort");
    }

    @Test
    void namesTheFieldsThatAreWrong() {
        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> client.pods().inNamespace("lab").resource(pod("Bad_Name", "")).create())
                .satisfies(refusal -> {
                    assertThat(refusal.getCode()).isEqualTo(422);
                    assertThat(refusal.getStatus().getDetails().getCauses())
                            .extracting(StatusCause::getField, StatusCause::getReason)
                            .containsExactly(
                                    org.assertj.core.groups.Tuple.tuple("metadata.name", "FieldValueInvalid"),
                                    org.assertj.core.groups.Tuple.tuple("spec.containers[0].image", "FieldValueRequired"));
                });
    }

    @Test
    void letsOnlyOneOfManyTakeTheLastPieceOfAQuota() throws Exception {
        client.resourceQuotas().inNamespace("lab").resource(new ResourceQuotaBuilder()
                .withNewMetadata().withName("q").endMetadata()
                .withNewSpec().addToHard("pods", new Quantity("1")).endSpec()
                .build()).create();
        List<Callable<Boolean>> attempts = IntStream.range(0, 8).<Callable<Boolean>>mapToObj(i -> () -> isCreated("p" + i)).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> outcomes = threads.invokeAll(attempts);
            assertThat(outcomes).extracting(Future::resultNow).containsOnlyOnce(true);
        }
        assertThat(client.pods().inNamespace("lab").list().getItems()).hasSize(1);
    }

    private boolean isCreated(String name) {
        try {
            client.pods().inNamespace("lab").resource(pod(name, "busybox")).create();
            return true;
        } catch (KubernetesClientException refused) {
            assertThat(refused.getStatus().getMessage())
                    .isEqualTo("pods \"%s\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1".formatted(name));
            return false;
        }
    }

    private static Pod pod(String name, String image) {
        return new PodBuilder()
                .withNewMetadata().withName(name).endMetadata()
                .withNewSpec().addNewContainer().withName("a").withImage(image).endContainer().endSpec()
                .build();
    }
}
