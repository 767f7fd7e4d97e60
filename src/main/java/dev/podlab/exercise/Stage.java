package dev.podlab.exercise;

import dev.podlab.cluster.Cluster;
import dev.podlab.cluster.ClusterRefusedException;
import dev.podlab.course.Exercise;
import dev.podlab.course.Exercise.Remedy;
import dev.podlab.course.Exercise.Step;
import dev.podlab.course.Expression.Value;
import dev.podlab.pod.SandboxState;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Brings a sandbox to where a step begins, or to where it ends. Blocks; every wait is bounded. Thread-safe. */
final class Stage {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final EvidenceReader evidence;

    Stage(Cluster cluster, EvidenceReader evidence) {
        this.cluster = cluster;
        this.evidence = evidence;
    }

    /** Puts the Pods that a step begins with into the sandbox unless they are there. */
    void prepare(String namespace, Exercise exercise, Step step) {
        step.start().map(exercise.manifests()::get)
                .filter(yaml -> !Manifests.isInPlace(yaml, cluster.state(namespace)))
                .ifPresent(yaml -> cluster.apply(namespace, yaml, true));
    }

    /** Removes the Pods of the exercise and puts those that a step begins with there anew. */
    void restore(String namespace, Exercise exercise, Step step) {
        Set<String> pods = new TreeSet<>();
        exercise.manifests().values().forEach(yaml -> pods.addAll(Manifests.pods(yaml).keySet()));
        pods.forEach(pod -> cluster.deletePod(namespace, pod));
        Patience.until(PATIENCE, () -> holdsAny(cluster.state(namespace), pods) ? Optional.empty() : Optional.of(true));
        step.start().map(exercise.manifests()::get).ifPresent(yaml -> cluster.apply(namespace, yaml, true));
    }

    private static boolean holdsAny(SandboxState state, Set<String> pods) {
        return state.pods().stream().anyMatch(pod -> pods.contains(pod.name()));
    }

    /**
     * Does what the solution of a step says.
     *
     * @return the answer that the solution gives, or empty when it gives none
     */
    Optional<String> solve(String namespace, Exercise exercise, Step step) {
        prepare(namespace, exercise, step);
        Optional<String> answer = Optional.empty();
        for (Remedy remedy : step.solution()) {
            switch (remedy) {
                case Remedy.Apply apply ->
                    cluster.apply(namespace, exercise.manifests().get(apply.file()), true);
                case Remedy.Exec exec -> Patience.until(PATIENCE, () -> exec(namespace, exec));
                case Remedy.Answer given -> answer = Patience.until(PATIENCE, () -> answer(namespace, step, given));
            }
        }
        return answer;
    }

    private Optional<Boolean> exec(String namespace, Remedy.Exec exec) {
        try {
            var end = cluster.exec(namespace, exec.pod(), exec.container(), exec.command(), COMMAND_TIMEOUT);
            return end.exitCode() == 0 ? Optional.of(true) : Optional.empty();
        } catch (ClusterRefusedException e) {
            return Optional.empty();
        }
    }

    private Optional<String> answer(String namespace, Step step, Remedy.Answer remedy) {
        var facts = new Facts(SandboxObjects.of(cluster, namespace), evidence.read(namespace, step.evidence()), "");
        return remedy.expression().evaluate(facts.variables()) instanceof Value.Found found
                ? Optional.of(String.valueOf(found.value())).filter(text -> !text.isBlank())
                : Optional.empty();
    }
}
