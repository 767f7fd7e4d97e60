package dev.podlab.cluster;

import dev.podlab.cluster.ClusterStatus.Reason;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks whether sandboxes can be opened, and if not, says in one sentence why and what to do. */
final class Readiness {

    private static final int MINOR = 30;
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private final Api api;
    private final Feed feed;
    private final Supplier<Watches> watches;

    Readiness(Api api, Feed feed, Supplier<Watches> watches) {
        this.api = api;
        this.feed = feed;
        this.watches = watches;
    }

    /**
     * @param wasReady true when it was ready the last time: what costs the cluster work is not asked again
     */
    ClusterStatus look(boolean wasReady) {
        try {
            Map<String, Object> version = api.get("/version");
            if (isTooOld(version)) {
                return tooOld(version);
            }
            if (!watches.get().areLive()) {
                return notWatching();
            }
            if (feed.nodes().stream().noneMatch(node -> node.ready())) {
                return ClusterStatus.unavailable(
                        Reason.NO_READY_NODE,
                        "No node of the cluster at " + api.base() + " is Ready. Look at: kubectl get nodes. Podlab keeps trying.");
            }
            return wasReady ? ClusterStatus.READY : tryToOpen();
        } catch (ClusterUnavailableException e) {
            return ClusterStatus.unavailable(
                    Reason.UNREACHABLE,
                    sentence(e) + " Check that it runs and that this machine can reach it. Podlab keeps trying.");
        } catch (ClusterRefusedException e) {
            return ClusterStatus.unavailable(
                    Reason.REFUSED,
                    "The cluster at " + api.base() + " refuses: " + sentence(e)
                            + " Name a context with --context whose account may create namespaces and watch Pods in all of them.");
        }
    }

    /** Asks for a namespace and a Pod, without making them. */
    private ClusterStatus tryToOpen() {
        api.create(Paths.NAMESPACES + "?dryRun=All", Map.of(
                "apiVersion", "v1",
                "kind", "Namespace",
                "metadata", Map.of("name", Namespaces.PREFIX + "probe", "labels", Map.of(Namespaces.LABEL, "true"))));
        api.create(Paths.collection("Pod", "default") + "?dryRun=All", NamespaceCalls.probe());
        return ClusterStatus.READY;
    }

    private ClusterStatus notWatching() {
        for (Throwable cause = watches.get().failure(); cause != null; cause = cause.getCause()) {
            if (cause instanceof KubernetesClientException said && (said.getCode() == 401 || said.getCode() == 403)) {
                String words = said.getStatus() == null ? said.getMessage() : said.getStatus().getMessage();
                throw new ClusterRefusedException(said.getCode(), "Forbidden", String.valueOf(words), said);
            }
        }
        return ClusterStatus.STARTING;
    }

    private static boolean isTooOld(Map<String, Object> version) {
        return number(version, "major") < 2 && number(version, "minor") < MINOR;
    }

    private static int number(Map<String, Object> version, String field) {
        // A managed cluster's minor version may read "30+".
        Matcher digits = DIGITS.matcher(Fields.text(version, field));
        return digits.find() ? Integer.parseInt(digits.group()) : 0;
    }

    private ClusterStatus tooOld(Map<String, Object> version) {
        return ClusterStatus.unavailable(
                Reason.VERSION_TOO_OLD,
                "The cluster at " + api.base() + " is Kubernetes " + Fields.text(version, "gitVersion")
                        + "; Podlab needs 1." + MINOR + " or newer. Name another cluster with --kubeconfig and --context.");
    }

    private static String sentence(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        String begun = message.isEmpty() ? message : Character.toUpperCase(message.charAt(0)) + message.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }
}
