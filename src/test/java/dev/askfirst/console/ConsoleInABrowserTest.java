package dev.askfirst.console;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.LocalTokens;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Chromium;
import dev.askfirst.selfservice.Chromium.Eyes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The console in a real browser: sound for screen readers, in the dark, at 320 pixels, by keyboard and without script. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ConsoleInABrowserTest {

    private static final Path PICTURES = Path.of("target/screenshots");
    private static Chromium chromium;

    @Inject
    TestClock clock;

    @TestHTTPResource
    URI service;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @AfterEach
    void present() {
        clock.reset();
    }

    @ParameterizedTest(name = "dark: {0}, narrow: {1}")
    @CsvSource({"false,false", "true,false", "false,true"})
    void axeFindsNothingOnAnyPage(boolean dark, boolean narrow) {
        var eyes = Eyes.USUAL.withScript();
        if (dark) eyes = eyes.dark();
        if (narrow) eyes = eyes.narrow();
        var name = "console" + (dark ? "-dark-" : narrow ? "-320-" : "-");
        var wrong = new ArrayList<String>();
        var ana = Acts.newcomer();
        var asked = someDays(ana);
        var id = Persons.idOf(ana);
        try (var context = chromium.open(eyes)) {
            var page = context.newPage();
            page.setDefaultTimeout(10_000);
            page.onRequest(request -> assertTrue(request.url().startsWith(service.toString()), request.url()));
            page.onConsoleMessage(it -> {
                if (it.type().equals("error")) wrong.add(it.text());
            });
            look(page, "/console/enter", name + "enter", wrong);
            enter(page, "compliance");
            look(page, "/console", name + "overview", wrong);
            assertTrue(page.locator(".plot canvas").count() > 0, "a chart is drawn");
            look(page, "/console/entries?kind=decision", name + "entries", wrong);
            look(page, "/console/entries/" + asked, name + "entry", wrong);
            look(page, "/console/people", name + "people", wrong);
            look(page, "/console/people/" + id, name + "person", wrong);
            look(page, "/console/consents", name + "consents", wrong);
            look(page, "/console/exports", name + "exports", wrong);
            look(page, "/console/verify", name + "verify", wrong);
            enter(page, "admin");
            look(page, "/console/catalog", name + "catalog", wrong);
            page.navigate(url("/console/catalog/notices?id=acme-marketing&language=en"));
            page.locator("#part")
                    .fill(page.locator("#part").inputValue().replace("\"version\" : 1", "\"version\" : 2"));
            page.locator("button[value=look]").click();
            check(page, name + "diff", wrong);
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void withoutScriptTheTablesSayTheSame() {
        someDays(Acts.newcomer());
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = context.newPage();
            page.setDefaultTimeout(10_000);
            enter(page, "compliance");
            page.navigate(url("/console?days=7"));
            assertEquals(0, page.locator("canvas").count());
            assertEquals(7, page.locator("figure tbody tr").count());
            assertTrue(page.locator("figure table").first().isVisible());
            page.navigate(url("/console/entries"));
            page.getByLabel("Kind").selectOption("decision");
            page.getByLabel("Sender").fill("acme-mailer");
            page.getByRole(
                            com.microsoft.playwright.options.AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Search"))
                    .click();
            assertTrue(page.locator(".list tbody tr").count() > 0);
        }
    }

    @Test
    void theKeyboardAloneIsEnough() {
        someDays(Acts.newcomer());
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = context.newPage();
            page.setDefaultTimeout(10_000);
            enter(page, "compliance");
            page.navigate(url("/console/entries?kind=decision"));
            tabTo(page, "Skip to the page");
            tabTo(page, "Search");
            page.keyboard().press("Enter");
            page.waitForURL("**/console/entries?from=*");
            page.locator(".list a").first().focus();
            page.keyboard().press("Enter");
            page.waitForURL(it -> it.matches(".*/console/entries/[0-9a-f-]{36}"));
            assertTrue(page.getByText("The question").isVisible());
        }
    }

    @Test
    void onPaperTheNumbersAreThere() {
        someDays(Acts.newcomer());
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = context.newPage();
            page.setDefaultTimeout(10_000);
            enter(page, "compliance");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));
            assertFalse(page.locator("nav").isVisible());
            assertTrue(page.locator("figure table").first().isVisible());
        }
    }

    /** Some weeks in which things were asked, the last of them with a no; the last question's id. */
    private String someDays(String ana) {
        clock.advance(Duration.ofDays(700));
        Acts.grant(ana, "offers");
        var asked = "";
        for (var day = 0; day < 20; day++) {
            clock.advance(Duration.ofDays(1));
            for (var i = 0; i < 2 + day % 4; i++) ask("acme-mailer", about(ana));
            ask(day % 3 == 0 ? "globex-mailer" : "acme-mailer", about(Acts.newcomer()));
            if (day == 16) Acts.withdraw(ana, "offers");
        }
        asked = ask("acme-mailer", about(ana)).path("id");
        return asked;
    }

    private void enter(Page page, String role) {
        page.navigate(url("/console/enter"));
        // It holds for as long as the tests let pass.
        page.getByLabel("Token")
                .fill(LocalTokens.issue(Api.keys(), role, Optional.empty(), Optional.empty(), Duration.ofDays(2000)));
        page.locator("main button").click();
        assertFalse(page.url().endsWith("/enter"), "signed in");
    }

    private void look(Page page, String path, String name, List<String> wrong) {
        page.navigate(url(path));
        check(page, name, wrong);
    }

    private static void check(Page page, String name, List<String> wrong) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
        new AxeBuilder(page).analyze().getViolations().forEach(rule -> wrong.add(name + ": " + rule));
        if ((Boolean) page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
            wrong.add(name + " is wider than the screen");
    }

    private static void tabTo(Page page, String name) {
        for (var i = 0; i < 40; i++) {
            page.keyboard().press("Tab");
            var at = (String) page.evaluate("(document.activeElement.innerText || '').trim()");
            if (at.equals(name)) return;
        }
        throw new AssertionError("the keyboard does not reach `" + name + "`");
    }

    private String url(String path) {
        return service.resolve(path).toString();
    }
}
