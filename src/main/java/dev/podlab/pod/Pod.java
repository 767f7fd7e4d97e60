package dev.podlab.pod;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Pod.
 *
 * @param phase      {@code Pending}, {@code Running}, {@code Succeeded}, {@code Failed} or {@code Unknown}
 * @param status     the word in the STATUS column of {@code kubectl get pods}, for example {@code CrashLoopBackOff}
 * @param reason     {@code status.reason}, for example {@code Evicted}; empty when there is none
 * @param node       the node it is bound to, empty before scheduling
 * @param ip         its address, empty before it has one
 * @param ready      whether its Ready condition is true
 * @param owner      the controller that owns it, or null
 * @param deletedAt  when its deletion was asked for, or null
 */
public record Pod(
        String name,
        String uid,
        String phase,
        String status,
        String reason,
        String node,
        String ip,
        String restartPolicy,
        boolean ready,
        List<Container> initContainers,
        List<Container> containers,
        List<Volume> volumes,
        List<Condition> conditions,
        @Nullable Owner owner,
        Instant createdAt,
        @Nullable Instant deletedAt) {

    public Pod {
        initContainers = List.copyOf(initContainers);
        containers = List.copyOf(containers);
        volumes = List.copyOf(volumes);
        conditions = List.copyOf(conditions);
    }

    /** The controller that made a Pod. */
    public record Owner(String kind, String name) {}

    /**
     * A condition of a Pod.
     *
     * @param status {@code True}, {@code False} or {@code Unknown}
     */
    public record Condition(String type, String status, String reason, String message, @Nullable Instant since) {}
}
