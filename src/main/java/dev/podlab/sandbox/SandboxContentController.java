package dev.podlab.sandbox;

import dev.podlab.cluster.Cluster;
import dev.podlab.cluster.Cluster.AppliedObject;
import dev.podlab.learner.LearnerId;
import dev.podlab.sandbox.SandboxRefusedException.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a learner does in the sandbox. The namespace is always the learner's own. */
@RestController
@RequestMapping("/api/sandbox")
class SandboxContentController {

    /** More than the cluster package takes, so that a text which is too long is refused there with a reason. */
    private static final int READ_AT_MOST = 512 * 1024;

    private static final int MAX_LOG_LINES = 2000;

    private final Sandboxes sandboxes;
    private final Cluster cluster;
    private final SandboxMetrics metrics;

    SandboxContentController(Sandboxes sandboxes, Cluster cluster, SandboxMetrics metrics) {
        this.sandboxes = sandboxes;
        this.cluster = cluster;
        this.metrics = metrics;
    }

    @PostMapping("/manifests")
    Applied apply(
            LearnerId learner, @RequestParam(defaultValue = "false") boolean replace, HttpServletRequest request)
            throws IOException {
        String namespace = namespace(learner);
        String yaml = new String(request.getInputStream().readNBytes(READ_AT_MOST), StandardCharsets.UTF_8);
        return new Applied(metrics.applying(() -> cluster.apply(namespace, yaml, replace)));
    }

    @DeleteMapping("/pods/{pod}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deletePod(LearnerId learner, @PathVariable String pod) {
        cluster.deletePod(namespace(learner), pod);
    }

    @GetMapping(path = "/pods/{pod}/logs", produces = "text/plain;charset=UTF-8")
    String logs(
            LearnerId learner,
            @PathVariable String pod,
            @RequestParam(defaultValue = "") String container,
            @RequestParam(defaultValue = "false") boolean previous,
            @RequestParam(defaultValue = "500") int tail) {
        int lines = Math.clamp(tail, 1, MAX_LOG_LINES);
        return cluster.logs(namespace(learner), pod, container, previous, lines);
    }

    private String namespace(LearnerId learner) {
        return sandboxes
                .find(learner)
                .map(Sandbox::namespace)
                .orElseThrow(() -> new SandboxRefusedException(Reason.NOT_OPEN, "the learner has no open sandbox"));
    }

    /** What was applied, in the order of the text. */
    record Applied(List<AppliedObject> objects) {}
}
