package dev.podlab.embedded.node;

import dev.podlab.embedded.cri.CriContainerRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One running node: a containerd in a network namespace of its own. Thread-safe. Made by {@link Nodes}, which also
 * takes it down.
 */
public final class Node {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final Duration IMPORT_TIMEOUT = Duration.ofSeconds(60);

    private final NodePlan plan;
    private final Process containerd;
    private final CriContainerRuntime runtime;

    private Node(NodePlan plan, Process containerd, CriContainerRuntime runtime) {
        this.plan = plan;
        this.containerd = containerd;
        this.runtime = runtime;
    }

    /**
     * Starts containerd in a namespace that is there already, and gives it the images.
     *
     * @throws NodeException if it does not come up; then its process is gone
     */
    static Node start(NodePlan plan, NodeSupplies supplies) {
        try {
            writeFiles(plan, supplies);
            Process containerd = launch(plan);
            var runtime = CriContainerRuntime.connect(plan.socket(), supplies.imageNames());
            var node = new Node(plan, containerd, runtime);
            try {
                node.awaitReady();
                node.bring(supplies.images());
                return node;
            } catch (RuntimeException failure) {
                node.stop();
                throw failure;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot set up " + plan.name(), failure);
        }
    }

    /** Returns the node's name, for example {@code node-1}. */
    public String name() {
        return plan.name();
    }

    /** Returns the node's address in the network between the nodes. */
    public String address() {
        return plan.address();
    }

    /** Returns where this node's Pods get their addresses, for example {@code 10.244.0.0/24}. */
    public String podCidr() {
        return plan.network().podCidr(plan.number()).toString();
    }

    /** Returns the cgroup under which this node's Pods belong, in the form that CRI takes. */
    public String cgroupParent() {
        return plan.cgroupParent();
    }

    /**
     * Returns the words before a command that run it in the node's mount namespace: what is mounted elsewhere, the
     * node's containers may not see.
     */
    public List<String> enterMounts() {
        return List.of("nsenter", "--mount=/proc/" + containerd.pid() + "/ns/mnt", "--");
    }

    /** Returns the node's container runtime. It is closed with the node. */
    public CriContainerRuntime runtime() {
        return runtime;
    }

    /** Returns the folder of this node's files; it goes with the node. */
    public Path folder() {
        return plan.home();
    }

    /** Returns containerd's name and version in Kubernetes' form, for example {@code containerd://1.6.20}. */
    public String runtimeVersion() {
        return runtime.version().toLowerCase(Locale.ROOT).replaceFirst(" ", "://");
    }

    /** Returns the network namespace's name, as {@code ip netns} shows it. */
    public String namespace() {
        return plan.namespace();
    }

    /** Ends the connection and containerd itself. Its containers live on until {@link NodeCleanup} comes. */
    void stop() {
        runtime.close();
        containerd.destroyForcibly();
    }

    private static void writeFiles(NodePlan plan, NodeSupplies supplies) throws IOException {
        Files.createDirectories(plan.disk());
        Files.createDirectories(plan.cniConfiguration());
        Files.createDirectories(Path.of("/run/containerd"));
        Files.writeString(plan.configuration(), plan.containerdConfiguration());
        Files.writeString(plan.cniConfiguration().resolve("10-podlab.conflist"), plan.cniNetwork());
        Files.writeString(plan.run().resolve("packet-filter"), plan.packetFilter());
        Files.writeString(plan.run().resolve("links"), plan.links());
        Files.writeString(plan.baseSpec(), supplies.baseSpec());
    }

    private static Process launch(NodePlan plan) throws IOException {
        var builder = new ProcessBuilder(
                "nsenter", "--net=/run/netns/" + plan.namespace(),
                "unshare", "--mount", "--propagation", "slave",
                "sh", "-c", plan.script());
        builder.redirectErrorStream(true).redirectOutput(plan.log().toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        return builder.start();
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!answers()) {
            if (!containerd.isAlive()) {
                throw new NodeException(
                        "containerd of %s ended at once; it said: %s".formatted(plan.name(), lastWords()));
            }
            if (System.nanoTime() > deadline) {
                throw new NodeException("containerd of %s is not ready after %d s; its log is %s"
                        .formatted(plan.name(), START_TIMEOUT.toSeconds(), plan.log()));
            }
            pause();
        }
    }

    /** The socket appears before CRI serves on it, so a refused call is not yet a failure. */
    private boolean answers() {
        return Files.exists(plan.socket()) && runtime.answersReady();
    }

    private void pause() {
        try {
            containerd.waitFor(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NodeException("interrupted while " + plan.name() + " started", interrupted);
        }
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(plan.log());
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        } catch (IOException unreadable) {
            return "nothing that can be read: " + unreadable.getMessage();
        }
    }

    private void bring(byte[] images) {
        Path archive = plan.run().resolve("images.tar");
        try {
            Files.write(archive, images);
            SystemCommand.of("ctr", "--address", plan.socket().toString(), "--namespace", "k8s.io", "images", "import",
                            archive.toString())
                    .within(IMPORT_TIMEOUT)
                    .run();
            Files.delete(archive);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot hand images to " + plan.name(), failure);
        }
    }
}
