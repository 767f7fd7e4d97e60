package dev.podlab.cluster;

import dev.podlab.pod.SandboxState;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The Kubernetes cluster behind the portal, whichever it is. Thread-safe.
 *
 * <p>Methods that talk to the cluster throw {@link ClusterUnavailableException} when it does not answer and
 * {@link ClusterRefusedException} when it says no.
 */
public interface Cluster {

    /** Returns what a namespace holds now, from the shared watch: no call to the cluster. */
    SandboxState state(String namespace);

    /**
     * Calls {@code listener} with the current state and with every later one. Changes that come faster than the
     * listener takes them are merged: it always gets the newest. It is called on one thread at a time, never on a
     * thread that serves the watch.
     *
     * @return closes the subscription
     */
    Closeable subscribe(String namespace, Consumer<SandboxState> listener);

    /**
     * Returns the objects of one kind in a namespace as plain maps and lists, as the API serves them, from the shared
     * watch.
     *
     * @param plural {@code pods}, {@code events} or {@code configmaps}
     */
    List<Map<String, Object>> objects(String namespace, String plural);

    /**
     * Creates or updates the objects of a YAML text in a namespace, all or nothing as far as the cluster can tell
     * beforehand: every object passes a server-side dry run with strict field validation before the first is written.
     * A Pod that exists and whose change the API does not allow in place is replaced when {@code replace} is set.
     *
     * @return what happened, in the order of the text
     * @throws InvalidManifestException if the text or an object in it is refused; nothing was changed
     */
    List<AppliedObject> apply(String namespace, String yaml, boolean replace);

    /** Deletes a Pod gracefully; does nothing when it is gone. */
    void deletePod(String namespace, String pod);

    /** Runs a command in a container without a terminal, with bounded output. */
    CommandResult exec(String namespace, String pod, String container, List<String> command, Duration timeout);

    /** Opens an interactive command with a terminal in a container. The caller closes the session. */
    ExecSession openTerminal(
            String namespace, String pod, String container, List<String> command, ExecSession.Listener listener);

    /**
     * Returns the last lines of a container's log, of its previous run when {@code previous} is set. A node keeps the
     * log of one run that ended: between two runs it is that one which is returned.
     */
    String logs(String namespace, String pod, String container, boolean previous, int tailLines);

    /**
     * What {@link #apply} did to one object.
     *
     * @param outcome {@code created}, {@code configured}, {@code replaced} or {@code unchanged}
     */
    record AppliedObject(String kind, String name, String outcome) {}

    /**
     * The end of a command.
     *
     * @param exitCode its exit code, or -1 when the timeout ended it
     */
    record CommandResult(int exitCode, String stdout, String stderr) {}
}
