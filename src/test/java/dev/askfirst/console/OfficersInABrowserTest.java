package dev.askfirst.console;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import dev.askfirst.consent.Acts;
import dev.askfirst.log.Sealing;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.TlsProxy;
import dev.askfirst.search.moves.Counting;
import dev.askfirst.selfservice.Axe;
import dev.askfirst.selfservice.Chromium;
import dev.askfirst.selfservice.Chromium.Eyes;
import dev.askfirst.selfservice.Pictures;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Officers hand over a person and look at how yeses move, in a real browser: by keyboard, on paper, in the dark, at 320 pixels. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class OfficersInABrowserTest {

    private static final int HEAVIEST = 60_000;
    private static final Duration AHEAD = Duration.ofDays(2200);
    private static Chromium chromium;
    private static String ana;

    @Inject
    Sealing sealing;

    @Inject
    Counting counting;

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

    /** Weeks in which people said yes and no, and mail that some answered with a no; made once. */
    @BeforeEach
    void someWeeks() {
        clock.advance(AHEAD);
        if (ana == null) {
            for (var week = 0; week < 6; week++) {
                for (var i = 0; i < 3 + week % 3; i++) someone(week, i);
                clock.advance(Duration.ofDays(7));
            }
            ana = Acts.newcomer();
            Acts.grant(ana, "offers");
            sealing.seal();
            counting.count();
            clock.reset();
            clock.advance(AHEAD);
        }
        clock.advance(Duration.ofDays(42));
    }

    private static void someone(int week, int i) {
        var contact = Acts.newcomer();
        if (i == 2) {
            Acts.asked(contact);
            return;
        }
        var topic = week % 2 == 0 ? "offers" : "events";
        Acts.grant(contact, topic);
        var campaign = "\"message\": {\"campaign\": \"%s\"}".formatted(week % 2 == 0 ? "spring" : "winter sale");
        ask("acme-mailer", about(contact, campaign).replace("offers.shoes", topic));
        if (i == 1) Acts.withdraw(contact, topic);
    }

    @AfterEach
    void present() {
        clock.reset();
    }

    @ParameterizedTest(name = "dark: {0}, narrow: {1}")
    @CsvSource({"false,false", "true,false", "false,true"})
    void axeFindsNothingInAnyState(boolean dark, boolean narrow) {
        var eyes = Eyes.USUAL.withScript();
        if (dark) eyes = eyes.dark();
        if (narrow) eyes = eyes.narrow();
        var name = "officers-" + (dark ? "dark-" : narrow ? "320-" : "");
        var wrong = new ArrayList<String>();
        try (var context = chromium.open(eyes)) {
            var page = entered(context.newPage());
            var axe = new Axe(page);
            page.onConsoleMessage(it -> {
                if (it.type().equals("error") && !it.text().startsWith("Failed to load")) wrong.add(it.text());
            });
            look(page, axe, "/console/hand", name + "hand", wrong);
            click(page, "Count it first");
            check(page, axe, name + "hand-wrong", wrong);
            page.getByLabel("One person").check();
            page.getByLabel("Address, or the id").fill("nobody@test.example");
            click(page, "Count it first");
            check(page, axe, name + "hand-nobody", wrong);
            page.getByLabel("Address, or the id").fill(ana);
            click(page, "Count it first");
            check(page, axe, name + "hand-counted", wrong);
            click(page, "Make it");
            page.getByText("Download it").waitFor(new Locator.WaitForOptions().setTimeout(120_000));
            check(page, axe, name + "hand-made", wrong);
            look(page, axe, "/console/hand/counted?from=1980-01-01&to=1980-01-31", name + "hand-nothing", wrong);
            look(page, axe, "/console/yeses", name + "yeses", wrong);
            look(page, axe, "/console/yeses?controller=globex", name + "yeses-none", wrong);
            look(page, axe, "/console/consents", name + "consents", wrong);
            page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            look(page, axe, "/console/yeses", name + "yeses-forced", wrong);
        }
        assertEquals(List.of(), wrong);
    }

    /** What stands on an axis is told, and in what it counts. */
    @Test
    void everyAxisOfEveryChartHasATitle() {
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = entered(context.newPage());
            var charts = 0;
            for (var path : List.of("/console/yeses", "/console/overview?days=90", "/console/consents")) {
                page.navigate(url(path));
                var figures = page.locator("figure[data-chart]");
                var drawn = page.locator(".drawn");
                assertEquals(figures.count(), drawn.count(), path);
                for (var i = 0; i < drawn.count(); i++, charts++)
                    for (var axis : List.of("data-x", "data-y"))
                        assertFalse(drawn.nth(i).getAttribute(axis).isBlank(), path + " " + axis);
            }
            assertTrue(charts >= 4, "only " + charts);
        }
    }

    /** Without colours: bars are told apart by how light they are. */
    @Test
    void inGreyTheBarsDiffer() {
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = entered(context.newPage());
            for (var path : List.of("overview?days=90", "yeses")) {
                page.navigate(url("/console/" + path));
                page.evaluate("document.documentElement.style.filter = 'grayscale(1)'");
                Pictures.take(page, "officers-grey-" + path.replaceAll("\\W.*", ""));
            }
        }
    }

    @Test
    void theKeyboardAloneIsEnough() {
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = entered(context.newPage());
            page.navigate(url("/console"));
            tabTo(page, "document.activeElement.innerText === 'Hand over'");
            page.keyboard().press("Enter");
            page.waitForURL("**/console/hand");
            tabTo(page, "document.activeElement.id === 'what-sender'");
            page.keyboard().press("ArrowDown");
            tabTo(page, "document.activeElement.id === 'who'");
            page.keyboard().type(ana);
            page.keyboard().press("Enter");
            page.waitForURL("**/console/hand/counted*");
            tabTo(page, "document.activeElement.innerText === 'Make it'");
            page.keyboard().press("Enter");
            page.waitForURL(it -> it.matches(".*/console/hand/[0-9a-f-]{36}"));
            page.navigate(url("/console"));
            tabTo(page, "document.activeElement.innerText === 'See how they move'");
            page.keyboard().press("Enter");
            page.waitForURL("**/console/yeses");
            tabTo(page, "document.activeElement.innerText === 'spring'");
            page.keyboard().press("Enter");
            page.waitForURL("**/console/entries?kind=decision*campaign=spring*");
            assertTrue(page.locator(".list tbody tr").count() > 0);
        }
    }

    /** Without script nobody is left waiting: there is a link to look again. */
    @Test
    void whileItIsMadeItSaysHowFarItIs() {
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = entered(context.newPage());
            var axe = new Axe(page);
            // Which would load the page again while axe looks at it.
            page.route("**/assets/console.js", Route::abort);
            page.navigate(url("/console/hand"));
            page.getByLabel("Everything").check();
            page.locator("#from").fill("2000-01-01");
            page.locator("#to").fill("2050-12-31");
            click(page, "Count it first");
            click(page, "Make it");
            Pictures.take(page, "officers-hand-making");
            assertTrue(page.getByRole(AriaRole.STATUS).isVisible());
            assertEquals(List.of(), axe.violations());
            Await.until("it is ready", Duration.ofSeconds(60), () -> {
                if (page.getByText("Look again").count() > 0)
                    page.getByText("Look again").click();
                return page.getByText("Download it").count() > 0;
            });
        }
    }

    @Test
    void withoutScriptAndOnPaperTheTablesSayItAll() {
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = entered(context.newPage());
            page.navigate(url("/console/yeses"));
            assertEquals(0, page.locator("canvas").count());
            assertEquals(12, page.locator("figure").first().locator("tbody tr").count());
            Pictures.take(page, "officers-no-script-yeses");
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            for (var gone : List.of("nav", "form.filters"))
                assertEquals(0, page.locator(gone + ":visible").count(), gone);
            assertTrue(page.locator("figure table").first().isVisible());
            assertTrue(page.getByText("They are counted by day").isVisible());
            Pictures.take(page, "officers-paper-yeses");
        }
    }

    @Test
    void thePagesOfAHandOverAreLight() {
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = entered(context.newPage());
            page.navigate(url("/console/hand"));
            var bytes = ((Number) page.evaluate("""
                    performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
                        .reduce((sum, it) => sum + it.decodedBodySize, 0)""")).intValue();
            assertTrue(bytes > 0 && bytes <= HEAVIEST, "it weighs " + bytes);
        }
    }

    private Page entered(Page page) {
        page.navigate(url("/console/enter"));
        page.getByLabel("Token").fill(Staff.token("compliance", Duration.ofDays(2990)));
        page.locator("main button").click();
        assertFalse(page.url().endsWith("/enter"), "signed in");
        return page;
    }

    private static void click(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private void look(Page page, Axe axe, String path, String name, List<String> wrong) {
        page.navigate(url(path));
        check(page, axe, name, wrong);
    }

    private static void check(Page page, Axe axe, String name, List<String> wrong) {
        Pictures.take(page, name);
        axe.violations().forEach(rule -> wrong.add(name + ": " + rule));
        if ((Boolean) page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
            wrong.add(name + " is wider than the screen");
    }

    private static void tabTo(Page page, String reached) {
        for (var i = 0; i < 80; i++) {
            page.keyboard().press("Tab");
            if ((Boolean) page.evaluate(reached)) return;
        }
        throw new AssertionError("the keyboard does not reach " + reached);
    }

    private String url(String path) {
        return TlsProxy.before(service).resolve(path).toString();
    }
}
