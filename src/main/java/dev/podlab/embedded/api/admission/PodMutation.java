package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.api.ApiException;
import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.ObjectStore;
import dev.podlab.embedded.store.ResourceType;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What is added to a new Pod beyond its defaults. */
final class PodMutation {

    private static final String DEFAULT_ACCOUNT = "default";
    private static final String PREEMPTION = "PreemptLowerPriority";
    private static final int TOLERATION_SECONDS = 300;
    private static final List<String> KEPT = List.of("priority", "preemptionPolicy", "automountServiceAccountToken");
    private static final List<String> TOLERATED =
            List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

    private final ObjectStore store;

    PodMutation(ObjectStore store) {
        this.store = store;
    }

    /**
     * Changes the Pod in place.
     *
     * @throws ApiException 403 if its service account does not exist
     */
    void apply(ObjectKey key, ObjectNode pod) {
        ObjectNode spec = PodDefaults.object(pod, "spec");
        serviceAccount(key, spec);
        priority(key, spec);
        TOLERATED.forEach(taint -> tolerate(spec, taint));
        pod.putObject("status").put("phase", "Pending").put("qosClass", PodResources.qosClass(Field.root(pod).child("spec")));
    }

    /** Adds to a replacement what its sender, who may never have seen the stored Pod, cannot know. */
    static void applyToUpdate(ObjectNode pod, ObjectNode old) {
        ObjectNode spec = PodDefaults.object(pod, "spec");
        for (String name : KEPT) {
            if (!spec.has(name) && old.path("spec").has(name)) {
                spec.set(name, old.path("spec").path(name));
            }
        }
        TOLERATED.forEach(taint -> tolerate(spec, taint));
    }

    /**
     * Source: kubernetes {@code plugin/pkg/admission/serviceaccount}. No token is mounted in this version, and a Pod says so:
     * {@code automountServiceAccountToken} is false. The account {@code default} counts as existing in every namespace,
     * where upstream a controller makes it a moment after the namespace.
     */
    private void serviceAccount(ObjectKey key, ObjectNode spec) {
        String name = spec.path("serviceAccountName").asString(DEFAULT_ACCOUNT);
        spec.put("serviceAccountName", name).put("serviceAccount", name);
        if (!spec.has("automountServiceAccountToken")) {
            spec.put("automountServiceAccountToken", false);
        }
        boolean exists = store.get(new ObjectKey(ResourceType.SERVICE_ACCOUNTS, key.namespace(), name)).isPresent();
        if (!exists && !name.equals(DEFAULT_ACCOUNT)) {
            throw ApiException.forbidden(ResourceType.PODS, key.name(), "error looking up service account %s/%s: serviceaccount \"%s\" not found"
                    .formatted(key.namespace(), name, name));
        }
    }

    /** Source: kubernetes {@code plugin/pkg/admission/priority}; there are no priority classes here, so every Pod has the default. */
    private static void priority(ObjectKey key, ObjectNode spec) {
        if (spec.path("priority").asInt(0) != 0) {
            throw ApiException.forbidden(ResourceType.PODS, key.name(),
                    "the integer value of priority (%d) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name"
                            .formatted(spec.path("priority").asInt()));
        }
        String preemption = spec.path("preemptionPolicy").asString(PREEMPTION);
        if (!preemption.equals(PREEMPTION)) {
            throw ApiException.forbidden(ResourceType.PODS, key.name(),
                    "the string value of PreemptionPolicy (%s) must not be provided in pod spec; priority admission controller computed %s from the given PriorityClass name"
                            .formatted(preemption, PREEMPTION));
        }
        spec.put("priority", 0).put("preemptionPolicy", PREEMPTION);
    }

    /** Source: kubernetes {@code plugin/pkg/admission/defaulttolerationseconds}. */
    private static void tolerate(ObjectNode spec, String taint) {
        boolean tolerated = spec.path("tolerations").valueStream().anyMatch(toleration -> {
            String key = toleration.path("key").asString("");
            String effect = toleration.path("effect").asString("");
            return (key.isEmpty() || key.equals(taint)) && (effect.isEmpty() || effect.equals("NoExecute"));
        });
        if (!tolerated) {
            PodDefaults.array(spec, "tolerations").addObject()
                    .put("key", taint)
                    .put("operator", "Exists")
                    .put("effect", "NoExecute")
                    .put("tolerationSeconds", TOLERATION_SECONDS);
        }
    }
}
