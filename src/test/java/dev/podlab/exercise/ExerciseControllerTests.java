package dev.podlab.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.podlab.cluster.Cluster;
import dev.podlab.course.ContentSource;
import dev.podlab.course.CourseBook;
import dev.podlab.learner.LearnerId;
import dev.podlab.learner.Learners;
import dev.podlab.learner.ProgressStore;
import dev.podlab.sandbox.Sandboxes;
import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

@WebMvcTest(ExerciseController.class)
@Import({ExerciseConfiguration.class, ExerciseControllerTests.Beans.class})
@ComponentScan("dev.podlab.learner")
class ExerciseControllerTests {

    private static final LearnerId ADA = LearnerId.next(new Random(1));
    private static final String EXERCISE = "/api/exercises/shared-network";

    @Autowired
    private MockMvcTester mvc;

    @MockitoBean
    private Sandboxes sandboxes;

    @MockitoBean
    private Cluster cluster;

    @MockitoBean
    private ProgressStore progress;

    @BeforeEach
    void nothingYet() {
        when(sandboxes.find(any())).thenReturn(Optional.empty());
        when(progress.load(any(), anyString())).thenReturn(Optional.empty());
    }

    @Test
    void saysInTheReadersLanguageHowTheLearnerStands() {
        assertThat(as(mvc.get().uri(EXERCISE).locale(Locale.CHINESE)))
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"id": "shared-network", "current": "create", "done": false, "sandboxOpen": false,
                         "steps": [{"id": "create", "number": 1, "title": "建一个有两个容器的 Pod", "status": "open",
                                    "checks": [{"id": "ready", "state": "waiting",
                                                "seen": "沙箱还没有打开。运行第一条命令时，它会自己打开。"}]},
                                   {"status": "locked"}, {"status": "locked"}, {"status": "locked"}, {"status": "locked"}]}
                        """);
    }

    @Test
    void anActionCarriesItsManifest() {
        assertThat(as(mvc.get().uri(EXERCISE).locale(Locale.ENGLISH)))
                .bodyJson()
                .extractingPath("$.steps[0].actions[0].yaml")
                .asString()
                .startsWith("apiVersion: v1\nkind: Pod\n");
    }

    @Test
    void aLockedStepIsRefusedWithARemedy() {
        assertThat(as(mvc.post().uri(EXERCISE + "/steps/reason/act").locale(Locale.CHINESE)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"action\": 0}")))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyJson()
                .isLenientlyEqualTo("{\"code\": \"step-locked\", \"title\": \"这一步要晚一点做\"}");
    }

    @Test
    void anUnknownExerciseOrStepIsNotFound() {
        assertThat(as(mvc.get().uri("/api/exercises/nothing"))).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(as(mvc.post().uri(EXERCISE + "/steps/nothing/hint"))).hasStatus(HttpStatus.NOT_FOUND);
    }

    @Test
    void aHintIsCounted() {
        var saved = new AtomicReference<String>();
        when(progress.load(any(), anyString())).thenAnswer(call -> Optional.ofNullable(saved.get()));
        doAnswer(call -> {
                    saved.set(call.getArgument(2));
                    return null;
                })
                .when(progress)
                .save(any(), anyString(), anyString());
        assertThat(as(mvc.post().uri(EXERCISE + "/steps/create/hint")))
                .bodyJson()
                .extractingPath("$.steps[0].hints")
                .isEqualTo(1);
    }

    private static MockMvcRequestBuilder as(MockMvcRequestBuilder request) {
        return request.cookie(new Cookie(Learners.COOKIE, ADA.value()));
    }

    @TestConfiguration
    static class Beans {

        @Bean
        CourseBook book() {
            return new CourseBook(ContentSource.packaged());
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        JdbcClient database() {
            return mock();
        }
    }
}
