package dev.podlab.embedded.api.admission;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What makes a container valid. Source: kubernetes {@code validation.go}, validateContainerCommon. */
final class ContainerRules {

    private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
    private static final List<String> MESSAGE_POLICIES = List.of("FallbackToLogsOnError", "File");
    private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
    private static final String PORT_RANGE = "must be between 1 and 65535, inclusive";
    private static final int MAX_PORT = 65535;

    private ContainerRules() {}

    static void check(Field container, Set<String> volumes, Problems problems) {
        name(container.child("name"), problems);
        image(container.child("image"), problems);
        problems.requireOneOf(container.child("terminationMessagePolicy"), MESSAGE_POLICIES);
        ports(container.child("ports"), problems);
        EnvironmentRules.check(container, problems);
        mounts(container.child("volumeMounts"), volumes, problems);
        problems.requireOneOf(container.child("imagePullPolicy"), PULL_POLICIES);
        ResourceRules.check(container.child("resources"), problems);
        SecurityContextRules.container(container.child("securityContext"), problems);
        HandlerRules.lifecycle(container.child("lifecycle"), problems);
        HandlerRules.probes(container, problems);
    }

    private static void name(Field name, Problems problems) {
        if (name.text().isEmpty()) {
            problems.required(name, "");
        } else {
            Names.label(name.text()).ifPresent(why -> problems.invalid(name, why));
        }
    }

    private static void image(Field image, Problems problems) {
        if (image.text().isEmpty()) {
            problems.required(image, "");
        } else if (!image.text().strip().equals(image.text())) {
            problems.invalid(image, "must not have leading or trailing whitespace");
        }
    }

    private static void ports(Field ports, Problems problems) {
        var names = new HashSet<String>();
        for (Field port : ports.items()) {
            Field name = port.child("name");
            if (!name.text().isEmpty()) {
                Names.port(name.text()).ifPresentOrElse(why -> problems.invalid(name, why), () -> {
                    if (!names.add(name.text())) {
                        problems.duplicate(name);
                    }
                });
            }
            number(port.child("containerPort"), true, problems);
            number(port.child("hostPort"), false, problems);
            problems.requireOneOf(port.child("protocol"), PROTOCOLS);
        }
    }

    private static void number(Field port, boolean required, Problems problems) {
        long number = port.number(0);
        if (number == 0) {
            if (required) {
                problems.required(port, "");
            }
        } else if (!isPort(number)) {
            problems.invalid(port, PORT_RANGE);
        }
    }

    static boolean isPort(long number) {
        return number >= 1 && number <= MAX_PORT;
    }

    private static void mounts(Field mounts, Set<String> volumes, Problems problems) {
        var paths = new HashSet<String>();
        for (Field mount : mounts.items()) {
            Field name = mount.child("name");
            if (name.text().isEmpty()) {
                problems.required(name, "");
            } else if (!volumes.contains(name.text())) {
                problems.notFound(name);
            }
            Field path = mount.child("mountPath");
            if (path.text().isEmpty()) {
                problems.required(path, "");
            } else if (!paths.add(path.text())) {
                problems.invalid(path, "must be unique");
            }
            VolumeRules.insidePath(mount.child("subPath"), problems);
            VolumeRules.insidePath(mount.child("subPathExpr"), problems);
            if (!mount.text("subPath").isEmpty() && !mount.text("subPathExpr").isEmpty()) {
                problems.invalid(mount.child("subPathExpr"), "subPathExpr and subPath are mutually exclusive");
            }
        }
    }
}
