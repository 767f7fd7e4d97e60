package dev.podlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A person's browser: the system's chromium, with everything that went wrong in its pages written down. */
final class JourneyBrowser implements AutoCloseable {

    static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final double PATIENCE_MS = 90_000;
    /** What "good" means in the Core Web Vitals. */
    private static final double GOOD_LAYOUT_SHIFT = 0.1;

    /** Sums up layout shifts that no input caused, and makes violations of the policy console errors. */
    private static final String WATCH =
            """
            window.podlabShift = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => {
              if (!entry.hadRecentInput) window.podlabShift += entry.value;
            })).observe({ type: 'layout-shift', buffered: true });
            document.addEventListener('securitypolicyviolation', event =>
              console.error(`policy violated: ${event.violatedDirective} by ${event.blockedURI} ${event.sourceFile}`));
            """;

    /** Waits for what moves to stop: letters that appear before the bar behind them has grown are not what stays. */
    private static final String AT_REST =
            """
            Promise.all(document.getAnimations()
              .filter(animation => animation.effect.getComputedTiming().endTime !== Infinity)
              .map(animation => animation.finished.catch(() => null))).then(() => true)
            """;

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> errors = new CopyOnWriteArrayList<>();

    JourneyBrowser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setChromiumSandbox(false));
    }

    static boolean isInstalled() {
        return Files.isExecutable(CHROMIUM);
    }

    /** Opens a window with cookies of its own: a new learner. */
    Page open(int width, int height, ColorScheme scheme, String locale) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setLocale(locale));
        context.addInitScript(WATCH);
        context.setDefaultTimeout(PATIENCE_MS);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(errors::add);
        return page;
    }

    static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /** Demands that axe finds nothing wrong by WCAG 2.2 AA in the page as it is now. */
    static void assertAccessible(Page page) {
        page.evaluate(AT_REST);
        List<Rule> violations = new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                .analyze()
                .getViolations();
        assertThat(violations)
                .extracting(rule -> rule.getId() + ": " + rule.getHelp() + " "
                        + rule.getNodes().stream().map(node -> String.valueOf(node.getTarget())).toList())
                .isEmpty();
    }

    static void assertSteady(Page page) {
        assertThat(((Number) page.evaluate("window.podlabShift")).doubleValue())
                .as("cumulative layout shift")
                .isLessThan(GOOD_LAYOUT_SHIFT);
    }

    /** Returns what went to the consoles as errors, violations of the content security policy included. */
    List<String> errors() {
        return errors;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
