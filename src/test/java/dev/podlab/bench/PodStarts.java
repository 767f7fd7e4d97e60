package dev.podlab.bench;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long Pods take from the request that creates them to the watch event that says Ready, against any cluster. The
 * image must be present. Every Pod is deleted, and its deletion seen, before the next ones are created.
 */
final class PodStarts implements Watcher<Pod>, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SCRIPT = "trap 'exit 0' TERM; sleep 3600 & wait";

    private final KubernetesClient client;
    private final String namespace;
    private final String image;
    private final Watch watch;
    private final Map<String, Long> readyAt = new HashMap<>();
    private final Map<String, Long> goneAt = new HashMap<>();
    private int serial;

    PodStarts(KubernetesClient client, String namespace, String image) {
        this.client = client;
        this.namespace = namespace;
        this.image = image;
        this.watch = client.pods().inNamespace(namespace).watch(this);
    }

    /** Returns one duration for each of {@code count} Pods, created {@code together} at a time. */
    List<Duration> measure(int count, int together) {
        var durations = new ArrayList<Duration>();
        while (durations.size() < count) {
            durations.addAll(round(Math.min(together, count - durations.size())));
        }
        return durations;
    }

    private List<Duration> round(int together) {
        var createdAt = new HashMap<String, Long>();
        for (int i = 0; i < together; i++) {
            String name = "start-" + ++serial;
            createdAt.put(name, System.nanoTime());
            client.pods().inNamespace(namespace).resource(pod(name)).create();
        }
        await(readyAt, createdAt);
        createdAt.keySet().forEach(name -> client.pods().inNamespace(namespace).withName(name).delete());
        await(goneAt, createdAt);
        return createdAt.entrySet().stream()
                .map(created -> Duration.ofNanos(at(readyAt, created.getKey()) - created.getValue()))
                .toList();
    }

    private Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata().withName(name).endMetadata()
                .withNewSpec()
                .addNewContainer().withName("main").withImage(image).withCommand("sh", "-c", SCRIPT).endContainer()
                .endSpec()
                .build();
    }

    @Override
    public synchronized void eventReceived(Action action, Pod pod) {
        if (action == Action.DELETED) {
            goneAt.put(pod.getMetadata().getName(), System.nanoTime());
        } else if (isReady(pod)) {
            readyAt.putIfAbsent(pod.getMetadata().getName(), System.nanoTime());
        }
        notifyAll();
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    }

    @Override
    public void onClose(WatcherException cause) {
        throw new IllegalStateException("the watch ended while Pods were measured", cause);
    }

    private synchronized long at(Map<String, Long> times, String name) {
        return times.get(name);
    }

    private synchronized void await(Map<String, Long> times, Map<String, Long> names) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!times.keySet().containsAll(names.keySet())) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException("within " + PATIENCE + " only " + times.keySet() + " of " + names.keySet());
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
