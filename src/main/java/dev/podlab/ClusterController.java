package dev.podlab;

import dev.podlab.cluster.KubernetesCluster;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells scripts whether sandboxes can be opened, in the reader's language. */
@RestController
class ClusterController {

    private final KubernetesCluster cluster;
    private final MessageSource messages;

    ClusterController(KubernetesCluster cluster, MessageSource messages) {
        this.cluster = cluster;
        this.messages = messages;
    }

    @GetMapping("/api/cluster")
    ClusterView cluster(Locale locale) {
        return ClusterView.of(cluster.status(), messages, locale);
    }
}
