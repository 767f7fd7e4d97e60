package dev.podlab.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The namespaces that Podlab made in the cluster. Thread-safe.
 *
 * <p>Methods that talk to the cluster throw {@link ClusterUnavailableException} when it does not answer and
 * {@link ClusterRefusedException} when it says no.
 */
public interface Namespaces {

    /** Label that marks a namespace as Podlab's, with the value {@code true}. */
    String LABEL = "podlab.dev/sandbox";

    /** Every name begins with this, so that Podlab can tell its own objects in a watch of the whole cluster. */
    String PREFIX = "learner-";

    /** Returns Podlab's namespaces from the shared watch: no call to the cluster. */
    List<SandboxNamespace> all();

    /** Returns one of Podlab's namespaces from the shared watch, or empty when there is none of that name. */
    Optional<SandboxNamespace> find(String name);

    /** Asks the cluster itself for a namespace. */
    Optional<SandboxNamespace> fetch(String name);

    /**
     * Makes an object be as described: creates it, or changes the fields that differ.
     *
     * @param object as in a manifest, with {@code apiVersion}, {@code kind} and {@code metadata.name}
     * @return false when the cluster does not serve this kind
     */
    boolean put(Map<String, Object> object);

    /** Changes annotations of a namespace; returns it as it is then. */
    SandboxNamespace annotate(String name, Map<String, String> annotations);

    /** Asks for a namespace and all in it to be deleted, Pods at once; does nothing when it is gone. */
    void delete(String name);

    /**
     * Deletes every Pod and ConfigMap that a learner can have made in a namespace, Pods at once, and waits.
     *
     * @throws ClusterUnavailableException when it is not empty within {@code timeout}
     */
    void empty(String name, Duration timeout);

    /** Waits until the cluster would take a Pod in a new namespace: its service account and quota are in place. */
    void awaitUsable(String name, Duration timeout);

    /** Waits until a namespace that is being deleted is gone. */
    void awaitGone(String name, Duration timeout);

    /**
     * A namespace.
     *
     * @param terminating whether it is being deleted
     */
    record SandboxNamespace(
            String name, Map<String, String> labels, Map<String, String> annotations, boolean terminating, Instant createdAt) {

        public SandboxNamespace {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }
    }
}
