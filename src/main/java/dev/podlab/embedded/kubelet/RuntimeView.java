package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerRuntime.Container;
import dev.podlab.embedded.kubelet.ContainerRuntime.Inventory;
import dev.podlab.embedded.kubelet.ContainerRuntime.Sandbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What the runtime of one node holds, by Pod. Thread-safe.
 *
 * <p>{@link #refresh()} takes an inventory; what a Pod's worker has just done is written at once with {@link #put}. An
 * inventory that began before such a write says nothing about that Pod, so that nobody ever sees a step undone.
 */
final class RuntimeView {

    private final ContainerRuntime runtime;
    private final UnaryOperator<Container> completion;
    private final Map<String, ObservedPod> pods = new HashMap<>();
    private final Map<String, Long> writes = new HashMap<>();
    private long sequence;

    /**
     * @param completion adds to an ended container what the runtime does not know: its termination message
     */
    RuntimeView(ContainerRuntime runtime, UnaryOperator<Container> completion) {
        this.runtime = runtime;
        this.completion = completion;
    }

    /** Returns what is known of a Pod. */
    synchronized ObservedPod of(String uid) {
        return pods.getOrDefault(uid, ObservedPod.NOTHING);
    }

    /** Returns the uids of all Pods that the runtime holds something of. */
    synchronized Set<String> uids() {
        return Set.copyOf(pods.keySet());
    }

    /** Returns whether anything on the node may change by itself. */
    synchronized boolean isBusy() {
        return pods.values().stream().anyMatch(pod -> !pod.running().isEmpty() || pod.readySandbox().isPresent());
    }

    /** Replaces or adds a sandbox of a Pod. */
    synchronized void put(String uid, Sandbox sandbox) {
        ObservedPod old = of(uid);
        List<Sandbox> sandboxes = new ArrayList<>(old.sandboxes());
        sandboxes.removeIf(s -> s.id().equals(sandbox.id()));
        sandboxes.add(sandbox);
        write(uid, new ObservedPod(sandboxes, old.containers()));
    }

    /** Replaces or adds a container of a Pod; one that has ended gets its termination message. */
    void put(String uid, Container container) {
        Container complete = completed(container);
        synchronized (this) {
            ObservedPod old = of(uid);
            List<Container> containers = new ArrayList<>(old.containers());
            containers.removeIf(c -> c.id().equals(complete.id()));
            containers.add(complete);
            write(uid, new ObservedPod(old.sandboxes(), containers));
        }
    }

    /** Marks a sandbox as stopped. */
    synchronized void sandboxStopped(String uid, String sandboxId) {
        of(uid).sandboxes().stream()
                .filter(s -> s.id().equals(sandboxId))
                .findFirst()
                .ifPresent(s -> put(uid, new Sandbox(
                        s.id(), s.pod(), false, s.createdAt(), s.ip(), null, s.labels(), s.annotations())));
    }

    /** Forgets a sandbox and its containers. */
    synchronized void removeSandbox(String uid, String sandboxId) {
        ObservedPod old = of(uid);
        write(uid, new ObservedPod(
                old.sandboxes().stream().filter(s -> !s.id().equals(sandboxId)).toList(),
                old.containers().stream().filter(c -> !c.sandboxId().equals(sandboxId)).toList()));
    }

    /** Forgets a container. */
    synchronized void removeContainer(String uid, String containerId) {
        ObservedPod old = of(uid);
        write(uid, new ObservedPod(
                old.sandboxes(),
                old.containers().stream().filter(c -> !c.id().equals(containerId)).toList()));
    }

    /**
     * Looks at everything.
     *
     * @return the uids of the Pods that changed
     * @throws ContainerRuntimeException if the runtime does not answer
     */
    Set<String> refresh() {
        long begun;
        synchronized (this) {
            begun = ++sequence;
        }
        Map<String, ObservedPod> seen = byPod(runtime.inventory());
        Set<String> uids = new HashSet<>(uids());
        uids.addAll(seen.keySet());
        Set<String> changed = new HashSet<>();
        for (String uid : uids) {
            ObservedPod fresh = complete(of(uid), seen.getOrDefault(uid, ObservedPod.NOTHING));
            if (apply(uid, fresh, begun)) {
                changed.add(uid);
            }
        }
        return changed;
    }

    private synchronized void write(String uid, ObservedPod pod) {
        writes.put(uid, ++sequence);
        keep(uid, pod);
    }

    private void keep(String uid, ObservedPod pod) {
        if (pod.isEmpty()) {
            pods.remove(uid);
        } else {
            pods.put(uid, pod);
        }
    }

    private synchronized boolean apply(String uid, ObservedPod fresh, long begun) {
        Long written = writes.get(uid);
        if (written != null && written > begun) {
            return false;
        }
        writes.remove(uid);
        boolean changed = !of(uid).equals(fresh);
        keep(uid, fresh);
        return changed;
    }

    private static Map<String, ObservedPod> byPod(Inventory inventory) {
        Map<String, String> uidBySandbox = new HashMap<>();
        Map<String, List<Sandbox>> sandboxes = new HashMap<>();
        for (Sandbox sandbox : inventory.sandboxes()) {
            uidBySandbox.put(sandbox.id(), sandbox.pod().uid());
            sandboxes.computeIfAbsent(sandbox.pod().uid(), uid -> new ArrayList<>()).add(sandbox);
        }
        Map<String, List<Container>> containers = new HashMap<>();
        for (Container container : inventory.containers()) {
            String uid = uidBySandbox.getOrDefault(
                    container.sandboxId(), container.labels().getOrDefault(RuntimeLabels.POD_UID, ""));
            containers.computeIfAbsent(uid, key -> new ArrayList<>()).add(container);
        }
        Set<String> uids = new HashSet<>(sandboxes.keySet());
        uids.addAll(containers.keySet());
        Map<String, ObservedPod> result = new HashMap<>();
        uids.forEach(uid -> result.put(uid, new ObservedPod(
                sandboxes.getOrDefault(uid, List.of()), containers.getOrDefault(uid, List.of()))));
        return result;
    }

    /** Fills in what a list call does not tell, asking the runtime only about what is new or has changed its state. */
    private ObservedPod complete(ObservedPod known, ObservedPod listed) {
        return new ObservedPod(
                listed.sandboxes().stream().map(s -> complete(known, s)).toList(),
                listed.containers().stream().map(c -> complete(known, c)).toList());
    }

    private Sandbox complete(ObservedPod known, Sandbox listed) {
        Optional<Sandbox> same = known.sandboxes().stream()
                .filter(s -> s.id().equals(listed.id()) && s.ready() == listed.ready())
                .findFirst();
        return same.or(() -> runtime.podSandboxStatus(listed.id())).orElse(listed);
    }

    private Container complete(ObservedPod known, Container listed) {
        Optional<Container> same = known.containers().stream()
                .filter(c -> c.id().equals(listed.id()) && c.state() == listed.state())
                .findFirst();
        return same.orElseGet(() -> completed(runtime.containerStatus(listed.id()).orElse(listed)));
    }

    private Container completed(Container container) {
        return ObservedPod.hasExited(container) ? completion.apply(container) : container;
    }
}
