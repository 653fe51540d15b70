package dev.askfirst.console;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.registry.Registering;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.log.Sealing;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.TlsProxy;
import dev.askfirst.platform.local.LocalTokens;
import dev.askfirst.selfservice.Axe;
import dev.askfirst.selfservice.Browsing;
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

/** The console in a real browser: sound for screen readers, in the dark, at 320 pixels, by keyboard and without script. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ConsoleInABrowserTest {

    private static final int DAYS = 12;
    private static final int HEAVIEST = 60_000;
    private static final Duration LONG = Duration.ofDays(2000);
    private static Chromium chromium;
    private static int passed;
    private static String ana;
    private static String asked;
    private static String bounced;

    @Inject
    Sealing sealing;

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    DemoCatalog catalog;

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
        someDays();
        var id = Persons.idOf(ana);
        try (var context = chromium.open(eyes)) {
            var page = context.newPage();
            var axe = new Axe(page);
            page.setDefaultTimeout(30_000);
            page.onRequest(request ->
                    assertTrue(request.url().startsWith(TlsProxy.before(service).toString()), request.url()));
            page.onConsoleMessage(it -> {
                // That nobody is found by an address is a 404, and no fault of the page.
                if (it.type().equals("error") && !it.text().contains("404 (Not Found)")) wrong.add(it.text());
            });
            look(page, axe, "/console/enter", name + "enter", wrong);
            enter(page, "compliance");
            look(page, axe, "/console/overview", name + "overview", wrong);
            assertTrue(page.locator(".plot canvas").count() > 0, "a chart is drawn");
            look(page, axe, "/console/entries?kind=decision", name + "entries", wrong);
            look(page, axe, "/console/entries/" + asked, name + "entry", wrong);
            page.navigate(url("/console/entries/" + bounced));
            for (var kind : List.of("suppression", "outcome", "decision")) {
                page.locator("#chain li a:has-text('" + kind + "')").first().click();
                check(page, axe, name + "chain-" + kind, wrong);
            }
            look(page, axe, "/console/people", name + "people", wrong);
            Pushed.toTools(database, id);
            look(page, axe, "/console/people/" + id, name + "person", wrong);
            Pushed.forget(database, id);
            look(page, axe, "/console/consents", name + "consents", wrong);
            look(page, axe, "/console/replies", name + "replies", wrong);
            look(page, axe, "/console/usefulness", name + "usefulness", wrong);
            Registering.on(catalog, Registering.INES);
            look(page, axe, "/console/authors", name + "authors", wrong);
            catalog.again();
            look(page, axe, "/console/requests", name + "requests", wrong);
            look(page, axe, "/console/requests?all=true", name + "requests-all", wrong);
            look(page, axe, "/console/doubts", name + "doubts-off", wrong);
            CopiedLetters.watched(catalog, "winter sale", 12);
            look(page, axe, "/console/doubts", name + "doubts", wrong);
            catalog.again();
            look(page, axe, "/console/complaints", name + "complaints", wrong);
            look(page, axe, "/console/complaints?all=true", name + "complaints-all", wrong);
            look(page, axe, "/console/exports", name + "exports", wrong);
            look(page, axe, "/console/find", name + "find", wrong);
            lookUp(page, "offers");
            check(page, axe, name + "found", wrong);
            lookUp(page, "nobody@test.example");
            check(page, axe, name + "found-nobody", wrong);
            look(page, axe, "/console/verify", name + "verify", wrong);
            enterWith(
                    page,
                    LocalTokens.issue(
                            Api.keys(), "compliance", Optional.empty(), Optional.empty(), List.of("acme"), LONG));
            look(page, axe, "/console/people/" + id, name + "limited", wrong);
            enter(page, "admin");
            look(page, axe, "/console/catalog", name + "catalog", wrong);
            page.navigate(url("/console/catalog/notices?id=acme-marketing&language=en"));
            page.locator("#part")
                    .fill(page.locator("#part").inputValue().replace("\"version\" : 1", "\"version\" : 2"));
            page.locator("button[value=look]").click();
            check(page, axe, name + "diff", wrong);
            page.navigate(url("/console/catalog/topics?id=offers"));
            page.locator("details summary").click();
            check(page, axe, name + "names", wrong);
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void withoutScriptTheTablesSayTheSame() {
        someDays();
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = context.newPage();
            page.setDefaultTimeout(30_000);
            enter(page, "compliance");
            page.navigate(url("/console/overview?days=7"));
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
        someDays();
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = context.newPage();
            page.setDefaultTimeout(30_000);
            enter(page, "compliance");
            page.navigate(url("/console/entries?kind=decision"));
            tabTo(page, "Skip to the page");
            tabTo(page, "Search");
            page.keyboard().press("Enter");
            page.waitForURL("**/console/entries?from=*");
            page.locator(".list tbody a").first().focus();
            page.keyboard().press("Enter");
            page.waitForURL(it -> it.matches(".*/console/entries/[0-9a-f-]{36}\\?kind=decision"));
            assertTrue(page.getByText("The question").isVisible());
        }
    }

    @Test
    void onPaperTheNumbersAreThere() {
        someDays();
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = context.newPage();
            page.setDefaultTimeout(30_000);
            enter(page, "compliance");
            page.navigate(url("/console/overview"));
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(com.microsoft.playwright.options.Media.PRINT));
            assertFalse(page.locator("nav").isVisible());
            assertTrue(page.locator("figure table").first().isVisible());
        }
    }

    /** Days on which things were asked, the last of them after a no; made once, seen from the last of them. */
    private void someDays() {
        clock.advance(Duration.ofDays(700).plus(Duration.ofDays(passed)));
        if (passed > 0) return;
        ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        for (passed = 0; passed < DAYS; passed++) {
            var questions = new ArrayList<String>();
            for (var i = 0; i < 4 + passed % 4 * 3; i++) questions.add(about(ana));
            for (var i = 0; i < 3; i++) questions.add(about(Acts.newcomer()));
            questions.add(about(ana).replace("offers.shoes", "orders"));
            Api.sender("acme-mailer")
                    .body("{\"questions\": [" + String.join(",", questions) + "]}")
                    .post("/v1/decisions/batch");
            ask("globex-mailer", about(ana));
            if (passed == DAYS - 3) Acts.withdraw(ana, "offers");
            // Or it would look as if the log had waited for days.
            sealing.seal();
            clock.advance(Duration.ofDays(1));
        }
        asked = ask("acme-mailer", about(ana)).path("id");
        FiledComplaints.dueAndResolved(ana);
        bounced = bounced(Acts.newcomer());
        AskedHumans.waitingAndAnswered(catalog, ana);
        dev.askfirst.consent.deputy.Named.by(Persons.idOf(ana), "no", "see");
        for (var text : List.of("How do I stop these messages?", "אתם שולחים יותר מדי הודעות"))
            Api.sender("acme-mailer")
                    .body("{\"from\": \"%s\", \"channel\": \"email\", \"controller\": \"acme\", \"text\": \"%s\"}"
                            .formatted(ana, text))
                    .post("/v1/replies");
    }

    /** The deny after a message that did not arrive. */
    private static String bounced(String contact) {
        Acts.grant(contact, "offers");
        String permit = ask("acme-mailer", about(contact)).path("id");
        Api.sender("acme-mailer").body("{\"outcome\": \"bounced\"}").post("/v1/decisions/" + permit + "/outcome");
        return ask("acme-mailer", about(contact)).path("id");
    }

    private static void lookUp(Page page, String what) {
        var field = page.locator("#find").count() > 0 ? page.locator("#find") : page.locator("#q");
        field.fill(what);
        field.press("Enter");
    }

    private void enter(Page page, String role) {
        // It holds for as long as the tests let pass.
        enterWith(page, LocalTokens.issue(Api.keys(), role, Optional.empty(), Optional.empty(), LONG));
    }

    private void enterWith(Page page, String token) {
        page.navigate(url("/console/enter"));
        page.getByLabel("Token").fill(token);
        page.locator("main button").click();
        assertFalse(page.url().endsWith("/enter"), "signed in");
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
        var bytes = Browsing.bytes(page);
        if (bytes < 1_000 || bytes > HEAVIEST) wrong.add(name + ": " + bytes + " bytes");
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
        return TlsProxy.before(service).resolve(path).toString();
    }
}
