package dev.podlab.course;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.cluster.KubernetesCluster;
import dev.podlab.web.PageWords;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@WebMvcTest(controllers = CourseController.class)
@Import({CourseConfiguration.class, PageWords.class})
class CourseControllerTests {

    /** Every page says how the cluster is; this one has not been found yet. */
    @TestConfiguration(proxyBeanMethods = false)
    static class NoClusterYet {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        KubernetesCluster cluster(Clock clock) {
            return new KubernetesCluster(clock);
        }
    }

    @Autowired
    private MockMvcTester mvc;

    @Test
    void homeListsTheLessonsInTheLanguageOfThePath() {
        assertThat(mvc.get().uri("/zh")).hasStatusOk().bodyText().contains("Pod 是什么", "一个 Pod，一个网络");
        assertThat(mvc.get().uri("/en")).hasStatusOk().bodyText().contains("What a Pod is", "One Pod, one network");
    }

    @Test
    void lessonShowsItsWordsAndItsDrawings() {
        assertThat(mvc.get().uri("/en/lessons/one-network-per-pod"))
                .hasStatusOk()
                .hasViewName("lesson")
                .bodyText()
                .contains("<h2 id=\"pause\">", "<title id=\"joining-pause-title\">How containers join");
    }

    @Test
    void headingsHaveTheSameIdsInBothLanguages() {
        assertThat(mvc.get().uri("/zh/lessons/one-network-per-pod")).bodyText().contains("<h2 id=\"localhost\">");
        assertThat(mvc.get().uri("/en/lessons/one-network-per-pod")).bodyText().contains("<h2 id=\"localhost\">");
    }

    @Test
    void glossaryExplainsTheTermsThatLessonsLinkTo() {
        assertThat(mvc.get().uri("/zh/glossary")).hasStatusOk().bodyText().contains("id=\"pause\"", "pause 容器");
    }

    @Test
    void unknownLessonIsNotFound() {
        assertThat(mvc.get().uri("/zh/lessons/nothing")).hasStatus(HttpStatus.NOT_FOUND);
        assertThat(mvc.get().uri("/zh/lessons/..%2f..%2fetc")).hasStatus4xxClientError();
    }
}
