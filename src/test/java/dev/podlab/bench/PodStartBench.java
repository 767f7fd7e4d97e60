package dev.podlab.bench;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Pod create to Ready, alone and ten at a time, in a namespace of its own. The bars are the medians of a stock kubelet
 * 1.36 with the same containerd on a machine with 2 cores.
 */
final class PodStartBench {

    private static final String IMAGE = "busybox:1.35";
    private static final int PODS = 30;
    private static final int WARM_UP = 3;
    private static final Duration ALONE = Duration.ofMillis(320);
    private static final Duration TEN = Duration.ofMillis(1790);

    private PodStartBench() {}

    /** Measures against the cluster of a kubeconfig. */
    static void measure(Path kubeconfig, Report report) {
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
            String namespace = "bench-" + ProcessHandle.current().pid();
            client.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build()).create();
            client.serviceAccounts().inNamespace(namespace).withName("default").waitUntilCondition(Objects::nonNull, 10, TimeUnit.SECONDS);
            try (var starts = new PodStarts(client, namespace, IMAGE)) {
                starts.measure(WARM_UP, 1);
                add(report, "Pod create → Ready, alone", new Sample(starts.measure(PODS, 1)), ALONE);
                add(report, "Pod create → Ready, 10 at a time", new Sample(starts.measure(PODS, 10)), TEN);
            } finally {
                client.namespaces().withName(namespace).delete();
            }
        }
    }

    private static void add(Report report, String what, Sample sample, Duration bar) {
        report.atMost(what, sample.summary(), sample.percentile(50), bar);
    }
}
