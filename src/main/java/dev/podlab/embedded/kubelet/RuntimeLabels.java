package dev.podlab.embedded.kubelet;

/** Labels and annotations that the kubelet puts on sandboxes and containers, with upstream's names. */
final class RuntimeLabels {

    static final String POD_NAME = "io.kubernetes.pod.name";
    static final String POD_NAMESPACE = "io.kubernetes.pod.namespace";
    static final String POD_UID = "io.kubernetes.pod.uid";
    static final String CONTAINER_NAME = "io.kubernetes.container.name";
    static final String CONTAINER_HASH = "io.kubernetes.container.hash";
    static final String TERMINATION_PATH = "io.kubernetes.container.terminationMessagePath";
    static final String TERMINATION_POLICY = "io.kubernetes.container.terminationMessagePolicy";

    private RuntimeLabels() {}
}
