package dev.podlab.embedded.api.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a Pod may say to Kubernetes but not yet to the embedded cluster: it is refused, so that nothing is silently
 * ignored. Whoever implements a field in the kubelet or the scheduler takes it off the list.
 */
final class UnsupportedFields {

    static final String MESSAGE = "not supported by Podlab's embedded cluster yet";

    /** Fields of the Pod's spec; a field that is false or empty says nothing. */
    static final List<String> POD = List.of(
            "affinity", "automountServiceAccountToken", "ephemeralContainers", "evictionResponders", "hostIPC", "hostNetwork",
            "hostPID", "hostnameOverride", "imagePullSecrets", "os", "overhead", "priorityClassName", "resourceClaims", "resources",
            "runtimeClassName", "schedulingGates", "schedulingGroup", "setHostnameAsFQDN", "topologySpreadConstraints",
            "securityContext.appArmorProfile", "securityContext.fsGroupChangePolicy", "securityContext.seLinuxChangePolicy",
            "securityContext.seLinuxOptions", "securityContext.supplementalGroupsPolicy", "securityContext.windowsOptions");

    /** Kinds of volume, and what some of them may hold. */
    static final List<String> VOLUMES = List.of(
            "awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "csi", "ephemeral", "fc", "flexVolume", "flocker",
            "gcePersistentDisk", "gitRepo", "glusterfs", "hostPath", "image", "iscsi", "nfs", "persistentVolumeClaim",
            "photonPersistentDisk", "portworxVolume", "quobyte", "rbd", "scaleIO", "storageos", "vsphereVolume",
            "configMap.defaultUser", "downwardAPI.defaultUser", "emptyDir.mode", "projected.defaultUser", "secret.defaultUser",
            "configMap.items[*].user", "downwardAPI.items[*].user", "secret.items[*].user",
            "projected.sources[*].configMap.items[*].user", "projected.sources[*].downwardAPI.items[*].user",
            "projected.sources[*].secret.items[*].user",
            "projected.sources[*].clusterTrustBundle", "projected.sources[*].podCertificate",
            "projected.sources[*].serviceAccountToken");

    /** Fields of containers of both kinds. */
    static final List<String> CONTAINERS = List.of(
            "livenessProbe.grpc", "readinessProbe.grpc", "startupProbe.grpc", "resizePolicy", "restartPolicyRules", "volumeDevices",
            "lifecycle.stopSignal", "lifecycle.postStart.httpGet", "lifecycle.postStart.tcpSocket", "lifecycle.preStop.httpGet",
            "lifecycle.preStop.tcpSocket", "ports[*].hostPort", "ports[*].hostIP", "env[*].valueFrom.fileKeyRef", "resources.claims",
            "volumeMounts[*].bindMountOptions",
            "securityContext.appArmorProfile", "securityContext.privileged", "securityContext.seLinuxOptions",
            "securityContext.windowsOptions");

    /** Capabilities that do not reach out of the Pod; no container gets another. */
    private static final List<String> CAPABILITIES = List.of(
            "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW", "SETFCAP",
            "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT");

    private static final List<String> CONTAINER_LISTS = List.of("spec.initContainers[*].", "spec.containers[*].");

    /** Fields of which only some values are understood, by their path in the spec or in a container. */
    private static final Map<String, List<String>> POD_VALUES = Map.of(
            "spec.dnsPolicy", List.of("ClusterFirst", "Default", "None"),
            "spec.schedulerName", List.of("default-scheduler"),
            "spec.securityContext.seccompProfile.type", List.of("RuntimeDefault"),
            "spec.securityContext.sysctls[*].name", List.copyOf(BaselineChecks.SAFE_SYSCTLS),
            "spec.volumes[*].emptyDir.medium", List.of("Memory"),
            "spec.initContainers[*].restartPolicy", List.of("Always"),
            "spec.containers[*].restartPolicy", List.of());

    private static final Map<String, List<String>> CONTAINER_VALUES = Map.of(
            "livenessProbe.httpGet.scheme", List.of("HTTP"),
            "readinessProbe.httpGet.scheme", List.of("HTTP"),
            "startupProbe.httpGet.scheme", List.of("HTTP"),
            "securityContext.capabilities.add[*]", CAPABILITIES,
            "securityContext.procMount", List.of("Default"),
            "securityContext.seccompProfile.type", List.of("RuntimeDefault"),
            "volumeMounts[*].mountPropagation", List.of("None"),
            "volumeMounts[*].recursiveReadOnly", List.of("Disabled"));

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
        Field hostUsers = pod.descend("spec", "hostUsers");
        if (hostUsers.isFalse()) {
            problems.forbidden(hostUsers, MESSAGE);
        }
        diskLimits(pod, problems);
        new TreeMap<>(POD_VALUES).forEach((path, values) -> values(pod, path, values, problems));
        CONTAINER_LISTS.forEach(list -> new TreeMap<>(CONTAINER_VALUES)
                .forEach((path, values) -> values(pod, list + path, values, problems)));
    }

    /** A limit on disk space would be a promise that nobody keeps: only memory-backed volumes are bounded. */
    private static void diskLimits(Field pod, Problems problems) {
        expand(pod, "spec.volumes[*].emptyDir").stream()
                .filter(volume -> volume.child("sizeLimit").exists() && !volume.text("medium").equals("Memory"))
                .forEach(volume -> problems.forbidden(volume.child("sizeLimit"), "without medium: Memory it is " + MESSAGE));
    }

    private static void values(Field pod, String path, List<String> values, Problems problems) {
        expand(pod, path).stream()
                .filter(field -> !field.text().isEmpty() && !values.contains(field.text()))
                .forEach(field -> problems.forbidden(field, "\"" + field.text() + "\" is " + MESSAGE));
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
