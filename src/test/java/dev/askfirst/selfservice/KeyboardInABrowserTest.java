package dev.askfirst.selfservice;

import static dev.askfirst.selfservice.Browsing.go;
import static dev.askfirst.selfservice.Browsing.press;
import static dev.askfirst.selfservice.Browsing.tabTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Chromium.Eyes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The keyboard alone is enough for everything, with and without script. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class KeyboardInABrowserTest {

    private static Chromium chromium;

    @Inject
    Database database;

    @TestHTTPResource
    URI service;

    private Browsing browsing;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @BeforeEach
    void begin() {
        browsing = new Browsing(service, database);
    }

    @ParameterizedTest(name = "script: {0}")
    @ValueSource(booleans = {true, false})
    void theLinkOfOneClickStopsWhatTheMessageWasAbout(boolean script) {
        as(script, (page, ana) -> {
            page.navigate(browsing.url(Permits.link(ana, "/u/")));
            page.keyboard().press("Tab");
            go(page);
            assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
        });
    }

    @ParameterizedTest(name = "script: {0}")
    @ValueSource(booleans = {true, false})
    void fromALinkToANoAYesAndAPause(boolean script) {
        as(script, (page, ana) -> {
            page.navigate(browsing.url(Permits.link(ana, "/p/")));
            press(page, "See and change all my choices");
            press(page, "Events: No");
            assertEquals("deny", Permits.outcome(ana, "events"));
            press(page, "Events: Yes");
            digits(page);
            press(page, "Yes");
            assertEquals("permit", Permits.outcome(ana, "events"));
            press(page, "1 week");
            assertEquals("defer", Permits.outcome(ana, "events"));
            press(page, "End the pause now");
            assertEquals("permit", Permits.outcome(ana, "events"));
            press(page, "Stop everything");
            assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
        });
    }

    @ParameterizedTest(name = "script: {0}")
    @ValueSource(booleans = {true, false})
    void hoursLimitsAndWhoWroteThem(boolean script) {
        as(script, (page, ana) -> {
            browsing.enter(page, ana);
            press(page, "When");
            tabTo(page, "Time zone");
            page.keyboard().press("End");
            tabTo(page, "Sunday");
            page.keyboard().press("Space");
            tabTo(page, "No limit");
            page.keyboard().press("ArrowUp");
            tabTo(page, page.locator("label[for=max]").innerText());
            page.keyboard().type("4");
            // Enter is Save, and none of the presets above it.
            go(page);
            assertFalse(page.locator("#day-SUN").isChecked());
            assertEquals("4", page.locator("#max").inputValue());
            assertNotEquals("", page.locator("#zone").inputValue());
        });
    }

    @ParameterizedTest(name = "script: {0}")
    @ValueSource(booleans = {true, false})
    void byOnesOwnAddressToPapersAndErasure(boolean script) {
        as(script, (page, ana) -> {
            page.navigate(browsing.url("/enter"));
            tabTo(page, "Your e-mail address or phone number");
            page.keyboard().type(ana.substring("mailto:".length()));
            go(page);
            tabTo(page, "Six-digit code");
            page.keyboard().type(Visiting.digits(database));
            go(page);
            press(page, "Who wanted to write");
            press(page, "My data");
            press(page, "See what is deleted");
            press(page, "Delete my data for good");
            assertTrue(page.getByText("Your data has been deleted").first().isVisible());
            assertEquals("deny", Permits.outcome(ana, "events"));
        });
    }

    private void digits(Page page) {
        tabTo(page, "Six-digit code");
        page.keyboard().type(Visiting.digits(database));
        go(page);
    }

    private void as(boolean script, BiConsumer<Page, String> visit) {
        try (var context = chromium.open(script ? Eyes.USUAL.withScript() : Eyes.USUAL)) {
            visit.accept(context.newPage(), Visiting.somebody());
        }
    }
}
