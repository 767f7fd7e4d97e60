package dev.podlab;

import dev.podlab.cluster.ClusterStatus;
import dev.podlab.cluster.KubernetesCluster;
import java.io.PrintStream;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** Tells the person at the console when Podlab can be used, and in one sentence what is missing if it cannot. */
class Announcement {

    private final PrintStream console;
    private final Environment environment;
    private int port;
    private ClusterStatus status = ClusterStatus.STARTING;
    private ClusterStatus.Reason said = ClusterStatus.Reason.STARTING;

    Announcement(KubernetesCluster cluster, PrintStream console, Environment environment) {
        this.console = console;
        this.environment = environment;
        cluster.onStatus(this::statusChanged);
        this.status = cluster.status();
    }

    @EventListener
    synchronized void webServerStarted(WebServerInitializedEvent event) {
        if (port == 0) {
            port = event.getWebServer().getPort();
            say();
        }
    }

    private synchronized void statusChanged(ClusterStatus next) {
        status = next;
        say();
    }

    /** Says each reason once in a row: a cluster that is away is looked at every second. */
    private void say() {
        if (port == 0 || status.reason() == said || status.reason() == ClusterStatus.Reason.STARTING) {
            return;
        }
        said = status.reason();
        console.println(status.isReady()
                ? "Podlab is ready: " + address()
                : "Podlab: lessons can be read at " + address() + ", but no sandbox can be opened. " + status.detail());
    }

    private String address() {
        String address = environment.getProperty("server.address", "127.0.0.1");
        boolean here = address.equals("127.0.0.1") || address.equals("0.0.0.0") || address.equals("::");
        return "http://" + (here ? "localhost" : address.contains(":") ? "[" + address + "]" : address) + ":" + port;
    }
}
