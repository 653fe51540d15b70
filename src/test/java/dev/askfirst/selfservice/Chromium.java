package dev.askfirst.selfservice;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The machine's own Chromium without a screen; nothing is downloaded. */
public final class Chromium implements AutoCloseable {

    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** How somebody looks at a page. */
    public record Eyes(int width, int height, ColorScheme colours, boolean script, String language) {
        public static final Eyes USUAL = new Eyes(1100, 900, ColorScheme.LIGHT, false, "en");

        public Eyes dark() {
            return new Eyes(width, height, ColorScheme.DARK, script, language);
        }

        public Eyes narrow() {
            return new Eyes(320, 640, colours, script, language);
        }

        public Eyes withScript() {
            return new Eyes(width, height, colours, true, language);
        }

        public Eyes reading(String tag) {
            return new Eyes(width, height, colours, script, tag);
        }
    }

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration VISIT = Duration.ofMinutes(3);
    private static final Duration END = Duration.ofSeconds(20);
    private static final int CALL_MILLIS = 20_000;

    private final Watchdog watchdog = new Watchdog();
    private final Playwright playwright;
    private final Browser browser;

    public Chromium() {
        watchdog.allow(START);
        try {
            playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program())
                            .setHeadless(true)
                            .setTimeout(START.toMillis())
                            .setArgs(QUIET));
        } catch (RuntimeException | Error e) {
            watchdog.close();
            throw e;
        }
    }

    /** A browser of somebody's own; a call has 20 seconds, and all until the next one is opened three minutes. */
    public BrowserContext open(Eyes eyes) {
        watchdog.allow(VISIT);
        var context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(eyes.width(), eyes.height())
                .setColorScheme(eyes.colours())
                .setJavaScriptEnabled(eyes.script())
                .setLocale(eyes.language())
                // The proxy in front of the service under test has a certificate that nobody knows.
                .setIgnoreHTTPSErrors(true));
        context.setDefaultTimeout(CALL_MILLIS);
        context.setDefaultNavigationTimeout(CALL_MILLIS);
        return context;
    }

    void allow(Duration longest) {
        watchdog.allow(longest);
    }

    /** Ends the browser, kindly or not: nothing that was started outlives this call. */
    @Override
    public void close() {
        watchdog.allow(END);
        try (watchdog) {
            browser.close();
            playwright.close();
        } catch (PlaywrightException e) {
            // It is gone already; the watchdog ends what is left.
        }
    }

    private static Path program() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("no Chromium: `./askfirst test` installs it, or names what to do"));
    }
}
