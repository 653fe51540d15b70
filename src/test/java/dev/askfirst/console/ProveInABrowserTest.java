package dev.askfirst.console;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import dev.askfirst.consent.Acts;
import dev.askfirst.log.Sealing;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.TlsProxy;
import dev.askfirst.selfservice.Axe;
import dev.askfirst.selfservice.Chromium;
import dev.askfirst.selfservice.Chromium.Eyes;
import dev.askfirst.selfservice.Pictures;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Officers prove a consent in a real browser: in few clicks, by keyboard, on paper, in the dark, at 320 pixels, without script. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ProveInABrowserTest {

    private static final int HEAVIEST = 60_000;
    private static Chromium chromium;

    @Inject
    Sealing sealing;

    @Inject
    TestClock clock;

    @TestHTTPResource
    URI service;

    private String ana;
    private String yes;
    private String permit;
    private String between;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @BeforeEach
    void aConsentWithAStory() throws Exception {
        ana = Acts.newcomer();
        yes = grant("offers", "de");
        permit = ask("acme-mailer", about(ana)).path("id");
        between = clock.read().toString();
        Acts.withdraw(ana, "offers");
        sealing.seal();
    }

    @Test
    void aConsentIsProvedWithinThreeClicksFromTheHomePage() {
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = entered(context.newPage());
            page.getByLabel("Address, or the id").fill(ana.replace("mailto:", ""));
            click(page, "Prove");
            assertTrue(page.locator(".lead").innerText().contains("acme.example/join"));
            assertEquals("de", page.locator("blockquote").getAttribute("lang"));
            // With several consents it is one click more.
            grant("events", "en");
            page.navigate(url("/console"));
            page.getByLabel("Address, or the id").fill(ana);
            click(page, "Prove");
            page.locator("tbody a").first().click();
            assertTrue(page.locator(".lead").isVisible());
        }
    }

    @ParameterizedTest(name = "dark: {0}, narrow: {1}")
    @CsvSource({"false,false", "true,false", "false,true"})
    void axeFindsNothingInAnyState(boolean dark, boolean narrow) {
        var eyes = Eyes.USUAL.withScript();
        if (dark) eyes = eyes.dark();
        if (narrow) eyes = eyes.narrow();
        var name = "prove-" + (dark ? "dark-" : narrow ? "320-" : "");
        var wrong = new ArrayList<String>();
        grant("events", "en");
        try (var context = chromium.open(eyes)) {
            var page = context.newPage();
            var axe = new Axe(page);
            entered(page);
            check(page, axe, name + "home", wrong);
            page.getByLabel("Address, or the id").fill("nobody@test.example");
            click(page, "Prove");
            check(page, axe, name + "nobody", wrong);
            page.getByLabel("Address, or the id").fill(ana);
            click(page, "Prove");
            check(page, axe, name + "choices", wrong);
            look(page, axe, "/console/prove/" + yes, name + "withdrawn", wrong);
            look(page, axe, "/console/prove/" + yes + "?at=" + between, name + "then", wrong);
            look(page, axe, "/console/prove/" + permit, name + "permit", wrong);
            page.locator("details summary").click();
            check(page, axe, name + "members", wrong);
            look(page, axe, "/console/prove/" + yes + "?at=2001-01-01T10:00:00Z", name + "before", wrong);
            page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            look(page, axe, "/console/prove/" + permit, name + "forced", wrong);
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void theKeyboardAloneIsEnough() {
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = entered(context.newPage());
            tabTo(page, "document.activeElement.id === 'who'");
            page.keyboard().type(ana);
            page.keyboard().press("Enter");
            page.waitForURL("**/console/prove/" + yes);
            tabTo(page, "document.activeElement.innerText.includes('Download everything')");
        }
    }

    /** On paper everything is there that proves something, nothing that is to be pressed, and no colour says it alone. */
    @Test
    void onPaperItIsAProof() {
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = entered(context.newPage());
            page.navigate(url("/console/prove/" + yes + "?at=" + between));
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            for (var gone : List.of("nav", "form.ask", "a.button"))
                assertEquals(0, page.locator(gone + ":visible").count(), gone);
            for (var there : List.of(".lead", "blockquote", ".timeline", ".qr svg", ".proof code"))
                assertTrue(page.locator(there).first().isVisible(), there);
            assertTrue(page.getByText("after the instant asked about").isVisible());
            assertTrue(page.getByText("permitted", new Page.GetByTextOptions().setExact(true))
                    .isVisible());
            Pictures.take(page, "prove-paper");
        }
    }

    @Test
    void aPageIsLightAndAsksForNothingFromElsewhere() {
        var bytes = 0;
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = entered(context.newPage());
            page.onRequest(request ->
                    assertTrue(request.url().startsWith(TlsProxy.before(service).toString()), request.url()));
            page.navigate(url("/console/prove/" + permit));
            bytes = ((Number) page.evaluate("""
                    performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
                        .reduce((sum, it) => sum + it.decodedBodySize, 0)""")).intValue();
        }
        assertTrue(bytes > 0 && bytes <= HEAVIEST, "it weighs " + bytes);
    }

    private String grant(String topic, String language) {
        return Api.sender("acme-mailer")
                .body("""
                        {"contact": "%s", "controller": "acme", "topic": "%s", "channel": "email",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "%s"},
                         "evidence": {"method": "form", "source": "https://acme.example/join"}}""".formatted(ana, topic, language))
                .post("/v1/grants")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private Page entered(Page page) {
        page.navigate(url("/console/enter"));
        page.getByLabel("Token").fill(Api.token("compliance"));
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
        for (var i = 0; i < 40; i++) {
            page.keyboard().press("Tab");
            if ((Boolean) page.evaluate(reached)) return;
        }
        throw new AssertionError("the keyboard does not reach " + reached);
    }

    private String url(String path) {
        return TlsProxy.before(service).resolve(path).toString();
    }
}
