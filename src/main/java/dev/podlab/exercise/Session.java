package dev.podlab.exercise;

import dev.podlab.cluster.Cluster;
import dev.podlab.cluster.ClusterUnavailableException;
import dev.podlab.course.Check;
import dev.podlab.course.Exercise;
import dev.podlab.course.Exercise.Step;
import dev.podlab.exercise.CheckResult.CannotTell;
import dev.podlab.exercise.CheckResult.Reason;
import dev.podlab.learner.LearnerId;
import dev.podlab.sandbox.Sandbox;
import dev.podlab.sandbox.Sandboxes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One learner at one exercise: applies events, judges the current step and remembers since when each check stands as it
 * does. Thread-safe. Evidence is read at most once in {@link #EVIDENCE_AGE}, however many tabs are open.
 */
final class Session {

    static final Duration EVIDENCE_AGE = Duration.ofSeconds(1);

    private final LearnerId learner;
    private final Cluster cluster;
    private final Sandboxes sandboxes;
    private final AttemptStore store;
    private final EvidenceReader reader;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();

    private Map<String, Judged> judged = Map.of();
    private String judgedStep = "";
    private Map<String, Map<String, Object>> evidence = Map.of();
    private String evidenceStep = "";
    private Instant evidenceAt = Instant.MIN;

    Session(
            LearnerId learner,
            Cluster cluster,
            Sandboxes sandboxes,
            AttemptStore store,
            EvidenceReader reader,
            Clock clock) {
        this.learner = learner;
        this.cluster = cluster;
        this.sandboxes = sandboxes;
        this.store = store;
        this.reader = reader;
        this.clock = clock;
    }

    /** What became of a check, and since when it stands like that. */
    record Judged(CheckResult result, Instant since) {}

    /**
     * How a learner stands.
     *
     * @param judged checks of the current step by id
     */
    record Standing(Attempt attempt, boolean sandboxOpen, Map<String, Judged> judged) {

        Standing {
            judged = Map.copyOf(judged);
        }
    }

    /** Lets something happen, then looks how the learner stands. */
    Standing happen(Exercise exercise, AttemptEvent event) {
        lock.lock();
        try {
            apply(exercise, event);
            // What was read belongs to the time before: a reset step must not pass by old evidence.
            evidenceAt = Instant.MIN;
            return look(exercise);
        } finally {
            lock.unlock();
        }
    }

    /** Judges the current step by the live sandbox; a step whose checks all pass is passed. */
    Standing look(Exercise exercise) {
        lock.lock();
        try {
            Attempt attempt = store.load(learner, exercise.id());
            Optional<Sandbox> sandbox = sandboxes.find(learner);
            Optional<Step> current = attempt.current(exercise);
            if (current.isEmpty()) {
                return new Standing(attempt, sandbox.isPresent(), Map.of());
            }
            Step step = current.get();
            remember(step, judge(step, attempt, sandbox));
            if (judged.values().stream().allMatch(one -> one.result() instanceof CheckResult.Passed)) {
                Map<String, Judged> passed = judged;
                Attempt after = apply(exercise, new AttemptEvent.Passed(step.id()));
                return new Standing(after, sandbox.isPresent(), passed);
            }
            return new Standing(attempt, sandbox.isPresent(), judged);
        } finally {
            lock.unlock();
        }
    }

    private Attempt apply(Exercise exercise, AttemptEvent event) {
        Attempt before = store.load(learner, exercise.id());
        Attempt after = before.after(event, exercise);
        if (!after.equals(before)) {
            store.save(learner, exercise.id(), after);
        }
        return after;
    }

    private Map<String, CheckResult> judge(Step step, Attempt attempt, Optional<Sandbox> sandbox) {
        var stepAttempt = attempt.step(step.id());
        if (sandbox.isEmpty()) {
            return all(step, new CannotTell(Reason.NO_SANDBOX));
        }
        if (!step.options().isEmpty() && stepAttempt.prediction().isEmpty()) {
            return all(step, new CannotTell(Reason.NO_PREDICTION));
        }
        try {
            return judge(step, facts(step, stepAttempt.answer(), sandbox.get().namespace()));
        } catch (ClusterUnavailableException e) {
            return all(step, new CannotTell(Reason.NO_CLUSTER));
        }
    }

    private static Map<String, CheckResult> judge(Step step, Facts facts) {
        var results = new LinkedHashMap<String, CheckResult>();
        for (Check check : step.checks()) {
            results.put(check.id(), Judge.evaluate(check, facts));
        }
        return results;
    }

    private static Map<String, CheckResult> all(Step step, CheckResult result) {
        var results = new LinkedHashMap<String, CheckResult>();
        step.checks().forEach(check -> results.put(check.id(), result));
        return results;
    }

    private Facts facts(Step step, String answer, String namespace) {
        Instant now = clock.instant();
        String from = namespace + "/" + step.id();
        boolean old = evidenceAt.equals(Instant.MIN) || !now.isBefore(evidenceAt.plus(EVIDENCE_AGE));
        if (old || !evidenceStep.equals(from)) {
            evidence = reader.read(namespace, step.evidence());
            evidenceStep = from;
            evidenceAt = now;
        }
        return new Facts(SandboxObjects.of(cluster, namespace), evidence, answer);
    }

    private void remember(Step step, Map<String, CheckResult> results) {
        Map<String, Judged> before = judgedStep.equals(step.id()) ? judged : Map.of();
        var after = new LinkedHashMap<String, Judged>();
        results.forEach((id, result) -> {
            Judged same = before.get(id);
            boolean unchanged = same != null && same.result().equals(result);
            after.put(id, new Judged(result, unchanged ? same.since() : clock.instant()));
        });
        judged = after;
        judgedStep = step.id();
    }
}
