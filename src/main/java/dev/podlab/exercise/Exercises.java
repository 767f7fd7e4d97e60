package dev.podlab.exercise;

import dev.podlab.cluster.Cluster;
import dev.podlab.cluster.Cluster.AppliedObject;
import dev.podlab.course.Exercise;
import dev.podlab.course.Exercise.Action;
import dev.podlab.course.Exercise.Step;
import dev.podlab.course.ExerciseId;
import dev.podlab.exercise.Session.Standing;
import dev.podlab.learner.LearnerId;
import dev.podlab.sandbox.Sandbox;
import dev.podlab.sandbox.SandboxRefusedException;
import dev.podlab.sandbox.SandboxRefusedException.Reason;
import dev.podlab.sandbox.Sandboxes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What learners do in exercises. Thread-safe; calls block while the cluster works. */
final class Exercises {

    private static final int LOG_LINES = 50;
    private static final int SESSIONS_KEPT = 5000;
    private static final Duration WATCH_LAG = Duration.ofSeconds(2);

    private final Cluster cluster;
    private final Sandboxes sandboxes;
    private final AttemptStore store;
    private final EvidenceReader reader;
    private final Stage stage;
    private final Clock clock;
    private final Map<Key, Session> sessions = new ConcurrentHashMap<>();

    Exercises(Cluster cluster, Sandboxes sandboxes, AttemptStore store, Clock clock) {
        this.cluster = cluster;
        this.sandboxes = sandboxes;
        this.store = store;
        this.reader = new EvidenceReader(cluster);
        this.stage = new Stage(cluster, reader);
        this.clock = clock;
    }

    private record Key(LearnerId learner, ExerciseId exercise) {}

    /**
     * What an action did.
     *
     * @param output log text, else empty
     */
    record Done(List<AppliedObject> applied, String output) {}

    Standing look(LearnerId learner, Exercise exercise) {
        return session(learner, exercise).look(exercise);
    }

    Standing happen(LearnerId learner, Exercise exercise, AttemptEvent event) {
        return session(learner, exercise).happen(exercise, event);
    }

    /** Does an action of a step; {@code yaml} stands in for its manifest when the learner edited it. */
    Done act(LearnerId learner, Exercise exercise, Step step, int index, @Nullable String yaml) {
        Attempt attempt = store.load(learner, exercise.id());
        if (!attempt.isUnlocked(exercise, step.id())) {
            throw new StepRefusedException(StepRefusedException.Reason.LOCKED);
        }
        if (!step.options().isEmpty() && attempt.step(step.id()).prediction().isEmpty()) {
            throw new StepRefusedException(StepRefusedException.Reason.PREDICT_FIRST);
        }
        if (index < 0 || index >= step.actions().size()) {
            throw new StepRefusedException(StepRefusedException.Reason.NO_SUCH_ACTION);
        }
        String namespace = namespace(learner);
        return switch (step.actions().get(index)) {
            case Action.Apply apply -> {
                String text = yaml == null ? exercise.manifests().get(apply.file()) : yaml;
                yield new Done(cluster.apply(namespace, text, apply.replace()), "");
            }
            case Action.ShowLogs logs ->
                new Done(
                        List.of(),
                        cluster.logs(namespace, logs.pod(), logs.container(), logs.previous(), LOG_LINES));
            case Action.Terminal terminal -> throw new StepRefusedException(StepRefusedException.Reason.NO_SUCH_ACTION);
        };
    }

    /** Does a step for the learner. */
    Standing solve(LearnerId learner, Exercise exercise, Step step) {
        requireUnlocked(learner, exercise, step);
        Session session = session(learner, exercise);
        session.happen(exercise, new AttemptEvent.Solved(step.id()));
        if (!step.options().isEmpty()) {
            session.happen(exercise, new AttemptEvent.Predicted(step.id(), step.expected()));
        }
        Optional<String> answer = stage.solve(namespace(learner), exercise, step);
        answer.ifPresent(text -> session.happen(exercise, new AttemptEvent.Answered(step.id(), text)));
        return session.look(exercise);
    }

    /** Goes on to the next step, with the sandbox as that step needs it. */
    Standing skip(LearnerId learner, Exercise exercise, Step step) {
        Standing standing = happen(learner, exercise, new AttemptEvent.Skipped(step.id()));
        Optional<Sandbox> sandbox = sandboxes.find(learner);
        Optional<Step> next = standing.attempt().current(exercise);
        if (sandbox.isPresent() && next.isPresent()) {
            stage.prepare(sandbox.get().namespace(), exercise, next.get());
        }
        return look(learner, exercise);
    }

    /** Begins a step again, with the sandbox as it was before it. */
    Standing reset(LearnerId learner, Exercise exercise, Step step) {
        requireUnlocked(learner, exercise, step);
        sandboxes.find(learner).ifPresent(sandbox -> stage.restore(sandbox.namespace(), exercise, step));
        return happen(learner, exercise, new AttemptEvent.WasReset(step.id()));
    }

    private void requireUnlocked(LearnerId learner, Exercise exercise, Step step) {
        if (!store.load(learner, exercise.id()).isUnlocked(exercise, step.id())) {
            throw new StepRefusedException(StepRefusedException.Reason.LOCKED);
        }
    }

    /** The watch that sandboxes are found by may be a moment behind one that was opened just now. */
    private String namespace(LearnerId learner) {
        return Patience.until(WATCH_LAG, () -> sandboxes.find(learner))
                .map(Sandbox::namespace)
                .orElseThrow(() -> new SandboxRefusedException(Reason.NOT_OPEN, "an exercise needs an open sandbox"));
    }

    private Session session(LearnerId learner, Exercise exercise) {
        if (sessions.size() > SESSIONS_KEPT) {
            // Attempts are in the store: all that is lost is since when a check stands as it does.
            sessions.clear();
        }
        return sessions.computeIfAbsent(
                new Key(learner, exercise.id()),
                key -> new Session(learner, cluster, sandboxes, store, reader, clock));
    }
}
