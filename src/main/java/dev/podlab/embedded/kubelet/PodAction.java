package dev.podlab.embedded.kubelet;

import java.time.Instant;

/** One step of a Pod's plan. The executor carries the steps out in order. */
sealed interface PodAction {

    /** Why a container is stopped. */
    enum KillReason {
        /** The Pod is deleted, or ends for another reason. */
        POD_ENDS,
        /** A probe demands a restart. */
        PROBE_FAILED,
        /** Its definition has changed: it is started anew, whatever the restart policy says. */
        CHANGED,
        /** Its sandbox is gone, or nobody knows its state. */
        LOST
    }

    /** Makes a sandbox; the steps after it are for this new sandbox. When it fails, the plan ends here. */
    record RunSandbox(int attempt) implements PodAction {}

    /** Takes the network away and ends pause. */
    record StopSandbox(String sandboxId) implements PodAction {}

    /** Forgets a sandbox and its containers. */
    record RemoveSandbox(String sandboxId) implements PodAction {}

    /** Creates and starts a container. When it fails, the plan goes on: the other containers may start. */
    record StartContainer(String container, int attempt) implements PodAction {}

    /** Begins to stop a container: the stop signal now, the kill at {@code deadline}. Does not wait. */
    record KillContainer(String containerId, String container, KillReason reason, String message, Instant deadline)
            implements PodAction {}

    /** Forgets a container that has ended. */
    record RemoveContainer(String containerId) implements PodAction {}

    /** Tells by an event that a container waits until {@code until}. */
    record AnnounceBackOff(String container, boolean pull, Instant until) implements PodAction {}

    /** Nothing of the Pod runs any more and its last status is published: removes its folders and the object. */
    record RemovePod() implements PodAction {}
}
