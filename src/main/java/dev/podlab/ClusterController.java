package dev.podlab;

import dev.podlab.cluster.ClusterStatus;
import dev.podlab.cluster.KubernetesCluster;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Tells pages and scripts whether sandboxes can be opened, in the reader's language. */
@RestController
@ControllerAdvice
class ClusterController {

    private final KubernetesCluster cluster;
    private final MessageSource messages;

    ClusterController(KubernetesCluster cluster, MessageSource messages) {
        this.cluster = cluster;
        this.messages = messages;
    }

    /** For templates: {@code ready}, {@code starting}, {@code unreachable} (may come back) or {@code none}. */
    @ModelAttribute("clusterState")
    String clusterState() {
        return switch (cluster.status().reason()) {
            case NONE -> "ready";
            case STARTING -> "starting";
            case UNREACHABLE, NO_READY_NODE -> "unreachable";
            case EMBEDDED_FAILED, KUBECONFIG_UNREADABLE, CONTEXT_MISSING, REFUSED, VERSION_TOO_OLD -> "none";
        };
    }

    @GetMapping("/api/cluster")
    ClusterView cluster(Locale locale) {
        return view(locale);
    }

    /** For templates. */
    @ModelAttribute("cluster")
    ClusterView view(Locale locale) {
        ClusterStatus status = cluster.status();
        String words = "cluster." + status.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new ClusterView(
                status.state().name().toLowerCase(Locale.ROOT), messages.getMessage(words, null, locale));
    }

    /**
     * @param state {@code ready}, {@code unknown} or {@code unavailable}; lessons can be read in each
     * @param words one sentence, empty when ready
     */
    record ClusterView(String state, String words) {}
}
