package dev.podlab.embedded.api.admission;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What makes a Pod valid.
 *
 * <p>Source: kubernetes {@code pkg/apis/core/validation/validation.go}, ValidatePodSpec, v1.36.
 */
final class PodRules {

    private static final List<String> RESTART_POLICIES = List.of("Always", "OnFailure", "Never");
    private static final List<String> DNS_POLICIES = List.of("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None");
    private static final List<String> PREEMPTION_POLICIES = List.of("Never", "PreemptLowerPriority");
    private static final List<String> ONLY_FOR_SIDECARS = List.of("lifecycle", "livenessProbe", "readinessProbe", "startupProbe");

    private PodRules() {}

    static void check(Field pod, Problems problems) {
        Field spec = pod.child("spec");
        Set<String> volumes = VolumeRules.check(spec.child("volumes"), problems);
        var names = new HashSet<String>();
        containers(spec.child("containers"), volumes, names, problems);
        initContainers(spec.child("initContainers"), volumes, names, problems);
        hostPorts(spec, problems);
        problems.requireOneOf(spec.child("restartPolicy"), RESTART_POLICIES);
        problems.requireOneOf(spec.child("dnsPolicy"), DNS_POLICIES);
        MetadataRules.labels(spec.child("nodeSelector"), problems);
        SecurityContextRules.pod(spec, problems);
        names(spec, problems);
        numbers(spec, problems);
        spec.child("tolerations").items().forEach(toleration -> TolerationRules.check(toleration, problems));
        if (spec.child("preemptionPolicy").exists()) {
            problems.requireOneOf(spec.child("preemptionPolicy"), PREEMPTION_POLICIES);
        }
    }

    private static void containers(Field containers, Set<String> volumes, Set<String> names, Problems problems) {
        if (containers.items().isEmpty()) {
            problems.required(containers, "");
        }
        for (Field container : containers.items()) {
            ContainerRules.check(container, volumes, problems);
            unique(container.child("name"), names, problems);
        }
    }

    private static void initContainers(Field containers, Set<String> volumes, Set<String> names, Problems problems) {
        for (Field container : containers.items()) {
            ContainerRules.check(container, volumes, problems);
            unique(container.child("name"), names, problems);
            String restartPolicy = container.text("restartPolicy");
            if (!restartPolicy.isEmpty() && !RESTART_POLICIES.contains(restartPolicy)) {
                problems.notSupported(container.child("restartPolicy"), RESTART_POLICIES);
            }
            if (!restartPolicy.equals("Always")) {
                ONLY_FOR_SIDECARS.stream().map(container::child).filter(Field::exists)
                        .forEach(field -> problems.forbidden(field, "may not be set for init containers without restartPolicy=Always"));
            }
        }
    }

    private static void unique(Field name, Set<String> names, Problems problems) {
        if (!name.text().isEmpty() && !names.add(name.text())) {
            problems.duplicate(name);
        }
    }

    /** Two containers of one Pod cannot take the same port of the node. */
    private static void hostPorts(Field spec, Problems problems) {
        var taken = new HashSet<List<String>>();
        for (Field container : spec.child("containers").items()) {
            for (Field port : container.child("ports").items()) {
                Field hostPort = port.child("hostPort");
                var use = List.of(port.text("protocol"), port.text("hostIP"), hostPort.node().asString(""));
                if (hostPort.number(0) != 0 && !taken.add(use)) {
                    problems.duplicate(hostPort);
                }
            }
        }
    }

    private static void names(Field spec, Problems problems) {
        optional(spec.child("serviceAccountName"), problems);
        optional(spec.child("nodeName"), problems);
        optional(spec.child("priorityClassName"), problems);
        for (String label : List.of("hostname", "subdomain")) {
            Field field = spec.child(label);
            if (!field.text().isEmpty()) {
                Names.label(field.text()).ifPresent(why -> problems.invalid(field, why));
            }
        }
        spec.child("imagePullSecrets").items().stream()
                .filter(secret -> secret.text("name").isEmpty())
                .forEach(secret -> problems.required(secret.child("name"), ""));
    }

    private static void optional(Field name, Problems problems) {
        if (!name.text().isEmpty()) {
            Names.subdomain(name.text()).ifPresent(why -> problems.invalid(name, why));
        }
    }

    private static void numbers(Field spec, Problems problems) {
        Field deadline = spec.child("activeDeadlineSeconds");
        if (deadline.exists() && (deadline.number(0) < 1 || deadline.number(0) > Integer.MAX_VALUE)) {
            problems.invalid(deadline, "must be between 1 and 2147483647, inclusive");
        }
        Field grace = spec.child("terminationGracePeriodSeconds");
        if (grace.number(0) < 0) {
            problems.invalid(grace, "must be greater than or equal to 0");
        }
    }

    /** Returns all containers of a Pod, init containers first. */
    static List<Field> allContainers(Field spec) {
        var all = new ArrayList<>(spec.child("initContainers").items());
        all.addAll(spec.child("containers").items());
        return all;
    }
}
