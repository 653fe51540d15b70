package dev.askfirst.selfservice;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private final Playwright playwright;
    private final Browser browser;

    public Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program())
                        .setHeadless(true)
                        .setArgs(QUIET));
    }

    public BrowserContext open(Eyes eyes) {
        return browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(eyes.width(), eyes.height())
                .setColorScheme(eyes.colours())
                .setJavaScriptEnabled(eyes.script())
                .setLocale(eyes.language()));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
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
