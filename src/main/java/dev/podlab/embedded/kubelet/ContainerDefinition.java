package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Container;

/**
 * Tells whether a container was made from what its spec says now. Pure.
 *
 * <p>Source: kubernetes pkg/kubelet/container {@code HashContainer}, which takes the name and the image, v1.32.
 */
final class ContainerDefinition {

    private ContainerDefinition() {}

    /** Returns what a container is marked with when it is made: the same for the same definition. */
    static String hash(ContainerSpec spec) {
        return Integer.toHexString((spec.name() + "\n" + spec.image()).hashCode());
    }

    /** Returns whether the definition has changed since; a container without a mark counts as made from this one. */
    static boolean isChanged(ContainerSpec spec, Container container) {
        String made = container.annotations().get(RuntimeLabels.CONTAINER_HASH);
        return made != null && !made.equals(hash(spec));
    }
}
