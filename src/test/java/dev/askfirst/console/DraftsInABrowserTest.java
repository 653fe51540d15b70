package dev.askfirst.console;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ForcedColors;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.draft.Admins;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two admins change the catalog in a real browser: the one asks, both see what it would have changed, the other approves. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class DraftsInABrowserTest {

    private static final int HEAVIEST = 60_000;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String FREE =
            "{\"id\": \"offers.shoes\", \"purpose\": \"marketing\", \"name\": \"Shoes\", \"needsConsent\": false}";

    private static Chromium chromium;

    @Inject
    DemoCatalog catalog;

    @Inject
    Database database;

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
    void theDemoAgain() {
        database.execute("update what_if set state = 'cancelled' where state in ('waiting', 'running')");
        Admins.second(false);
        catalog.again();
    }

    @Test
    void oneAdminAsksAndTheOtherApproves() {
        Admins.second(true);
        for (var i = 0; i < 3; i++) ask("acme-mailer", about(Acts.newcomer()));
        try (var hers = chromium.open(Eyes.USUAL);
                var his = chromium.open(Eyes.USUAL)) {
            var bea = entered(hers.newPage(), Admins.BEA);
            bea.navigate(url("/console/catalog/topics?id=offers.shoes"));
            bea.locator("#part")
                    .fill(bea.locator("#part")
                            .inputValue()
                            .replace("\"needsConsent\" : true", "\"needsConsent\" : false"));
            click(bea, "Show what changes");
            bea.locator("#note").fill("Shoes are service mail now");
            click(bea, "Ask a second admin");
            assertTrue(bea.locator("main").innerText().contains("another admin has to approve it"));
            assertEquals(0, button(bea, "Approve").count(), "nobody approves their own");
            var draft = bea.url().replaceFirst(".*/drafts/", "");
            awaitDone(draft);

            var cem = entered(his.newPage(), Admins.CEM);
            cem.navigate(url("/console/catalog"));
            cem.getByText("All drafts").click();
            cem.locator("tbody a").first().click();
            assertTrue(cem.locator("main").innerText().contains("Shoes are service mail now"));
            assertTrue(cem.locator("#what-if .lead").first().innerText().matches("[0-9,]+ denies become permit\\."));
            click(cem, "Refuse");
            assertTrue(cem.locator("[role=alert]").innerText().contains("reason"), "a refusal says why");
            click(cem, "Approve");
            assertTrue(cem.locator(".lead").first().innerText().contains("bea made this draft, and cem approved it"));
            bea.reload();
            assertTrue(bea.locator(".lead").first().innerText().contains("it came into force as version"));
        }
        assertEquals("permit", dev.askfirst.decision.Questions.answer(Acts.newcomer()));
    }

    /** Examples lead to the entries that would have been otherwise. */
    @Test
    void examplesLeadToTheRecord() {
        ask("acme-mailer", about(Acts.newcomer()));
        var draft = worked();
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = entered(context.newPage(), Api.token("compliance"), "/console/drafts/" + draft);
            page.locator("table").last().locator("tbody a").first().click();
            assertTrue(page.url().contains("/console/entries/"));
            assertTrue(page.locator("main").innerText().contains("consent_unknown"));
        }
    }

    @ParameterizedTest(name = "dark: {0}, narrow: {1}")
    @CsvSource({"false,false", "true,false", "false,true"})
    void axeFindsNothingInAnyState(boolean dark, boolean narrow) {
        var eyes = Eyes.USUAL;
        if (dark) eyes = eyes.dark();
        if (narrow) eyes = eyes.narrow();
        var name = "drafts-" + (dark ? "dark-" : narrow ? "320-" : "");
        var wrong = new ArrayList<String>();
        ask("acme-mailer", about(Acts.newcomer()));
        var alone = Admins.made(Admins.BEA, "topics", FREE);
        Admins.second(true);
        var stale = alone;
        var own = worked();
        var computing = Admins.made(Admins.BEA, "purposes", "{\"id\": \"more\", \"name\": \"More\"}");
        computing(computing);
        var refused = Admins.made(Admins.BEA, "purposes", "{\"id\": \"less\", \"name\": \"Less\"}");
        Admins.refuse(Admins.CEM, refused, "{\"reason\": \"Nobody needs it.\"}");
        try (var context = chromium.open(eyes.withScript());
                var others = chromium.open(eyes.withScript())) {
            // What is being worked out looks again by itself, which is no time to look at it.
            context.route("**/assets/console.js", com.microsoft.playwright.Route::abort);
            var page = entered(context.newPage(), Admins.BEA);
            var axe = new Axe(page);
            look(page, axe, "/console/drafts", name + "list", wrong);
            look(page, axe, "/console/drafts/" + own, name + "own", wrong);
            look(page, axe, "/console/drafts/" + stale, name + "stale", wrong);
            look(page, axe, "/console/drafts/" + computing, name + "computing", wrong);
            look(page, axe, "/console/drafts/" + refused, name + "refused", wrong);
            look(page, axe, "/console/catalog", name + "catalog", wrong);
            var other = entered(others.newPage(), Admins.CEM);
            look(other, new Axe(other), "/console/drafts/" + own, name + "other", wrong);
            other.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            look(other, new Axe(other), "/console/drafts/" + own, name + "forced", wrong);
            Admins.approve(Admins.CEM, own).then().statusCode(200);
            look(page, axe, "/console/drafts/" + own, name + "published", wrong);
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void aPageIsLight() {
        var draft = worked();
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = entered(context.newPage(), Admins.CEM);
            page.navigate(url("/console/drafts/" + draft));
            var bytes = ((Number) page.evaluate("""
                    performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
                        .reduce((sum, it) => sum + it.decodedBodySize, 0)""")).intValue();
            assertTrue(bytes > 0 && bytes <= HEAVIEST, "it weighs " + bytes);
        }
    }

    /** A draft of bea's of which it is known what it would have changed. */
    private String worked() {
        var draft = Admins.made(Admins.BEA, "topics", FREE);
        Api.staff("admin", Admins.BEA)
                .post("/v1/catalog/drafts/" + draft + "/what-if")
                .then()
                .statusCode(202);
        awaitDone(draft);
        return draft;
    }

    private static void awaitDone(String draft) {
        Await.until(
                "it is worked out",
                SOON,
                () -> "done"
                        .equals(Api.staff("compliance")
                                .get("/v1/catalog/drafts/" + draft + "/what-if")
                                .path("state")));
    }

    /** As it stands while somebody works on it. */
    private void computing(String draft) {
        database.execute("""
                insert into what_if (id, draft_id, at, by, from_at, to_at, state, until, decisions, done)
                select gen_random_uuid(), id, made, by, made - interval '30 days', made, 'running',
                    clock_timestamp() + interval '5 minutes', 1000000, 412345 from catalog_draft where id = ?""", UUID.fromString(draft));
    }

    private Page entered(Page page, String admin) {
        return entered(page, Api.token("admin", admin), "/console/catalog");
    }

    private Page entered(Page page, String token, String path) {
        page.navigate(url("/console/enter"));
        page.getByLabel("Token").fill(token);
        page.locator("main button").click();
        assertFalse(page.url().endsWith("/enter"), "signed in");
        page.navigate(url(path));
        return page;
    }

    private static com.microsoft.playwright.Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void click(Page page, String name) {
        button(page, name).click();
    }

    private void look(Page page, Axe axe, String path, String name, List<String> wrong) {
        page.navigate(url(path));
        Pictures.take(page, name);
        axe.violations().forEach(rule -> wrong.add(name + ": " + rule));
        if ((Boolean) page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
            wrong.add(name + " is wider than the screen");
    }

    private String url(String path) {
        return TlsProxy.before(service).resolve(path).toString();
    }
}
