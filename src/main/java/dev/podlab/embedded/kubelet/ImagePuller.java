package dev.podlab.embedded.kubelet;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Pulls images for one node, each reference only once at a time. Thread-safe. */
final class ImagePuller {

    private final ContainerRuntime runtime;
    private final ConcurrentMap<String, CompletableFuture<String>> pulls = new ConcurrentHashMap<>();

    ImagePuller(ContainerRuntime runtime) {
        this.runtime = runtime;
    }

    /** Starts a pull, or joins one that is under way; ends with the image's id or a {@link ContainerRuntimeException}. */
    CompletableFuture<String> pull(String reference) {
        CompletableFuture<String> fresh = new CompletableFuture<>();
        CompletableFuture<String> running = pulls.putIfAbsent(reference, fresh);
        if (running != null) {
            return running;
        }
        Thread.ofVirtual().name("pull-" + reference).start(() -> {
            try {
                fresh.complete(runtime.pullImage(reference));
            } catch (RuntimeException failed) {
                fresh.completeExceptionally(failed);
            } finally {
                pulls.remove(reference);
            }
        });
        return fresh;
    }
}
