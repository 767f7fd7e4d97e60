package dev.podlab.embedded.api.admission;

import dev.podlab.embedded.api.schema.Quantity;
import java.util.Set;

/** What makes a ResourceQuota valid. Source: kubernetes {@code validation.go}, ValidateResourceQuotaSpec. */
final class QuotaRules {

    private static final Set<String> AMOUNTS = Set.of(
            "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage",
            "requests.storage", "limits.cpu", "limits.memory", "limits.ephemeral-storage");
    private static final Set<String> PIECES = Set.of(
            "pods", "services", "replicationcontrollers", "resourcequotas", "secrets", "configmaps",
            "persistentvolumeclaims", "services.nodeports", "services.loadbalancers");

    private QuotaRules() {}

    static void check(Field quota, Problems problems) {
        Field hard = quota.descend("spec", "hard");
        KindRules.amounts(hard, problems);
        for (String name : hard.keys()) {
            if (!name.contains("/") && !AMOUNTS.contains(name) && !PIECES.contains(name)) {
                problems.invalid(hard.key(name), name, "must be a standard resource type or fully qualified");
                problems.invalid(hard.key(name), name, "must be a standard resource for quota");
            }
            boolean pieces = PIECES.contains(name) || name.startsWith("count/");
            if (pieces && Quantity.tryParse(hard.text(name)).filter(q -> q.value().stripTrailingZeros().scale() > 0).isPresent()) {
                problems.invalid(hard.key(name), "must be an integer");
            }
        }
        for (String scope : new String[] {"scopes", "scopeSelector"}) {
            if (quota.child("spec").child(scope).exists()) {
                problems.forbidden(quota.child("spec").child(scope), UnsupportedFields.MESSAGE);
            }
        }
    }
}
