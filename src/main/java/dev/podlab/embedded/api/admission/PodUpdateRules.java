package dev.podlab.embedded.api.admission;

import java.util.HashSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What may change in a Pod that exists: almost nothing.
 *
 * <p>Source: kubernetes {@code validation.go}, ValidatePodUpdate and updatablePodSpecFields, v1.36.
 */
final class PodUpdateRules {

    private static final String UPDATABLE = "pod updates may not change fields other than "
            + "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
            + "`spec.tolerations` (only additions to existing tolerations),"
            + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    private PodUpdateRules() {}

    static void check(Field pod, Field old, Problems problems) {
        Field spec = pod.child("spec");
        Field oldSpec = old.child("spec");
        for (String list : new String[] {"containers", "initContainers"}) {
            if (spec.child(list).items().size() != oldSpec.child(list).items().size()) {
                problems.forbidden(spec.child(list), "pod updates may not add or remove containers");
                return;
            }
        }
        deadline(spec.child("activeDeadlineSeconds"), oldSpec.child("activeDeadlineSeconds"), problems);
        tolerations(spec.child("tolerations"), oldSpec.child("tolerations"), problems);
        JsonNode changed = withoutUpdatable(spec.node());
        JsonNode before = withoutUpdatable(oldSpec.node());
        if (!changed.equals(before)) {
            problems.forbidden(spec, UPDATABLE + "\n" + FieldDifference.between("spec", before, changed));
        }
    }

    private static void deadline(Field deadline, Field old, Problems problems) {
        if (old.exists() && !deadline.exists()) {
            problems.invalid(deadline, "", "must not update from a positive integer to nil value");
        } else if (old.exists() && deadline.number(0) > old.number(0)) {
            problems.invalid(deadline, "must be less than or equal to previous value");
        }
    }

    private static void tolerations(Field tolerations, Field old, Problems problems) {
        var present = new HashSet<JsonNode>();
        tolerations.items().forEach(toleration -> present.add(toleration.node()));
        if (!old.items().stream().map(Field::node).allMatch(present::contains)) {
            problems.forbidden(tolerations, "existing toleration can not be modified except its tolerationSeconds");
        }
    }

    private static JsonNode withoutUpdatable(JsonNode spec) {
        if (!(spec.deepCopy() instanceof ObjectNode copy)) {
            return spec;
        }
        copy.remove("activeDeadlineSeconds");
        copy.remove("tolerations");
        PodDefaults.objects(copy.path("containers")).forEach(container -> container.remove("image"));
        PodDefaults.objects(copy.path("initContainers")).forEach(container -> container.remove("image"));
        return copy;
    }
}
