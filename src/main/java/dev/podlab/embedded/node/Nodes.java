package dev.podlab.embedded.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The nodes of one embedded cluster and the network between them. Whoever starts them closes them; nothing is left on
 * the machine afterwards.
 *
 * <p>The bridge between the nodes lies in a network namespace of its own, so that no firewall rule of this machine
 * applies to it and no Pod can reach this machine over it. This machine has one link into it, for the nodes' streaming
 * servers.
 */
public final class Nodes implements AutoCloseable {

    /** More nodes than this teach nothing more. */
    public static final int MOST = 5;

    /** Processes and threads that one container may have: a fork bomb stops at it. */
    public static final int CONTAINER_PIDS = 256;

    /** Held while a free network is chosen and taken, by every Podlab on the machine. */
    private static final Path NETWORK_LOCK = Path.of("/run/podlab.lock");

    static final List<Path> CNI_PLACES = List.of(Path.of("/usr/lib/cni"), Path.of("/opt/cni/bin"));

    private final NodeCleanup cleanup;
    private final List<Node> nodes;

    private Nodes(NodeCleanup cleanup, List<Node> nodes) {
        this.cleanup = cleanup;
        this.nodes = List.copyOf(nodes);
    }

    /**
     * Returns running nodes. Removes first what an earlier Podlab with the same home left behind.
     *
     * @param home  where state is kept; names the cluster too
     * @param count how many nodes, 1 to {@value #MOST}
     * @throws NodeException if a node does not come up; then nothing of any node is left
     */
    public static Nodes start(Path home, int count) {
        if (count < 1 || count > MOST) {
            throw new NodeException("a cluster has 1 to %d nodes, not %d".formatted(MOST, count));
        }
        var cleanup = new NodeCleanup(home);
        cleanup.run();
        try {
            InstanceId id = InstanceId.of(home);
            NodeSupplies supplies = NodeSupplies.gather();
            ClusterNetwork network = connect(id, count);
            List<NodePlan> plans = IntStream.rangeClosed(1, count)
                    .mapToObj(number -> plan(home, id, network, number, count))
                    .toList();
            return new Nodes(cleanup, inParallel(plans, plan -> Node.start(plan, supplies)));
        } catch (RuntimeException failure) {
            cleanup.run();
            throw failure;
        }
    }

    /** Returns the nodes, in the order of their numbers. */
    public List<Node> list() {
        return nodes;
    }

    /** Ends every container and node. Returns when nothing of them is left on the machine. */
    @Override
    public void close() {
        nodes.forEach(Node::stop);
        cleanup.run();
    }

    /** Makes the namespaces and the links between them, in a network that is free on this machine. */
    private static ClusterNetwork connect(InstanceId id, int count) {
        synchronized (Nodes.class) {
            try (var channel = FileChannel.open(NETWORK_LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                assert held.isValid();
                String routes = SystemCommand.of("ip", "-4", "route", "show", "table", "all").run();
                ClusterNetwork network = ClusterNetwork.firstFree(Ipv4Network.destinations(routes))
                        .orElseThrow(() -> new NodeException("every network from 10.89.0.0/24 to 10.89.255.0/24 is taken on"
                                + " this machine: './podlab clean' removes what earlier runs left"));
                var fabric = new Fabric(id, network, count);
                SystemCommand.of("ip", "-batch", "-").reading(fabric.namespaces()).run();
                SystemCommand.of("ip", "-batch", "-").reading(fabric.hostLink()).run();
                SystemCommand.of("ip", "-netns", id.fabricNamespace(), "-batch", "-").reading(fabric.bridge()).run();
                return network;
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot lock " + NETWORK_LOCK, failure);
            }
        }
    }

    private static NodePlan plan(Path home, InstanceId id, ClusterNetwork network, int number, int count) {
        NodeFolders folders = NodeFolders.of(home);
        String name = "node-" + number;
        return new NodePlan(id, network, number, count, folders.home(name), folders.run(name), cniPlugins());
    }

    private static Path cniPlugins() {
        return CNI_PLACES.stream()
                .filter(place -> Files.isExecutable(place.resolve("bridge")) && Files.isExecutable(place.resolve("host-local")))
                .findFirst()
                .orElseThrow(() -> new NodeException(
                        "the CNI plugins are missing: install them with 'apt-get install -y containernetworking-plugins'"));
    }

    /** Starts all nodes at once; when one fails, waits for the others and stops them. */
    private static List<Node> inParallel(List<NodePlan> plans, Function<NodePlan, Node> start) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Node>> futures = plans.stream()
                    .map(plan -> executor.submit((Callable<Node>) () -> start.apply(plan)))
                    .toList();
            var started = new ArrayList<Node>();
            NodeException failure = null;
            for (Future<Node> future : futures) {
                try {
                    started.add(future.get());
                } catch (ExecutionException failed) {
                    failure = new NodeException(String.valueOf(failed.getCause().getMessage()), failed.getCause());
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    failure = new NodeException("interrupted while the nodes started", interrupted);
                }
            }
            if (failure != null) {
                started.forEach(Node::stop);
                throw failure;
            }
            return started;
        }
    }
}
