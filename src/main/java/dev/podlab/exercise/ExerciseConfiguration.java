package dev.podlab.exercise;

import dev.podlab.cluster.Cluster;
import dev.podlab.course.Progress;
import dev.podlab.learner.Learners;
import dev.podlab.learner.ProgressStore;
import dev.podlab.sandbox.Sandboxes;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Wires exercises. */
@Configuration(proxyBeanMethods = false)
class ExerciseConfiguration {

    @Bean
    AttemptStore attempts(ProgressStore progress, JsonMapper json) {
        return new AttemptStore(progress, json);
    }

    @Bean
    Exercises exercises(Cluster cluster, Sandboxes sandboxes, AttemptStore attempts, Clock clock) {
        return new Exercises(cluster, sandboxes, attempts, clock);
    }

    @Bean
    ExerciseViews exerciseViews(MessageSource messages) {
        return new ExerciseViews(messages);
    }

    /** Tells the course map how far the learner of the current request has come. */
    @Bean
    Progress progress(AttemptStore attempts, Learners learners, HttpServletRequest request) {
        return exercise -> learners.find(request)
                .map(learner -> attempts.load(learner, exercise).passed())
                .orElse(0);
    }
}
