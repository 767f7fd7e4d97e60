package dev.podlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podlab.learner.LearnerId;
import dev.podlab.learner.Learners;
import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@WebMvcTest(WebTests.Probe.class)
@Import({WebConfiguration.class, PageAttributes.class, WebTests.Beans.class})
@ComponentScan("dev.podlab.learner")
class WebTests {

    @Autowired
    private MockMvcTester mvc;

    @Test
    void theBareAddressLeadsToTheLanguageOfTheBrowser() {
        assertThat(mvc.get().uri("/").header("Accept-Language", "fr, zh-CN;q=0.8, en;q=0.5").locale(Locale.CHINA))
                .hasStatus3xxRedirection()
                .hasRedirectedUrl("/zh");
        assertThat(mvc.get().uri("/").locale(Locale.FRENCH)).hasRedirectedUrl("/en");
    }

    @Test
    void theLastLanguageBeatsTheBrowsers() {
        assertThat(mvc.get().uri("/").locale(Locale.CHINA).cookie(new Cookie("lang", "en"))).hasRedirectedUrl("/en");
    }

    @Test
    void aPageSetsTheLearnersCookieOnce() {
        MvcTestResult first = mvc.get().uri("/zh/probe").exchange();
        Cookie cookie = first.getResponse().getCookie(Learners.COOKIE);

        assertThat(cookie).isNotNull();
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getAttribute("SameSite")).isEqualTo("Lax");
        assertThat(mvc.get().uri("/zh/probe").cookie(cookie)).cookies().doesNotContainCookie(Learners.COOKIE);
        assertThat(mvc.get().uri("/zh/probe").cookie(cookie)).bodyText().isEqualTo("zh " + hash(cookie));
    }

    @Test
    void aForgedCookieIsReplaced() {
        assertThat(mvc.get().uri("/en/probe").cookie(new Cookie(Learners.COOKIE, "'; --")))
                .cookies()
                .containsCookie(Learners.COOKIE);
    }

    @Test
    void everyAnswerHasAStrictPolicyWithANewNonce() {
        String one = policy(mvc.get().uri("/en/probe").exchange());
        String two = policy(mvc.get().uri("/en/probe").exchange());

        assertThat(one).contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'").isNotEqualTo(two);
        assertThat(one).doesNotContain("unsafe");
    }

    @Test
    void aChangeWithoutTheTokenIsRefusedInTheReadersLanguage() {
        assertThat(mvc.post().uri("/api/probe").cookie(new Cookie("lang", "zh")))
                .hasStatus(HttpStatus.FORBIDDEN)
                .bodyJson()
                .extractingPath("$.title")
                .isEqualTo("这个页面打开得太久了");
    }

    @Test
    void aChangeWithTheTokenGoesThrough() {
        Cookie token = mvc.get().uri("/en/probe").exchange().getResponse().getCookie("XSRF-TOKEN");

        assertThat(token).isNotNull();
        assertThat(mvc.post().uri("/api/probe").cookie(token).header("X-XSRF-TOKEN", token.getValue()))
                .hasStatusOk();
    }

    @Test
    void tooManyChangesAreRefusedWithTheTimeToWait() {
        Cookie token = mvc.get().uri("/en/probe").exchange().getResponse().getCookie("XSRF-TOKEN");
        Cookie busy = new Cookie(Learners.COOKIE, LearnerId.next(new Random(7)).value());
        assertThat(token).isNotNull();
        MvcTestResult last = null;
        for (int i = 0; i < 121; i++) {
            last = mvc.post().uri("/api/probe?lang=en").cookie(token, busy).header("X-XSRF-TOKEN", token.getValue()).exchange();
        }

        assertThat(last)
                .hasStatus(HttpStatus.TOO_MANY_REQUESTS)
                .containsHeader(HttpHeaders.RETRY_AFTER)
                .bodyJson().extractingPath("$.code").isEqualTo("too-many-calls");
    }

    @Test
    void anotherSitesNameIsNotAnswered() {
        assertThat(mvc.get().uri("http://evil.example/en/probe")).hasStatus(HttpStatus.MISDIRECTED_REQUEST);
        assertThat(mvc.get().uri("http://127.0.0.1:8080/en/probe")).hasStatusOk();
    }

    @Test
    void answersAreNotKeptByBrowsers() {
        assertThat(mvc.get().uri("/en/probe")).hasHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        assertThat(CachingFilter.cacheControl("/css/page-0123456789abcdef0123456789abcdef.css")).contains("immutable");
        assertThat(CachingFilter.cacheControl("/page/index.js")).isEqualTo("no-cache");
    }

    private static String policy(MvcTestResult result) {
        return String.valueOf(result.getResponse().getHeader("Content-Security-Policy"));
    }

    private static String hash(Cookie cookie) {
        return new LearnerId(cookie.getValue()).pseudonym("test");
    }

    @RestController
    static class Probe {

        @GetMapping({"/en/probe", "/zh/probe"})
        String page(LearnerId learner, Locale locale) {
            return locale.getLanguage() + " " + learner.pseudonym("test");
        }

        @PostMapping("/api/probe")
        String change() {
            return "changed";
        }
    }

    @TestConfiguration
    @EnableWebSecurity
    static class Beans {

        @Bean
        Probe probe() {
            return new Probe();
        }

        @Bean
        LanguageController languages() {
            return new LanguageController();
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        org.springframework.jdbc.core.simple.JdbcClient database() {
            return org.mockito.Mockito.mock();
        }
    }
}
