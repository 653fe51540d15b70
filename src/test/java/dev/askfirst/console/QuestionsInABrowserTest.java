package dev.askfirst.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.TlsProxy;
import dev.askfirst.platform.local.LocalTokens;
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
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Officers ask in a real browser who sent without asking, and how fast a no is: in few clicks, by keyboard, on paper. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class QuestionsInABrowserTest {

    private static final int HEAVIEST = 60_000;
    /** Ahead of all other tests, so that it can be seen how a page without anything looks. */
    private static final Duration AHEAD = Duration.ofDays(900);

    private static Chromium chromium;

    @Inject
    TestClock clock;

    @Inject
    Reports reports;

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

    /** Console's home, the question, the number: the rows. */
    @Test
    void unaskedMessagesOfASenderAreTwoClicksFromTheHomePage() throws Exception {
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = entered(context.newPage());
            reports.handedIn(page);
            page.navigate(url("/console"));
            click(page, "Who sent what");
            page.locator("#senders tbody td a").first().click();
            assertTrue(page.getByText("nobody asked about it").first().isVisible());
        }
    }

    @ParameterizedTest(name = "dark: {0}, narrow: {1}")
    @CsvSource({"false,false", "true,false", "false,true"})
    void axeFindsNothingInAnyState(boolean dark, boolean narrow) throws Exception {
        var eyes = Eyes.USUAL.withScript();
        if (dark) eyes = eyes.dark();
        if (narrow) eyes = eyes.narrow();
        var name = "questions-" + (dark ? "dark-" : narrow ? "320-" : "");
        var wrong = new ArrayList<String>();
        try (var context = chromium.open(eyes)) {
            var page = entered(context.newPage());
            var axe = new Axe(page);
            look(page, axe, "/console", name + "home", wrong);
            clock.advance(AHEAD.plus(Duration.ofDays(200)));
            entered(page);
            look(page, axe, "/console/unasked", name + "unasked-empty", wrong);
            assertTrue(page.getByText("Nobody can tell yet").isVisible());
            look(page, axe, "/console/noes?weeks=4", name + "noes-empty", wrong);
            assertTrue(page.getByText("no no came in").isVisible());
            clock.reset();
            entered(page);
            someNoes();
            reports.handedIn(page);
            check(page, axe, name + "report", wrong);
            page.locator("details summary").click();
            check(page, axe, name + "report-members", wrong);
            look(page, axe, "/console/unasked", name + "unasked", wrong);
            page.locator("details summary").first().click();
            check(page, axe, name + "unasked-weeks", wrong);
            page.locator("#senders tbody td a").first().click();
            check(page, axe, name + "rows", wrong);
            page.navigate(url("/console/unasked"));
            Reports.sent(page, "contact,channel,at\nana,email,now\nmailto:bo@test.example,email,yesterday\n");
            check(page, axe, name + "refused", wrong);
            look(page, axe, "/console/noes", name + "noes", wrong);
            page.locator("details summary").click();
            check(page, axe, name + "noes-raw", wrong);
            page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            look(page, axe, "/console/unasked", name + "forced", wrong);
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void theKeyboardAloneIsEnough() throws Exception {
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = entered(context.newPage());
            reports.handedIn(page);
            page.navigate(url("/console"));
            tabTo(page, "document.activeElement.innerText === 'Who sent what'");
            page.keyboard().press("Enter");
            page.waitForURL("**/console/unasked");
            tabTo(page, "document.activeElement.getAttribute('href')?.includes('result=sent_without_asking')");
            page.keyboard().press("Enter");
            page.waitForURL("**/console/unasked/rows?*");
            page.navigate(url("/console/noes"));
            tabTo(page, "document.activeElement.innerText?.startsWith('Slowest')");
            page.keyboard().press("Enter");
            page.waitForURL("**/console/noes?*sort=-*.slowest*");
        }
    }

    /** On paper the answer is there, with its numbers, and nothing that is to be pressed. */
    @Test
    void onPaperTheyAreAnswers() throws Exception {
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = entered(context.newPage());
            reports.handedIn(page);
            for (var path : List.of("/console/unasked", "/console/noes")) {
                page.navigate(url(path));
                page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
                for (var gone : List.of("nav", "form.ask", "a.button"))
                    assertEquals(0, page.locator(gone + ":visible").count(), path + " " + gone);
                assertTrue(page.locator(".lead").first().isVisible());
                assertTrue(page.locator("table").first().isVisible());
                Pictures.take(page, path.replaceAll(".*/", "") + "-paper");
                page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            }
        }
    }

    @Test
    void aPageIsLightAndAsksForNothingFromElsewhere() throws Exception {
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = entered(context.newPage());
            reports.handedIn(page);
            page.onRequest(request ->
                    assertTrue(request.url().startsWith(TlsProxy.before(service).toString()), request.url()));
            for (var path : List.of("/console/unasked", "/console/noes")) {
                page.navigate(url(path));
                var bytes = ((Number) page.evaluate("""
                        performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
                            .reduce((sum, it) => sum + it.decodedBodySize, 0)""")).intValue();
                assertTrue(bytes > 0 && bytes <= HEAVIEST, path + " weighs " + bytes);
            }
        }
    }

    /** Neighbours in a bar differ in lightness by three to one, in the light and in the dark. */
    @ParameterizedTest(name = "dark: {0}")
    @CsvSource({"false", "true"})
    void partsOfABarCanBeToldApartInGrey(boolean dark) {
        try (var context = chromium.open(dark ? Eyes.USUAL.dark() : Eyes.USUAL)) {
            var page = entered(context.newPage());
            page.navigate(url("/console/noes"));
            for (var pair : List.of(
                    List.of("--unasked", "--card"),
                    List.of("--card", "--ink"),
                    List.of("--unasked", "--ink"),
                    List.of("--unasked", "--hair"),
                    List.of("--ink", "--hair"),
                    List.of("--accent", "--card"))) {
                var contrast = ((Number) page.evaluate(CONTRAST, pair)).doubleValue();
                assertTrue(contrast >= 3, pair + " " + contrast);
            }
        }
    }

    private static final String CONTRAST = """
            names => {
                const light = name => {
                    const colour = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
                    const parts = [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16) / 255)
                        .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05;
                };
                const [one, other] = names.map(light);
                return Math.max(one, other) / Math.min(one, other);
            }""";

    private void someNoes() throws Exception {
        for (var i = 0; i < 3; i++) {
            var contact = Acts.newcomer();
            Acts.grant(contact, "offers");
            Acts.withdraw(contact, "offers");
        }
        Api.sender("acme-mailer")
                .body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email", "at": "%s",
                 "evidence": {"method": "call", "source": "our desk"}}""".formatted(Acts.newcomer(), clock.read().minus(Duration.ofMinutes(40))))
                .post("/v1/withdrawals");
    }

    private Page entered(Page page) {
        page.navigate(url("/console/enter"));
        // It holds for as long as the tests let pass.
        page.getByLabel("Token")
                .fill(LocalTokens.issue(
                        Api.keys(), "compliance", Optional.empty(), Optional.empty(), Duration.ofDays(2000)));
        page.locator("main button").click();
        assertFalse(page.url().endsWith("/enter"), "signed in");
        return page;
    }

    private static void click(Page page, String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
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
        for (var i = 0; i < 60; i++) {
            page.keyboard().press("Tab");
            if ((Boolean) page.evaluate("Boolean(" + reached + ")")) return;
        }
        throw new AssertionError("the keyboard does not reach " + reached);
    }

    private String url(String path) {
        return TlsProxy.before(service).resolve(path).toString();
    }
}
