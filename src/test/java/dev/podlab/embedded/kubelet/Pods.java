package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ResourceType;
import java.util.function.Consumer;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds Pod objects for tests. */
final class Pods {

    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    private Pods(String name) {
        json.put("apiVersion", "v1").put("kind", "Pod");
        json.putObject("metadata").put("name", name).put("namespace", "default").put("uid", "uid-" + name);
        json.putObject("spec").put("nodeName", "node-1").put("restartPolicy", "Always").putArray("containers");
        json.putObject("status").put("phase", "Pending").put("qosClass", "BestEffort");
    }

    /** Returns a Pod in {@code default} that is bound to {@code node-1} and has no containers yet. */
    static Pods pod(String name) {
        return new Pods(name);
    }

    Pods container(String name) {
        return container(name, c -> {});
    }

    Pods container(String name, Consumer<ObjectNode> more) {
        return add("containers", name, more);
    }

    Pods init(String name) {
        return init(name, c -> {});
    }

    Pods init(String name, Consumer<ObjectNode> more) {
        return add("initContainers", name, more);
    }

    Pods sidecar(String name) {
        return add("initContainers", name, c -> c.put("restartPolicy", "Always"));
    }

    Pods restartPolicy(String policy) {
        return with(pod -> spec().put("restartPolicy", policy));
    }

    Pods emptyDir(String name) {
        return with(pod -> spec().withArray("volumes").addObject().put("name", name).putObject("emptyDir"));
    }

    Pods status(Consumer<ObjectNode> more) {
        return with(pod -> more.accept((ObjectNode) json.path("status")));
    }

    Pods deleted(String timestamp, int grace) {
        return with(pod -> ((ObjectNode) json.path("metadata"))
                .put("deletionTimestamp", timestamp)
                .put("deletionGracePeriodSeconds", grace));
    }

    Pods with(Consumer<ObjectNode> more) {
        more.accept(json);
        return this;
    }

    ObjectNode spec() {
        return (ObjectNode) json.path("spec");
    }

    ObjectNode json() {
        return json.deepCopy();
    }

    PodSpec parsed() {
        return PodParser.parse(json);
    }

    static ObjectKey key(String name) {
        return new ObjectKey(ResourceType.PODS, "default", name);
    }

    private Pods add(String list, String name, Consumer<ObjectNode> more) {
        ObjectNode container = spec().withArray(list).addObject().put("name", name).put("image", "busybox");
        container.put("imagePullPolicy", "IfNotPresent");
        more.accept(container);
        return this;
    }
}
