package dev.podlab.embedded.kubelet;

import dev.podlab.embedded.kubelet.ContainerSpec.Handler;
import dev.podlab.embedded.store.client.EventRecorder.Type;
import java.time.Duration;

/**
 * postStart and preStop hooks that run a command or sleep; others are refused at admission.
 *
 * <p>Source: kubernetes.io/docs/concepts/containers/container-lifecycle-hooks, v1.32. What went wrong in a hook is not
 * told in events, because its output may hold secrets.
 */
final class LifecycleHooks {

    private static final Duration MINIMUM_GRACE = Duration.ofSeconds(2);
    private static final Duration POST_START_LIMIT = Duration.ofMinutes(10);

    private LifecycleHooks() {}

    /** Runs a preStop hook inside the grace period and returns when it has ended or the period is over. */
    static void preStop(NodeContext node, PodSpec pod, ContainerSpec spec, String containerId, Duration grace) {
        if (spec.preStop() == null || grace.isZero() || grace.isNegative()) {
            return;
        }
        if (!run(node, spec.preStop(), containerId, grace)) {
            node.events().record(pod.subject(spec.name()), Type.Warning, "FailedPreStopHook", "PreStopHook failed");
        }
    }

    /** Runs a postStart hook; returns whether it succeeded. */
    static boolean postStart(NodeContext node, PodSpec pod, ContainerSpec spec, String containerId) {
        if (spec.postStart() == null || run(node, spec.postStart(), containerId, POST_START_LIMIT)) {
            return true;
        }
        node.events().record(pod.subject(spec.name()), Type.Warning, "FailedPostStartHook", "PostStartHook failed");
        return false;
    }

    /** Returns what is left of a grace period after a hook: never less than 2 s, unless the whole period was shorter. */
    static Duration atLeastMinimum(Duration left, Duration grace) {
        Duration least = grace.compareTo(MINIMUM_GRACE) < 0 ? grace : MINIMUM_GRACE;
        Duration result = left.compareTo(least) < 0 ? least : left;
        return result.isNegative() ? Duration.ZERO : result;
    }

    private static boolean run(NodeContext node, Handler handler, String containerId, Duration limit) {
        return switch (handler) {
            case Handler.Exec exec -> exec(node, exec, containerId, limit);
            case Handler.Sleep sleep -> sleep(sleep.duration().compareTo(limit) < 0 ? sleep.duration() : limit);
            case Handler.HttpGet get -> false;
            case Handler.TcpSocket socket -> false;
        };
    }

    private static boolean exec(NodeContext node, Handler.Exec exec, String containerId, Duration limit) {
        try {
            return node.runtime().execSync(containerId, exec.command(), limit).exitCode() == 0;
        } catch (ContainerRuntimeException failed) {
            return false;
        }
    }

    private static boolean sleep(Duration duration) {
        try {
            Thread.sleep(duration);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
