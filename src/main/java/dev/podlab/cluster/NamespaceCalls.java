package dev.podlab.cluster;

import dev.podlab.cluster.Namespaces.SandboxNamespace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What {@link Namespaces} asks of the API. */
final class NamespaceCalls {

    private static final Duration POLL = Duration.ofMillis(50);

    /** Enough for a shell to end in order; a sandbox that is given back need not wait for half a minute. */
    private static final Map<String, Object> AT_ONCE = Map.of("gracePeriodSeconds", 1);

    /** Made in every namespace by the cluster itself. */
    private static final String CLUSTER_CA = "kube-root-ca.crt";

    private final Api api;

    NamespaceCalls(Api api) {
        this.api = api;
    }

    Optional<SandboxNamespace> fetch(String name) {
        return api.find(Paths.namespace(name)).map(NamespaceRecords::namespace);
    }

    boolean put(Map<String, Object> object) {
        String kind = Fields.text(object, "kind");
        String namespace = Fields.text(object, "metadata", "namespace");
        try {
            api.create(Paths.collection(kind, namespace), object);
            return true;
        } catch (ClusterRefusedException e) {
            if (e.code() == 404) {
                return false;
            }
            if (e.code() != 409) {
                throw e;
            }
        }
        String path = Paths.object(kind, namespace, Fields.text(object, "metadata", "name"));
        if (!Subset.covers(api.get(path), object)) {
            api.patch(path, Api.MERGE_PATCH, object);
        }
        return true;
    }

    SandboxNamespace annotate(String name, Map<String, String> annotations) {
        Map<String, Object> patch = Map.of("metadata", Map.of("annotations", annotations));
        return NamespaceRecords.namespace(api.patch(Paths.namespace(name), Api.MERGE_PATCH, patch));
    }

    void delete(String name) {
        if (api.find(Paths.namespace(name)).isEmpty()) {
            return;
        }
        deletePods(name);
        api.delete(Paths.namespace(name), Map.of());
    }

    void empty(String name, Duration timeout) {
        deletePods(name);
        for (String configMap : names("ConfigMap", name)) {
            if (!configMap.equals(CLUSTER_CA)) {
                api.delete(Paths.object("ConfigMap", name, configMap), Map.of());
            }
        }
        await("Pods of " + name + " are still being deleted", timeout, () -> names("Pod", name).isEmpty());
    }

    void awaitUsable(String name, Duration timeout) {
        await("Pods cannot be created in " + name + " yet", timeout, () -> takesPods(name));
    }

    void awaitGone(String name, Duration timeout) {
        await("namespace " + name + " is still being deleted", timeout, () -> fetch(name).isEmpty());
    }

    /** Returns whether a Pod would be admitted. Until its service account and quota are in place it is forbidden. */
    boolean takesPods(String namespace) {
        try {
            api.create(Paths.collection("Pod", namespace) + "?dryRun=All", probe());
            return true;
        } catch (ClusterRefusedException e) {
            if (e.code() == 403 || e.code() == 404 || e.code() >= 500) {
                return false;
            }
            throw e;
        }
    }

    static Map<String, Object> probe() {
        return Map.of(
                "apiVersion", "v1",
                "kind", "Pod",
                "metadata", Map.of("name", "podlab-probe"),
                "spec", Map.of("containers", List.of(Map.of("name", "probe", "image", "busybox"))));
    }

    private void deletePods(String namespace) {
        for (String pod : names("Pod", namespace)) {
            api.delete(Paths.pod(namespace, pod), AT_ONCE);
        }
    }

    private List<String> names(String kind, String namespace) {
        return Fields.objects(api.get(Paths.collection(kind, namespace)), "items").stream()
                .map(object -> Fields.text(object, "metadata", "name"))
                .toList();
    }

    private static void await(String unfinished, Duration timeout, BooleanSupplier done) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new ClusterUnavailableException(unfinished + " after " + timeout.toSeconds() + " s", null);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
