package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.store.ObjectKey;
import dev.podlab.embedded.store.StoredObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Brings one Pod to what is desired, on a thread of its own. Waking it twice before it looks counts as once.
 *
 * <p>Each turn reads the stored object and the runtime's state anew, publishes the status when it changed, plans, and
 * carries the plan out; it takes turns until there is nothing left to do.
 */
final class PodWorker {

    private static final Logger LOG = System.getLogger(PodWorker.class.getName());
    private static final Duration RESYNC = Duration.ofSeconds(20);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final String uid;
    private final ObjectKey key;
    private final NodeContext node;
    private final Runnable atEnd;
    private final PodActionExecutor executor;
    private final AtomicReference<PodMemory> memory = new AtomicReference<>(PodMemory.EMPTY);
    private final BlockingQueue<Boolean> slot = new ArrayBlockingQueue<>(1);
    private volatile boolean finished;
    private volatile boolean stopped;
    private final Thread thread;

    /**
     * @param atEnd called when nothing is left of the Pod
     */
    PodWorker(ObjectKey key, String uid, NodeContext node, Runnable atEnd) {
        this.key = key;
        this.uid = uid;
        this.node = node;
        this.atEnd = atEnd;
        this.executor = new PodActionExecutor(node, key, uid, memory, this::wake, this::publish);
        this.thread = Thread.ofVirtual().name("pod-" + key.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Makes the worker look again, soon. */
    void wake() {
        slot.offer(Boolean.TRUE);
    }

    /** Ends the thread; the Pod stays as it is. */
    void stop() {
        stopped = true;
        executor.close();
        wake();
    }

    /** Waits until the thread has ended, or for so long at most. */
    void join(Duration timeout) throws InterruptedException {
        thread.join(timeout);
    }

    private void run() {
        try {
            Duration wait = Duration.ZERO;
            while (!stopped) {
                slot.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
                wait = stopped ? Duration.ZERO : turns();
                if (finished) {
                    executor.close();
                    atEnd.run();
                    return;
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes turns until nothing is left to do; returns how long to sleep unless woken. */
    private Duration turns() {
        try {
            while (!stopped) {
                Optional<PodSpec> pod = publish();
                List<PodAction> plan = plan(pod);
                if (plan.isEmpty()) {
                    executor.settled(pod);
                    return untilNextChange(pod);
                }
                boolean done = executor.execute(pod, plan);
                finished = plan.getLast() instanceof PodAction.RemovePod && done;
                if (finished || !done) {
                    return RETRY;
                }
            }
        } catch (RuntimeException unexpected) {
            LOG.log(stopped ? Level.DEBUG : Level.WARNING, () -> "pod worker of " + key + " tries again", unexpected);
        }
        return RETRY;
    }

    private List<PodAction> plan(Optional<PodSpec> pod) {
        ObservedPod observed = node.view().of(uid);
        Instant now = node.clock().instant();
        return pod.map(p -> PodPlanner.plan(p, observed, memory.get(), now))
                .orElseGet(() -> PodTermination.planOrphan(observed, memory.get(), now));
    }

    private Duration untilNextChange(Optional<PodSpec> pod) {
        Instant now = node.clock().instant();
        return pod.flatMap(p -> PodSchedule.nextChange(p, node.view().of(uid), memory.get(), now))
                .map(at -> Duration.between(now, at).plusMillis(1))
                .filter(wait -> wait.compareTo(RESYNC) < 0)
                .orElse(RESYNC);
    }

    /**
     * Writes the Pod's status when it differs from the stored one.
     *
     * @return the Pod as stored now, or empty when the API does not have it any more
     */
    private Optional<PodSpec> publish() {
        Optional<StoredObject> stored = node.store().get(key).filter(object -> object.uid().equals(uid));
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        PodSpec pod = PodParser.parse(stored.get().json());
        ObservedPod observed = node.view().of(uid);
        var before = stored.get().json().path("status");
        var status = PodStatusBuilder.build(
                pod, observed, memory.get(), before, node.settings().nodeIp(), node.clock().instant());
        if (status.equals(before)) {
            return Optional.of(pod);
        }
        return node.store()
                .modify(key, object -> {
                    if (object.path("metadata").path("uid").asString("").equals(uid)) {
                        object.set("status", PodStatusBuilder.build(
                                PodParser.parse(object), observed, memory.get(), object.path("status"),
                                node.settings().nodeIp(), node.clock().instant()));
                    }
                    return object;
                })
                .filter(object -> object.uid().equals(uid))
                .map(object -> PodParser.parse(object.json()));
    }
}
