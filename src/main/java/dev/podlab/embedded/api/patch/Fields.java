package dev.podlab.embedded.api.patch;

import dev.podlab.embedded.store.ResourceType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the lists below a type are merged. A list that is not named here is replaced as a whole.
 *
 * <p>Source: {@code patchStrategy} and {@code patchMergeKey} in k8s.io/api {@code core/v1/types.go}, v1.36.
 */
final class Fields {

    /** Nothing is known: objects are merged, lists replaced. */
    static final Fields PLAIN = new Fields();

    private static final Fields METADATA = new Fields().listOfValues("finalizers").list("ownerReferences", "uid", PLAIN);
    private static final Fields CONTAINER = new Fields()
            .list("env", "name", PLAIN)
            .list("ports", "containerPort", PLAIN)
            .list("volumeMounts", "mountPath", PLAIN)
            .list("volumeDevices", "devicePath", PLAIN);
    private static final Fields POD_SPEC = new Fields()
            .list("containers", "name", CONTAINER)
            .list("initContainers", "name", CONTAINER)
            .list("ephemeralContainers", "name", CONTAINER)
            .list("volumes", "name", PLAIN)
            .list("imagePullSecrets", "name", PLAIN)
            .list("hostAliases", "ip", PLAIN)
            .list("schedulingGates", "name", PLAIN)
            .list("resourceClaims", "name", PLAIN)
            .list("topologySpreadConstraints", "topologyKey", PLAIN);
    private static final Fields POD_STATUS = new Fields()
            .list("conditions", "type", PLAIN)
            .list("podIPs", "ip", PLAIN)
            .list("hostIPs", "ip", PLAIN)
            .list("resourceClaimStatuses", "name", PLAIN);
    private static final Fields NODE_STATUS =
            new Fields().list("conditions", "type", PLAIN).list("addresses", "type", PLAIN);

    private static final Map<ResourceType, Fields> TYPES = Map.of(
            ResourceType.PODS, object().object("spec", POD_SPEC).object("status", POD_STATUS),
            ResourceType.NODES,
                    object().object("spec", new Fields().listOfValues("podCIDRs")).object("status", NODE_STATUS),
            ResourceType.NAMESPACES, object().object("status", new Fields().list("conditions", "type", PLAIN)),
            ResourceType.SERVICE_ACCOUNTS, object().list("secrets", "name", PLAIN));

    private final Map<String, Fields> objects = new HashMap<>();
    private final Map<String, Keyed> lists = new HashMap<>();

    /**
     * A list that is merged.
     *
     * @param key  field that identifies an element; empty for a list of plain values
     * @param each how an element is merged
     */
    record Keyed(String key, Fields each) {}

    private Fields() {}

    /** Returns how objects of a kind are merged. */
    static Fields of(ResourceType type) {
        return TYPES.getOrDefault(type, object());
    }

    Fields below(String field) {
        return objects.getOrDefault(field, PLAIN);
    }

    /** Returns how a list is merged, or null if it is replaced. */
    @Nullable Keyed list(String field) {
        return lists.get(field);
    }

    private static Fields object() {
        return new Fields().object("metadata", METADATA);
    }

    private Fields object(String field, Fields fields) {
        objects.put(field, fields);
        return this;
    }

    private Fields list(String field, String key, Fields each) {
        lists.put(field, new Keyed(key, each));
        return this;
    }

    private Fields listOfValues(String field) {
        return list(field, "", PLAIN);
    }
}
