package dev.askfirst.console;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.askfirst.catalog.draft.Admins;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.TlsProxy;
import dev.askfirst.selfservice.Chromium;
import dev.askfirst.selfservice.Chromium.Eyes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ways through the console in a real browser, without script: sorted tables, filters that stay, and one field that finds anything. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class WaysInABrowserTest {

    private static Chromium chromium;

    @TestHTTPResource
    URI service;

    private String ana;
    private String asked;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @BeforeEach
    void somebodyIsAskedAbout() {
        ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        asked = ask("acme-mailer", about(ana)).path("id");
        for (var i = 0; i < 4; i++) ask("globex-mailer", about(ana));
    }

    /** Sorting, filters and the way back are links: each keeps what the others said. */
    @Test
    void linksKeepWhatWasAskedFor() {
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = context.newPage();
            page.setDefaultTimeout(30_000);
            enter(page, "compliance");
            page.navigate(url("/console/overview?days=7"));
            var senders = page.locator("#senders");
            senders.getByText("Sender", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertTrue(page.url().endsWith("/console/overview?days=7&sort=senders.name#senders"), page.url());
            assertEquals("ascending", senders.locator("[aria-sort]").getAttribute("aria-sort"));
            var names = senders.locator("tbody a").allInnerTexts();
            assertEquals(names.stream().sorted(String.CASE_INSENSITIVE_ORDER).toList(), names);
            assertTrue(names.contains("Acme newsletter system"), names::toString);
            senders.locator("[aria-sort] a").click();
            assertEquals("descending", senders.locator("[aria-sort]").getAttribute("aria-sort"));
            assertEquals(names.reversed(), senders.locator("tbody a").allInnerTexts());
            page.getByText("30 days").click();
            assertEquals("descending", senders.locator("[aria-sort]").getAttribute("aria-sort"));
            page.navigate(url("/console/entries?kind=decision&sender=globex-mailer&limit=3"));
            assertTrue(page.locator(".list tbody").innerText().contains("Globex newsletter system"));
            assertFalse(page.locator(".list tbody").innerText().contains("globex-mailer"));
            page.locator(".list tbody a").first().click();
            page.getByText("Back to the list").click();
            assertTrue(page.url().endsWith("/console/entries?kind=decision&sender=globex-mailer"), page.url());
        }
    }

    @Test
    void anythingIsLookedUpFromEveryPage() {
        var id = Persons.idOf(ana);
        var draft = Admins.made(Admins.BEA, "topics", """
                {"id": "offers.slippers", "purpose": "marketing", "name": "Slippers", "needsConsent": true}""");
        Admins.refuse(Admins.CEM, draft, "{\"reason\": \"a test needs no slippers\"}");
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = context.newPage();
            page.setDefaultTimeout(30_000);
            enter(page, "compliance");
            for (var typed : List.of(ana.replace("mailto:", ""), ana, id.toString())) {
                lookUp(page, typed);
                assertEquals(url("/console/people/" + id), page.url(), typed);
            }
            lookUp(page, asked);
            assertEquals(url("/console/entries/" + asked), page.url());
            lookUp(page, draft);
            assertEquals(url("/console/drafts/" + draft), page.url());
            // By keyboard, from the first link of the page on.
            page.navigate(url("/console/verify"));
            page.locator("#find").focus();
            page.keyboard().type("Running shoes");
            page.keyboard().press("Enter");
            page.getByText("Running shoes").first().waitFor();
            assertEquals(url("/console/find"), page.url(), "what was typed never stands in an address");
            page.getByText("On record").waitFor();
            lookUp(page, "zaphod");
            assertEquals("zaphod", page.locator("#q").inputValue());
            assertTrue(page.getByRole(AriaRole.ALERT).isVisible());
        }
    }

    private static void lookUp(Page page, String what) {
        var field = page.locator("#find").count() > 0 ? page.locator("#find") : page.locator("#q");
        field.fill(what);
        field.press("Enter");
    }

    private void enter(Page page, String role) {
        page.navigate(url("/console/enter"));
        page.getByLabel("Token").fill(Api.token(role));
        page.locator("main button").click();
    }

    private String url(String path) {
        return TlsProxy.before(service).resolve(path).toString();
    }
}
