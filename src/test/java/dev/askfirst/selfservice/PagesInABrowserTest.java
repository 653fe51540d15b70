package dev.askfirst.selfservice;

import static dev.askfirst.selfservice.Browsing.button;
import static dev.askfirst.selfservice.Browsing.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Chromium.Eyes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees and does, in a real browser: with and without script. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class PagesInABrowserTest {

    private static Chromium chromium;

    @Inject
    Database database;

    @Inject
    DemoCatalog catalog;

    @TestHTTPResource
    URI service;

    private Browsing browsing;

    @BeforeEach
    void begin() {
        browsing = new Browsing(service, database);
    }

    @BeforeAll
    static void start() {
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everythingWorksWithAndWithoutScript(boolean script) {
        var ana = Visiting.somebody();
        try (var context = chromium.open(script ? Eyes.USUAL.withScript() : Eyes.USUAL)) {
            var page = context.newPage();
            browsing.enter(page, ana);
            assertEquals(browsing.url("/me"), page.url());
            button(row(page, "Events"), "No").click();
            assertEquals("deny", Permits.outcome(ana, "events"));
            button(row(page, "Events"), "Yes").click();
            page.getByLabel("Six-digit code").fill(Visiting.digits(database));
            page.getByRole(AriaRole.BUTTON, pageNamed("Continue")).click();
            button(page.locator(".choice"), "Yes").click();
            assertEquals("permit", Permits.outcome(ana, "events"));
            page.navigate(browsing.url("/me/times"));
            page.locator("#day-SUN").uncheck();
            page.getByLabel("Time zone").selectOption("Europe/Paris");
            page.getByRole(AriaRole.BUTTON, pageNamed("Save")).click();
            assertFalse(page.locator("#day-SUN").isChecked());
            assertFalse(page.locator("select[name=SUN-from]").isVisible());
            assertTrue(page.locator("select[name=MON-from]").isVisible());
            page.navigate(browsing.url("/me"));
            page.getByRole(AriaRole.BUTTON, pageNamed("Stop everything").setExact(true))
                    .click();
            assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
            page.navigate(browsing.url("/me/papers"));
            page.getByText("See what is deleted").click();
            page.getByRole(AriaRole.BUTTON, pageNamed("Delete my data for good"))
                    .click();
            assertTrue(page.getByText("Your data has been deleted").first().isVisible());
        }
    }

    /** Clicks on the way, counted: to take back never takes more than to give. */
    @Test
    void noTakesNoMoreClicksThanYesAndEverythingStopsWithOne() {
        var ana = Visiting.somebody();
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = context.newPage();
            browsing.enter(page, ana);
            var all =
                    page.getByRole(AriaRole.BUTTON, pageNamed("Stop everything").setExact(true));
            assertTrue(all.boundingBox().y + all.boundingBox().height < 900, "on the first screen");
            for (var no : page.locator(".switch button[value=no]").all()) assertFalse(no.isDisabled());
            button(row(page, "Offers"), "No").click();
            assertEquals("deny", Permits.outcome(ana, "offers.shoes"), "one click");
            button(row(page, "Offers"), "Yes").click();
            assertEquals("deny", Permits.outcome(ana, "offers.shoes"), "more than one click");
            page.navigate(browsing.url("/me"));
            page.getByRole(AriaRole.BUTTON, pageNamed("Undo my no to Offers")).click();
            assertEquals("permit", Permits.outcome(ana, "offers.shoes"), "one click");
            all.click();
            assertEquals("deny", Permits.outcome(ana, "events"), "one click");
            page.getByRole(AriaRole.BUTTON, pageNamed("Undo").setExact(true)).click();
            assertEquals("permit", Permits.outcome(ana, "events"), "one click");
        }
    }

    /** The browser's own signal is honoured and told, and what somebody complains about is seen until it is answered. */
    @Test
    void aSignalIsToldAndAComplaintIsFiled() {
        catalog.replace(catalog.document()
                .withTopics(catalog.document().topics().stream()
                        .map(it -> it.id().equals("events") ? sharing(it) : it)
                        .toList()));
        var ana = Visiting.somebody();
        try (var context = chromium.open(Eyes.USUAL)) {
            context.setExtraHTTPHeaders(Map.of("Sec-GPC", "1"));
            var page = context.newPage();
            browsing.enter(page, ana);
            assertTrue(page.getByText("opt-out signal was honoured on").isVisible());
            Pictures.take(page, "signal");
            assertEquals("deny", Permits.outcome(ana, "events"));
            page.navigate(browsing.url("/me/papers"));
            browsing.prove(page);
            page.locator("a[href='/me/complaints']").click();
            page.getByLabel("What went wrong?").fill("You wrote to me at night.");
            page.getByRole(AriaRole.BUTTON, pageNamed("Send complaint")).click();
            assertTrue(page.getByText("Passed on to the company").isVisible());
            Pictures.take(page, "complained");
        } finally {
            catalog.again();
        }
    }

    private static CatalogDocument.Topic sharing(CatalogDocument.Topic it) {
        return new CatalogDocument.Topic(
                it.id(), it.purpose(), it.name(), it.names(), true, false, false, it.minimumEvidence(), true);
    }

    /** The link in the message is the first click. */
    @Test
    void fromTheLinkOfAMessageItIsQuietEverywhereWithTwoClicks() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "events", "de-AT");
        Acts.grant(ana, "offers", "de-AT");
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = context.newPage();
            page.setContent("<a href='%s'>My choices</a>".formatted(browsing.url(Permits.link(ana, "/p/"))));
            page.getByText("My choices").click();
            Pictures.take(page, "link-quiet");
            page.locator("button[name=open][value=quiet]").click();
            assertTrue(page.locator("p.done").isVisible());
            assertEquals("true", page.locator("button[value=quiet]").getAttribute("aria-pressed"));
            assertEquals("Europe/Vienna", page.locator("#zone").inputValue());
            Pictures.take(page, "quiet");
        }
        assertEquals("deny", Permits.outcome(ana, "offers.shoes"), "a machine's");
    }

    /** And a code: it is on its way once the first is pressed, and its page leads on to the words. */
    @Test
    void aYesIsGivenBackWithThreeClicks() {
        var ana = Visiting.somebody();
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = context.newPage();
            browsing.enter(page, ana);
            button(row(page, "Offers"), "No").click();
            assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
            button(row(page, "Offers"), "Yes").click();
            page.getByLabel("Six-digit code").fill(Visiting.digits(database));
            page.getByRole(AriaRole.BUTTON, pageNamed("Continue")).click();
            assertTrue(page.locator("blockquote").isVisible(), "the words that are agreed to");
            assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
            button(page.locator(".choice"), "Yes").click();
            assertEquals("permit", Permits.outcome(ana, "offers.shoes"), "three clicks and a code");
        }
    }

    /** The person's country is known by their language, so the zone stands there as a guess. */
    @Test
    void weekdaysFromNineToSixTakeTwoClicksFromTheFirstPage() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "events", "de-AT");
        Acts.grant(ana, "offers", "de-AT");
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = context.newPage();
            browsing.enter(page, ana);
            page.locator("nav a[href='/me/times']").click();
            var preset = page.locator("button[value=work]");
            assertTrue(preset.boundingBox().y + preset.boundingBox().height < 900, "on the first screen");
            preset.click();
            assertEquals("true", page.locator("button[value=work]").getAttribute("aria-pressed"));
            assertTrue(page.locator(".ribbon").getAttribute("aria-label").contains("09:00"));
            assertEquals("Europe/Vienna", page.locator("#zone").inputValue());
            page.navigate(browsing.url("/me"));
            assertTrue(page.locator(".lead").innerText().contains("09:00"));
        }
    }

    @Test
    void nothingOptionalIsOnBeforeThePersonPutItOn() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "events");
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = context.newPage();
            browsing.enter(page, ana);
            var on = page.locator(".switch:has(button[value=yes][aria-pressed=true]) input[name=topic]").all().stream()
                    .map(it -> it.getAttribute("value"))
                    .filter(it -> !List.of("orders", "appointments", "security").contains(it))
                    .toList();
            assertEquals(List.of("events"), on);
            page.navigate(browsing.url("/me/times"));
            assertEquals(
                    0,
                    page.locator("input[type=checkbox]:not([name=day]):checked").count());
            assertEquals("any", page.locator(".presets [aria-pressed=true]").getAttribute("value"));
            assertEquals("none", page.locator("input[name=often]:checked").getAttribute("value"));
            assertEquals("any", page.locator("input[name=by]:checked").getAttribute("value"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void yesAndNoLookAlike(boolean dark) {
        var ana = Visiting.somebody();
        Acts.withdraw(ana, "events");
        var eyes = Eyes.USUAL.withScript();
        try (var context = chromium.open(dark ? eyes.dark() : eyes)) {
            var page = context.newPage();
            browsing.enter(page, ana);
            Browsing.openAll(page);
            for (var pressed : List.of("true", "false")) {
                var yes = looks(page.locator(".switch button[value=yes][aria-pressed=" + pressed + "]")
                        .first());
                var no = looks(page.locator(".switch button[value=no][aria-pressed=" + pressed + "]")
                        .first());
                assertEquals(yes, no, "pressed: " + pressed);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> looks(Locator button) {
        return (Map<String, Object>) button.evaluate("""
                it => { const s = getComputedStyle(it), r = it.getBoundingClientRect();
                  return {color: s.color, background: s.backgroundColor, size: s.fontSize, weight: s.fontWeight,
                    width: Math.round(r.width), height: Math.round(r.height)}; }""");
    }

    private static Page.GetByRoleOptions pageNamed(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
