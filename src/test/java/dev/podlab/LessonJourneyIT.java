package dev.podlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A person reads both lessons in a browser and does the exercise shared-network with real containers, in Chinese and in
 * English. With PODLAB_TEST_KUBECONFIG set, the same journey runs against that cluster.
 */
@Tag("browser")
class LessonJourneyIT {

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Pattern WORD_BEFORE_PROMPT = Pattern.compile("localhost\\s+([a-z]{6})\\s*/ #");

    private static ConfigurableApplicationContext podlab;
    private static JourneyBrowser browser;
    private static String home;

    @TempDir
    private static Path state;

    @BeforeAll
    static void start() throws Exception {
        boolean onCi = System.getenv("CI") != null;
        assumeThat(onCi || JourneyBrowser.isInstalled()).as("chromium is not installed").isTrue();
        podlab = SpringApplication.run(PodlabApplication.class, arguments());
        home = "http://localhost:" + podlab.getEnvironment().getRequiredProperty("local.server.port");
        awaitReady();
        browser = new JourneyBrowser();
    }

    private static String[] arguments() {
        var arguments = new ArrayList<>(List.of("--server.port=0", "--podlab.home=" + state.resolve("home")));
        String kubeconfig = System.getenv("PODLAB_TEST_KUBECONFIG");
        if (kubeconfig != null) {
            arguments.add("--podlab.kubeconfig=" + kubeconfig);
        }
        return arguments.toArray(String[]::new);
    }

    private static void awaitReady() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(home + "/actuator/health/readiness")).build();
        Instant deadline = Instant.now().plus(READY_WITHIN);
        String answer;
        try (HttpClient http = HttpClient.newHttpClient()) {
            do {
                answer = http.send(request, BodyHandlers.ofString()).body();
                LockSupport.parkNanos(POLL.toNanos());
            } while (!answer.contains("UP") && Instant.now().isBefore(deadline));
        }
        assertThat(answer).as("readiness").contains("UP");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (podlab != null) {
            podlab.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void personProvesThatTwoContainersShareOneNetwork(String language) {
        Page page = browser.open(1366, 850, ColorScheme.LIGHT, language);
        page.navigate(home + "/" + language);
        look(page, language + "-home");
        page.locator(".go .button").first().click();
        page.locator(".bench button.big").waitFor();
        look(page, language + "-lesson-1");
        page.locator(".onward .next").click();
        openSandbox(page);
        look(page, language + "-sandbox");
        createPod(page);
        look(page, language + "-step-1");
        compareAddresses(page);
        look(page, language + "-step-2");
        fetchOverLocalhost(page);
        look(page, language + "-step-3");
        clash(page);
        look(page, language + "-step-4");
        quoteTheReason(page);
        look(page, language + "-step-5");
        JourneyBrowser.assertSteady(page);
        switchesLanguageInPlace(page, language);
        leaveNothing(page);
        page.context().close();
        assertThat(browser.errors()).isEmpty();
    }

    private static void openSandbox(Page page) {
        page.locator(".bench button.big").click();
        page.locator(".bench [role=tablist]").waitFor();
        page.locator(".picture .invitation").waitFor();
    }

    private static void createPod(Page page) {
        runCommand(page, 0);
        page.locator("[data-part='pod/web/container/two'].running").waitFor();
        awaitPassed(page, 1);
    }

    private static void compareAddresses(Page page) {
        nextStep(page);
        runCommand(page, 0);
        runCommand(page, 1);
        String address = page.locator("[data-part='pod/web/network'] .address").textContent();
        Pattern seen = Pattern.compile("inet " + Pattern.quote(address) + "/");
        assertThat(readTerminal(page, "one", seen).group()).isNotEmpty();
        assertThat(readTerminal(page, "two", seen).group()).isNotEmpty();
        answer(page, address);
        awaitPassed(page, 2);
    }

    private static void fetchOverLocalhost(Page page) {
        nextStep(page);
        runCommand(page, 0);
        answer(page, readTerminal(page, "two", WORD_BEFORE_PROMPT).group(1));
        awaitPassed(page, 3);
    }

    private static void clash(Page page) {
        nextStep(page);
        page.locator(".guess input[value='second-crashes']").check();
        runCommand(page, 0);
        page.locator("[data-part='pod/web/container/three']:is(.backoff, .failed)").waitFor();
        awaitPassed(page, 4);
    }

    private static void quoteTheReason(Page page) {
        nextStep(page);
        runCommand(page, 0);
        String log = page.locator(".step .output pre").textContent();
        String reason = log.lines().filter(line -> line.contains("in use")).findFirst().orElse("");
        assertThat(reason).as(log).isNotEmpty();
        answer(page, reason);
        awaitPassed(page, 5);
    }

    private static void runCommand(Page page, int number) {
        page.locator("[data-exercise] .cmd button:not(.quiet)").nth(number).click();
    }

    private static void answer(Page page, String text) {
        page.locator("form.answer input").fill(text);
        page.locator("form.answer button").click();
    }

    private static void awaitPassed(Page page, int steps) {
        page.waitForCondition(() -> page.locator(".dots .ok").count() >= steps);
    }

    private static void nextStep(Page page) {
        page.locator(".step footer button:not(.quiet)").click();
    }

    /** Waits until a container's terminal shows a text, and returns it. */
    private static MatchResult readTerminal(Page page, String container, Pattern expected) {
        page.locator("#tab-terminal-web-" + container).click();
        Locator rows = page.locator("#panel-terminal-web-" + container + " .xterm-rows");
        var found = new AtomicReference<MatchResult>();
        page.waitForCondition(() -> {
            Matcher matcher = expected.matcher(shown(rows));
            if (matcher.find()) {
                found.set(matcher.toMatchResult());
            }
            return found.get() != null;
        });
        return found.get();
    }

    private static String shown(Locator rows) {
        return rows.innerText().replace('\u00a0', ' ');
    }

    private static void look(Page page, String name) {
        JourneyBrowser.screenshot(page, name);
        JourneyBrowser.assertAccessible(page);
    }

    private static void switchesLanguageInPlace(Page page, String language) {
        page.locator("#ports-belong-to-the-pod").scrollIntoViewIfNeeded();
        page.locator("[data-language]").click();
        page.waitForURL("**/" + (language.equals("zh") ? "en" : "zh") + "/lessons/one-network-per-pod#*");
        assertThat(page.locator("html").getAttribute("lang")).doesNotStartWith(language);
        page.locator(".picture [data-part='pod/web']").waitFor();
    }

    /** Gives the sandbox back, so that its Pods are gone before the cluster is. */
    private static void leaveNothing(Page page) {
        page.locator(".bar button.quiet").last().click();
        page.locator(".barnote button.danger").click();
        page.locator(".bench button.big").waitFor();
    }

    @Test
    void lessonReadsWithoutScripts() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(home + "/en/lessons/one-network-per-pod")).build();
            String page = http.send(request, BodyHandlers.ofString()).body();
            assertThat(page).contains("<h1").contains("localhost").doesNotContain("??");
            assertThat(page).doesNotContain("style=\"").doesNotContainPattern("<[^>]+ on[a-z]+=");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1366, 1920})
    void pagesFitEveryScreenInLightAndDark(int width) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page page = browser.open(width, width > 1900 ? 1080 : 844, scheme, "zh");
            for (String path : List.of("/zh", "/zh/lessons/what-a-pod-is", "/zh/lessons/one-network-per-pod")) {
                page.navigate(home + path);
                page.waitForLoadState();
                if (path.contains("lessons")) {
                    page.locator(".bench button.big").waitFor();
                }
                look(page, "screen-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + path.replace('/', '-'));
                assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                        .as(path + " is not wider than " + width + " px")
                        .isTrue();
                JourneyBrowser.assertSteady(page);
            }
            page.context().close();
        }
        assertThat(browser.errors()).isEmpty();
    }
}
