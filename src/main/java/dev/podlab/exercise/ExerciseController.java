package dev.podlab.exercise;

import dev.podlab.cluster.Cluster;
import dev.podlab.course.Course;
import dev.podlab.course.CourseBook;
import dev.podlab.course.Exercise;
import dev.podlab.course.Exercise.Step;
import dev.podlab.course.Language;
import dev.podlab.exercise.ExerciseView.ActionResult;
import dev.podlab.exercise.Session.Standing;
import dev.podlab.learner.LearnerId;
import dev.podlab.sandbox.Sandboxes;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The step panel's interface. The sandbox follows from the learner, never from the request. */
@RestController
@RequestMapping("/api/exercises/{id}")
class ExerciseController {

    private static final long NO_TIMEOUT = 0L;
    private static final int STREAMS = 2000;

    private final CourseBook book;
    private final Exercises exercises;
    private final ExerciseViews views;
    private final Cluster cluster;
    private final Sandboxes sandboxes;
    private final Set<ExerciseStream> streams = ConcurrentHashMap.newKeySet();

    ExerciseController(
            CourseBook book, Exercises exercises, ExerciseViews views, Cluster cluster, Sandboxes sandboxes) {
        this.book = book;
        this.exercises = exercises;
        this.views = views;
        this.cluster = cluster;
        this.sandboxes = sandboxes;
    }

    /** Body of {@code act}: which action, and the manifest when the learner edited it. */
    record ActRequest(int action, @Nullable String yaml) {}

    /** Body of {@code predict}. */
    record PredictRequest(String option) {}

    /** Body of {@code answer}. */
    record AnswerRequest(String text) {}

    @GetMapping
    ExerciseView exercise(@PathVariable("id") String id, LearnerId learner, Locale locale) {
        Exercise exercise = find(id);
        return view(exercise, exercises.look(learner, exercise), locale);
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable("id") String id, LearnerId learner, Locale locale) {
        find(id);
        if (streams.size() >= STREAMS) {
            throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS);
        }
        var emitter = new SseEmitter(NO_TIMEOUT);
        var stream = new ExerciseStream(
                learner, cluster, sandboxes, () -> exercise(id, learner, locale), emitter);
        streams.add(stream);
        emitter.onCompletion(stream::close);
        emitter.onError(error -> stream.close());
        Thread.ofVirtual().name("exercise").start(() -> {
            try {
                stream.run();
            } finally {
                streams.remove(stream);
            }
        });
        return emitter;
    }

    @PostMapping("/steps/{step}/act")
    ActionResult act(
            @PathVariable("id") String id,
            @PathVariable("step") String step,
            @RequestBody ActRequest request,
            LearnerId learner,
            Locale locale) {
        Exercise exercise = find(id);
        var done = exercises.act(learner, exercise, step(exercise, step), request.action(), request.yaml());
        var view = view(exercise, exercises.look(learner, exercise), locale);
        return new ActionResult(done.applied(), done.output(), view);
    }

    @PostMapping("/steps/{step}/predict")
    ExerciseView predict(
            @PathVariable("id") String id,
            @PathVariable("step") String step,
            @RequestBody PredictRequest request,
            LearnerId learner,
            Locale locale) {
        return happen(id, new AttemptEvent.Predicted(step, request.option()), learner, locale);
    }

    @PostMapping("/steps/{step}/answer")
    ExerciseView answer(
            @PathVariable("id") String id,
            @PathVariable("step") String step,
            @RequestBody AnswerRequest request,
            LearnerId learner,
            Locale locale) {
        return happen(id, new AttemptEvent.Answered(step, request.text()), learner, locale);
    }

    @PostMapping("/steps/{step}/hint")
    ExerciseView hint(
            @PathVariable("id") String id, @PathVariable("step") String step, LearnerId learner, Locale locale) {
        return happen(id, new AttemptEvent.HintShown(step), learner, locale);
    }

    @PostMapping("/steps/{step}/solve")
    ExerciseView solve(
            @PathVariable("id") String id, @PathVariable("step") String step, LearnerId learner, Locale locale) {
        return change(id, step, locale, (exercise, found) -> exercises.solve(learner, exercise, found));
    }

    @PostMapping("/steps/{step}/skip")
    ExerciseView skip(
            @PathVariable("id") String id, @PathVariable("step") String step, LearnerId learner, Locale locale) {
        return change(id, step, locale, (exercise, found) -> exercises.skip(learner, exercise, found));
    }

    @PostMapping("/steps/{step}/reset")
    ExerciseView reset(
            @PathVariable("id") String id, @PathVariable("step") String step, LearnerId learner, Locale locale) {
        return change(id, step, locale, (exercise, found) -> exercises.reset(learner, exercise, found));
    }

    /** A stopping server waits for requests that run: these would run for ever. */
    @EventListener(ContextClosedEvent.class)
    void closeAll() {
        streams.forEach(ExerciseStream::close);
    }

    private ExerciseView happen(String id, AttemptEvent event, LearnerId learner, Locale locale) {
        Exercise exercise = find(id);
        step(exercise, event.step());
        return view(exercise, exercises.happen(learner, exercise, event), locale);
    }

    private ExerciseView change(String id, String step, Locale locale, BiFunction<Exercise, Step, Standing> change) {
        Exercise exercise = find(id);
        return view(exercise, change.apply(exercise, step(exercise, step)), locale);
    }

    private ExerciseView view(Exercise exercise, Standing standing, Locale locale) {
        Course course = book.course();
        Language language = Language.of(locale.getLanguage()).orElse(Language.EN);
        return views.view(course, exercise, standing, language);
    }

    private Exercise find(String id) {
        return book.course().exercise(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static Step step(Exercise exercise, String step) {
        return exercise.step(step).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
