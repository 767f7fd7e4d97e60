package dev.podlab.embedded.api.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a Pod may say to Kubernetes but not yet to the embedded cluster: it is refused, so that nothing is silently
 * ignored. Whoever implements a field in the kubelet or the scheduler takes it off the list.
 */
final class UnsupportedFields {

    static final String MESSAGE = "not supported by Podlab's embedded cluster yet";

    /** Fields of the Pod's spec; a field that is false or empty says nothing. */
    static final List<String> POD = List.of(
            "affinity", "dnsConfig", "ephemeralContainers", "evictionResponders", "hostAliases", "hostIPC", "hostNetwork", "hostPID",
            "hostnameOverride", "os", "overhead", "priorityClassName", "readinessGates", "resourceClaims", "resources",
            "runtimeClassName", "schedulingGates", "schedulingGroup", "setHostnameAsFQDN", "subdomain",
            "topologySpreadConstraints", "automountServiceAccountToken",
            "securityContext.appArmorProfile", "securityContext.fsGroup", "securityContext.fsGroupChangePolicy",
            "securityContext.seLinuxChangePolicy", "securityContext.seLinuxOptions", "securityContext.supplementalGroups",
            "securityContext.supplementalGroupsPolicy", "securityContext.sysctls", "securityContext.windowsOptions");

    /** Kinds of volume. */
    static final List<String> VOLUMES = List.of(
            "awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "csi", "downwardAPI", "ephemeral", "fc",
            "flexVolume", "flocker", "gcePersistentDisk", "gitRepo", "glusterfs", "hostPath", "image", "iscsi", "nfs",
            "persistentVolumeClaim", "photonPersistentDisk", "portworxVolume", "projected", "quobyte", "rbd", "scaleIO", "secret",
            "storageos", "vsphereVolume");

    /** Fields of containers of both kinds. */
    static final List<String> CONTAINERS = List.of(
            "lifecycle", "livenessProbe", "readinessProbe", "startupProbe", "resizePolicy", "restartPolicy", "restartPolicyRules",
            "volumeDevices", "ports[*].hostPort", "ports[*].hostIP", "env[*].valueFrom.fileKeyRef",
            "volumeMounts[*].mountPropagation", "volumeMounts[*].recursiveReadOnly", "volumeMounts[*].subPath",
            "volumeMounts[*].subPathExpr",
            "securityContext.appArmorProfile", "securityContext.capabilities.add", "securityContext.privileged",
            "securityContext.procMount", "securityContext.seLinuxOptions", "securityContext.windowsOptions");

    /** Fields of which some values are understood. */
    static final Map<String, List<String>> VALUES = Map.of(
            "spec.dnsPolicy", List.of("ClusterFirst", "Default"),
            "spec.schedulerName", List.of("default-scheduler"),
            "spec.volumes[*].emptyDir.medium", List.of("Memory"),
            "spec.securityContext.seccompProfile.type", List.of("RuntimeDefault", "Unconfined"),
            "spec.containers[*].securityContext.seccompProfile.type", List.of("RuntimeDefault", "Unconfined"),
            "spec.initContainers[*].securityContext.seccompProfile.type", List.of("RuntimeDefault", "Unconfined"));

    private static final List<String> PATHS = Stream.of(
                    POD.stream().map(field -> "spec." + field),
                    VOLUMES.stream().map(field -> "spec.volumes[*]." + field),
                    CONTAINERS.stream().map(field -> "spec.initContainers[*]." + field),
                    CONTAINERS.stream().map(field -> "spec.containers[*]." + field))
            .flatMap(paths -> paths)
            .toList();

    private UnsupportedFields() {}

    /** Names every unsupported field that a Pod uses. */
    static void check(Field pod, Problems problems) {
        for (String path : PATHS) {
            expand(pod, path).stream().filter(UnsupportedFields::saysSomething).forEach(field -> problems.forbidden(field, MESSAGE));
        }
        if (pod.descend("spec", "hostUsers").isFalse()) {
            problems.forbidden(pod.descend("spec", "hostUsers"), MESSAGE);
        }
        VALUES.forEach((path, values) -> expand(pod, path).stream()
                .filter(field -> !field.text().isEmpty() && !values.contains(field.text()))
                .forEach(field -> problems.forbidden(field, "\"" + field.text() + "\" is " + MESSAGE)));
    }

    private static boolean saysSomething(Field field) {
        return field.exists() && !field.isFalse() && !(field.node().isArray() && field.node().isEmpty());
    }

    /** Returns the places that a path with {@code [*]} stands for. */
    private static List<Field> expand(Field root, String path) {
        List<Field> fields = List.of(root);
        for (String step : path.split("\\.")) {
            boolean list = step.endsWith("[*]");
            String name = list ? step.substring(0, step.length() - 3) : step;
            var next = new ArrayList<Field>();
            for (Field field : fields) {
                if (list) {
                    next.addAll(field.child(name).items());
                } else {
                    next.add(field.child(name));
                }
            }
            fields = next;
        }
        return fields;
    }
}
