package dev.podlab.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.podlab.cluster.Cluster;
import dev.podlab.cluster.Cluster.AppliedObject;
import dev.podlab.cluster.ClusterRefusedException;
import dev.podlab.cluster.ClusterUnavailableException;
import dev.podlab.cluster.InvalidManifestException;
import dev.podlab.cluster.InvalidManifestException.Problem;
import dev.podlab.learner.LearnerId;
import dev.podlab.learner.Learners;
import dev.podlab.sandbox.SandboxRefusedException.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

@WebMvcTest({SandboxController.class, SandboxContentController.class})
@Import(SandboxControllerTests.Beans.class)
@ComponentScan("dev.podlab.learner")
class SandboxControllerTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final LearnerId ADA = LearnerId.next(new Random(1));
    private static final Sandbox SANDBOX =
            new Sandbox("learner-ada", NOON, NOON.plusSeconds(3600), new Sandbox.Limits(10, 1 << 30, 4000));

    @Autowired
    private MockMvcTester mvc;

    @MockitoBean
    private Sandboxes sandboxes;

    @MockitoBean
    private Cluster cluster;

    @BeforeEach
    void open() {
        when(sandboxes.find(ADA)).thenReturn(Optional.of(SANDBOX));
        when(cluster.objects(anyString(), anyString())).thenReturn(List.of());
    }

    @Test
    void withoutASandboxThereIsNone() {
        when(sandboxes.find(ADA)).thenReturn(Optional.empty());

        assertThat(as(ADA, mvc.get().uri("/api/sandbox")))
                .bodyJson()
                .isLenientlyEqualTo("{\"state\": \"none\", \"serverTime\": \"2026-01-01T12:00:00Z\"}");
    }

    @Test
    void anOpenSandboxTellsItsTimeAndLimits() {
        when(sandboxes.open(ADA)).thenReturn(SANDBOX);

        assertThat(as(ADA, mvc.post().uri("/api/sandbox"))).bodyJson().isLenientlyEqualTo("""
                {"state": "open", "namespace": "learner-ada", "expiresAt": "2026-01-01T13:00:00Z",
                 "limits": {"pods": 10}, "usage": {"pods": 0}}
                """);
    }

    @Test
    void manifestsGoToTheOwnNamespace() {
        when(cluster.apply("learner-ada", "kind: Pod", true))
                .thenReturn(List.of(new AppliedObject("Pod", "web", "created")));

        assertThat(as(ADA, mvc.post().uri("/api/sandbox/manifests?replace=true&namespace=kube-system")
                        .contentType("text/yaml").content("kind: Pod")))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"objects\": [{\"kind\": \"Pod\", \"name\": \"web\", \"outcome\": \"created\"}]}");
    }

    @Test
    void problemsOfAManifestAreToldInTheReadersLanguage() {
        when(cluster.apply(anyString(), anyString(), anyBoolean())).thenThrow(new InvalidManifestException(List.of(
                new Problem(9, 5, InvalidManifestException.Reason.UNKNOWN_FIELD, "spec.prots", "unknown field"))));

        assertThat(as(ADA, mvc.post().uri("/api/sandbox/manifests").locale(java.util.Locale.CHINESE).content("kind: Pod")))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"code": "manifest", "title": "清单没有生效", "problems": [{"line": 9, "column": 5,
                         "reason": "UNKNOWN_FIELD", "path": "spec.prots", "message": "Kubernetes 没有这个字段。"}]}
                        """);
    }

    @Test
    void withoutASandboxNothingIsApplied() {
        when(sandboxes.find(ADA)).thenReturn(Optional.empty());

        assertThat(as(ADA, mvc.post().uri("/api/sandbox/manifests").content("kind: Pod")))
                .hasStatus(HttpStatus.CONFLICT)
                .bodyJson().extractingPath("$.code").isEqualTo("sandbox-not-open");
    }

    @Test
    void aClusterThatIsAwaySaysWhenToTryAgain() {
        when(sandboxes.open(any())).thenThrow(new ClusterUnavailableException("no answer", null));

        assertThat(as(ADA, mvc.post().uri("/api/sandbox")))
                .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
                .containsHeader("Retry-After");
    }

    @Test
    void aFullHouseIsNoError() {
        when(sandboxes.open(any())).thenThrow(new SandboxRefusedException(Reason.FULL, "20 are open"));

        assertThat(as(ADA, mvc.post().uri("/api/sandbox")))
                .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
                .bodyJson().extractingPath("$.code").isEqualTo("sandboxes-full");
    }

    @Test
    void theClustersOwnWordsAreKept() {
        when(cluster.logs(eq("learner-ada"), eq("web"), eq("a"), eq(true), eq(2000)))
                .thenThrow(new ClusterRefusedException(400, "BadRequest", "previous terminated container not found", null));

        assertThat(as(ADA, mvc.get().uri("/api/sandbox/pods/web/logs?container=a&previous=true&tail=99999")))
                .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
                .bodyJson().extractingPath("$.said").isEqualTo("previous terminated container not found");
    }

    @Test
    void aPodIsDeletedInTheOwnNamespace() {
        assertThat(as(ADA, mvc.delete().uri("/api/sandbox/pods/web"))).hasStatus(HttpStatus.NO_CONTENT);
        verify(cluster).deletePod("learner-ada", "web");
    }

    private static MockMvcRequestBuilder as(LearnerId learner, MockMvcRequestBuilder request) {
        return request.cookie(new Cookie(Learners.COOKIE, learner.value()));
    }

    @TestConfiguration
    static class Beans {

        @Bean
        SandboxMetrics metrics(MeterRegistry registry) {
            return new SandboxMetrics(new FakeNamespaces(), new SandboxSettings(Duration.ofHours(1), 1, 1, 1, 1, 1), registry);
        }

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Clock clock() {
            return Clock.fixed(NOON, ZoneOffset.UTC);
        }

        @Bean
        JdbcClient database() {
            return mock();
        }
    }
}
