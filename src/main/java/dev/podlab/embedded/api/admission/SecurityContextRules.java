package dev.podlab.embedded.api.admission;

import java.util.List;

/** What makes security contexts valid. Source: kubernetes {@code validation.go}, ValidateSecurityContext. */
final class SecurityContextRules {

    private static final String ID_RANGE = "must be between 0 and 2147483647, inclusive";
    private static final List<String> POD_IDS = List.of("runAsUser", "runAsGroup", "fsGroup");

    private SecurityContextRules() {}

    static void pod(Field spec, Problems problems) {
        Field context = spec.child("securityContext");
        POD_IDS.forEach(id -> id(context.child(id), problems));
        context.child("supplementalGroups").items().forEach(group -> id(group, problems));
        if (spec.child("shareProcessNamespace").isTrue() && spec.child("hostPID").isTrue()) {
            problems.invalid(spec.child("shareProcessNamespace"), "ShareProcessNamespace and HostPID cannot both be enabled");
        }
    }

    static void container(Field context, Problems problems) {
        id(context.child("runAsUser"), problems);
        id(context.child("runAsGroup"), problems);
        if (!context.child("allowPrivilegeEscalation").isFalse()) {
            return;
        }
        if (context.child("privileged").isTrue()) {
            problems.invalid(context, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }
        if (context.descend("capabilities", "add").items().stream().anyMatch(capability -> capability.text().equals("CAP_SYS_ADMIN"))) {
            problems.invalid(context, "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
        }
    }

    private static void id(Field id, Problems problems) {
        if (id.exists() && (id.number(0) < 0 || id.number(0) > Integer.MAX_VALUE)) {
            problems.invalid(id, ID_RANGE);
        }
    }
}
