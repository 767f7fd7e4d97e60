package dev.podlab.cluster;

import dev.podlab.cluster.Feed.Kind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watch per kind for the whole cluster, however many learners there are. Objects outside sandboxes are dropped as
 * they come. Each watch starts again by itself, from a fresh list, after the cluster was away.
 */
final class Watches implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(Watches.class);

    private final List<SharedIndexInformer<GenericKubernetesResource>> informers = new ArrayList<>();
    private final KubernetesSerialization json;
    private final Feed feed;
    private volatile @Nullable Throwable failure;

    Watches(KubernetesClient client, Feed feed) {
        this.json = client.getKubernetesSerialization();
        this.feed = feed;
        for (Kind kind : Kind.values()) {
            informers.add(informer(client, kind));
        }
    }

    void start() {
        informers.forEach(SharedIndexInformer::start);
    }

    /** Returns whether every watch has its first list and is being served. */
    boolean areLive() {
        return informers.stream().allMatch(informer -> informer.hasSynced() && informer.isWatching());
    }

    /** Returns why a watch broke last, or null when none ever did. */
    @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }

    private SharedIndexInformer<GenericKubernetesResource> informer(KubernetesClient client, Kind kind) {
        boolean namespaced = kind != Kind.NODES && kind != Kind.NAMESPACES;
        var context = new ResourceDefinitionContext.Builder()
                .withVersion("v1")
                .withKind(kind.singular())
                .withPlural(kind.plural())
                .withNamespaced(namespaced)
                .build();
        Informable<GenericKubernetesResource> resources = switch (kind) {
            case NAMESPACES -> client.genericKubernetesResources(context).withLabel(Namespaces.LABEL, "true");
            case NODES -> client.genericKubernetesResources(context);
            case PODS, EVENTS, CONFIGMAPS -> client.genericKubernetesResources(context).inAnyNamespace();
        };
        return resources.runnableInformer(0)
                .itemStore(new SandboxItems(kind))
                .exceptionHandler((started, problem) -> retry(kind, problem))
                .addEventHandler(new IntoFeed(kind));
    }

    private boolean retry(Kind kind, Throwable problem) {
        failure = problem;
        log.debug("The watch of {} broke and starts again", kind, problem);
        return true;
    }

    private static boolean isOurs(Kind kind, GenericKubernetesResource object) {
        String namespace = object.getMetadata().getNamespace();
        return kind == Kind.NODES
                || kind == Kind.NAMESPACES
                || namespace != null && namespace.startsWith(Namespaces.PREFIX);
    }

    /** Keeps only what belongs to sandboxes, so that a large cluster costs no memory. */
    private static final class SandboxItems extends BasicItemStore<GenericKubernetesResource> {

        private final Kind kind;

        SandboxItems(Kind kind) {
            super(object -> object.getMetadata().getNamespace() + "/" + object.getMetadata().getName());
            this.kind = kind;
        }

        @Override
        public @Nullable GenericKubernetesResource put(String key, GenericKubernetesResource object) {
            return isOurs(kind, object) ? super.put(key, object) : null;
        }
    }

    private final class IntoFeed implements ResourceEventHandler<GenericKubernetesResource> {

        private final Kind kind;

        IntoFeed(Kind kind) {
            this.kind = kind;
        }

        @Override
        public void onAdd(GenericKubernetesResource object) {
            if (isOurs(kind, object)) {
                feed.put(kind, plain(object));
            }
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource object) {
            onAdd(object);
        }

        @Override
        public void onDelete(GenericKubernetesResource object, boolean finalStateUnknown) {
            if (isOurs(kind, object)) {
                feed.remove(kind, plain(object));
            }
        }

        @SuppressWarnings("unchecked") // a JSON object's keys are strings
        private Map<String, Object> plain(GenericKubernetesResource object) {
            Map<String, Object> metadata = json.convertValue(object.getMetadata(), Map.class);
            metadata.remove("managedFields");
            var plain = new LinkedHashMap<String, Object>();
            plain.put("apiVersion", "v1");
            plain.put("kind", kind.singular());
            plain.put("metadata", metadata);
            plain.putAll(object.getAdditionalProperties());
            return plain;
        }
    }
}
