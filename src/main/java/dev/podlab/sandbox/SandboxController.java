package dev.podlab.sandbox;

import dev.podlab.cluster.Cluster;
import dev.podlab.learner.LearnerId;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Opens, shows, resets, extends and gives back the learner's sandbox. */
@RestController
@RequestMapping("/api/sandbox")
class SandboxController {

    private final Sandboxes sandboxes;
    private final Cluster cluster;
    private final Clock clock;

    SandboxController(Sandboxes sandboxes, Cluster cluster, Clock clock) {
        this.sandboxes = sandboxes;
        this.cluster = cluster;
        this.clock = clock;
    }

    @GetMapping
    SandboxView show(LearnerId learner) {
        return sandboxes.find(learner).map(this::view).orElseGet(() -> SandboxView.none(clock.instant()));
    }

    @PostMapping
    SandboxView open(LearnerId learner) {
        return view(sandboxes.open(learner));
    }

    @PostMapping("/reset")
    SandboxView reset(LearnerId learner) {
        return view(sandboxes.reset(learner));
    }

    @PostMapping("/extend")
    SandboxView extend(LearnerId learner) {
        return view(sandboxes.extend(learner));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(LearnerId learner) {
        sandboxes.close(learner);
    }

    private SandboxView view(Sandbox sandbox) {
        Usage usage = Usage.of(cluster.objects(sandbox.namespace(), "pods"));
        return SandboxView.open(sandbox, usage, clock.instant());
    }
}
