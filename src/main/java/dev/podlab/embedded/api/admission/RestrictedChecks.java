package dev.podlab.embedded.api.admission;

import static dev.podlab.embedded.api.admission.SecuredPod.about;
import static dev.podlab.embedded.api.admission.SecuredPod.containers;
import static dev.podlab.embedded.api.admission.SecuredPod.context;
import static dev.podlab.embedded.api.admission.SecuredPod.plural;
import static dev.podlab.embedded.api.admission.SecuredPod.quoted;
import static dev.podlab.embedded.api.admission.SecuredPod.setters;

import dev.podlab.embedded.api.admission.PodSecurity.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The checks of the level {@code restricted}: what a hardened Pod has to say of itself. */
final class RestrictedChecks {

    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret");
    private static final Set<String> CONFINED = Set.of("RuntimeDefault", "Localhost");

    private RestrictedChecks() {}

    static Optional<Finding> allowPrivilegeEscalation(SecuredPod pod) {
        return about("allowPrivilegeEscalation != false",
                pod.containersWhere(container -> !context(container).child("allowPrivilegeEscalation").isFalse()),
                "must set securityContext.allowPrivilegeEscalation=false");
    }

    static Optional<Finding> capabilities(SecuredPod pod) {
        List<String> keeping = pod.containersWhere(container -> context(container).descend("capabilities", "drop").items().stream()
                .noneMatch(capability -> capability.text().equals("ALL")));
        var added = new TreeSet<String>();
        List<String> adding = pod.containersWhere(container -> {
            List<String> bad = BaselineChecks.added(container).filter(name -> !name.equals("NET_BIND_SERVICE")).toList();
            added.addAll(bad);
            return !bad.isEmpty();
        });
        var details = new ArrayList<String>();
        if (!keeping.isEmpty()) {
            details.add(containers(keeping) + " must set securityContext.capabilities.drop=[\"ALL\"]");
        }
        if (!adding.isEmpty()) {
            details.add("%s must not include %s in securityContext.capabilities.add".formatted(containers(adding), quoted(added)));
        }
        return details.isEmpty() ? Optional.empty() : Optional.of(new Finding("unrestricted capabilities", String.join("; ", details)));
    }

    static Optional<Finding> volumes(SecuredPod pod) {
        var types = new TreeSet<String>();
        List<String> volumes = pod.spec().child("volumes").items().stream()
                .filter(volume -> {
                    String type = volume.keys().stream().filter(key -> !key.equals("name")).findFirst().orElse("unknown");
                    return !VOLUMES.contains(type) && (types.add(type) || !types.isEmpty());
                })
                .map(volume -> volume.text("name"))
                .toList();
        return volumes.isEmpty() ? Optional.empty() : Optional.of(new Finding("restricted volume types", "%s %s %s %s %s".formatted(
                plural("volume", "volumes", volumes.size()),
                quoted(volumes),
                plural("uses", "use", volumes.size()),
                plural("restricted volume type", "restricted volume types", types.size()),
                quoted(types))));
    }

    static Optional<Finding> runAsNonRoot(SecuredPod pod) {
        if (pod.spec().child("hostUsers").isFalse()) {
            return Optional.empty();
        }
        List<String> explicit = pod.containersWhere(container -> context(container).child("runAsNonRoot").isFalse());
        boolean podItself = pod.context().child("runAsNonRoot").isFalse();
        if (podItself || !explicit.isEmpty()) {
            return Optional.of(new Finding("runAsNonRoot != true", setters(podItself, explicit) + " must not set securityContext.runAsNonRoot=false"));
        }
        List<String> silent = pod.context().child("runAsNonRoot").isTrue()
                ? List.of()
                : pod.containersWhere(container -> !context(container).child("runAsNonRoot").exists());
        return silent.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding("runAsNonRoot != true", "pod or " + containers(silent) + " must set securityContext.runAsNonRoot=true"));
    }

    static Optional<Finding> runAsUser(SecuredPod pod) {
        if (pod.spec().child("hostUsers").isFalse()) {
            return Optional.empty();
        }
        List<String> root = pod.containersWhere(container -> context(container).child("runAsUser").number(-1) == 0);
        boolean podItself = pod.context().child("runAsUser").number(-1) == 0;
        return podItself || !root.isEmpty()
                ? Optional.of(new Finding("runAsUser=0", setters(podItself, root) + " must not set runAsUser=0"))
                : Optional.empty();
    }

    static Optional<Finding> seccompProfile(SecuredPod pod) {
        Optional<Finding> explicit = BaselineChecks.seccompProfile(pod);
        if (explicit.isPresent() || CONFINED.contains(pod.context().descend("seccompProfile", "type").text())) {
            return explicit;
        }
        List<String> silent = pod.containersWhere(container -> !context(container).child("seccompProfile").exists());
        return silent.isEmpty() ? Optional.empty() : Optional.of(new Finding("seccompProfile",
                "pod or " + containers(silent) + " must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\""));
    }
}
