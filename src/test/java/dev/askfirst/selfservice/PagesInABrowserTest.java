package dev.askfirst.selfservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Chromium.Eyes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees and does, in a real browser: with and without script, by mouse and by keyboard alone. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class PagesInABrowserTest {

    private static final Path PICTURES = Path.of("target/screenshots");
    private static final List<String> WRONG = new ArrayList<>();
    private static Chromium chromium;

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

    @ParameterizedTest(name = "{0}, dark: {1}, narrow: {2}")
    @CsvSource({"en,false,false", "en,true,false", "en,false,true", "de,false,true", "ar,false,false", "ar,true,true"})
    void axeFindsNothingOnAnyPage(String language, boolean dark, boolean narrow) {
        var eyes = Eyes.USUAL.withScript().reading(language);
        WRONG.clear();
        if (dark) eyes = eyes.dark();
        if (narrow) eyes = eyes.narrow();
        var name = language + (dark ? "-dark" : "") + (narrow ? "-320" : "");
        var ana = somebody(language);
        var oneClick = Permits.link(ana, "/u/");
        try (var context = chromium.open(eyes)) {
            var page = context.newPage();
            page.onRequest(request -> assertTrue(request.url().startsWith(service.toString()), request.url()));
            look(page, "/enter", name + "-enter");
            look(page, oneClick, name + "-unsubscribe");
            look(page, Permits.link(ana, "/p/"), name + "-link");
            look(page, "/p/nothing", name + "-broken");
            enter(page, ana);
            check(page, name + "-terms");
            page.locator("details").all().forEach(it -> it.evaluate("it => it.open = true"));
            check(page, name + "-terms-open");
            page.locator("button[value=P7D]").click();
            check(page, name + "-paused");
            look(page, "/me/times", name + "-times");
            page.locator("input[name=cell]").nth(9).check();
            page.locator("main button.stop").click();
            check(page, name + "-times-zone");
            look(page, "/me/asked", name + "-code");
            prove(page);
            check(page, name + "-asked");
            look(page, "/me/papers", name + "-papers");
            page.locator("main li a").first().click();
            check(page, name + "-receipt");
            look(page, "/me/papers/erase", name + "-erase");
            page.navigate(url("/me"));
            page.locator("details").all().forEach(it -> it.evaluate("it => it.open = true"));
            page.locator("button[value=yes][aria-pressed=false]").first().click();
            check(page, name + "-agree");
            page.navigate(url("/me"));
            page.locator("button[value=everything]").click();
            check(page, name + "-stopped");
        }
        assertEquals(List.of(), WRONG);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everythingWorksWithAndWithoutScript(boolean script) {
        var ana = Visiting.somebody();
        try (var context = chromium.open(script ? Eyes.USUAL.withScript() : Eyes.USUAL)) {
            var page = context.newPage();
            enter(page, ana);
            assertEquals(url("/me"), page.url());
            row(page, "Events").getByRole(AriaRole.BUTTON, named("No")).click();
            assertEquals("deny", Permits.outcome(ana, "events"));
            row(page, "Events").getByRole(AriaRole.BUTTON, named("Yes")).click();
            page.getByRole(AriaRole.BUTTON, pageNamed("Send me six digits")).click();
            page.getByLabel("The six digits").fill(Visiting.digits(database));
            page.getByRole(AriaRole.BUTTON, pageNamed("Go on")).click();
            page.getByRole(AriaRole.BUTTON, pageNamed("Go on")).click();
            page.locator(".choice").getByRole(AriaRole.BUTTON, named("Yes")).click();
            assertEquals("permit", Permits.outcome(ana, "events"));
            page.navigate(url("/me/times"));
            page.getByLabel("Monday 9–12").check();
            page.getByLabel("The time where I live").selectOption("Europe/Paris");
            page.getByRole(AriaRole.BUTTON, pageNamed("Save")).click();
            assertTrue(page.getByLabel("Monday 9–12").isChecked());
            page.navigate(url("/me"));
            page.getByRole(AriaRole.BUTTON, pageNamed("Stop everything").setExact(true))
                    .click();
            assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
            page.navigate(url("/me/papers"));
            page.getByText("See what that means").click();
            page.getByRole(AriaRole.BUTTON, pageNamed("Erase me for good")).click();
            assertTrue(page.getByText("You are erased").first().isVisible());
        }
    }

    @Test
    void theKeyboardAloneIsEnough() {
        var ana = Visiting.somebody();
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = context.newPage();
            page.navigate(url(Permits.link(ana, "/p/")));
            tabTo(page, "See and change everything");
            page.keyboard().press("Enter");
            page.waitForURL(url("/me"));
            tabTo(page, "Stop everything");
            page.keyboard().press("Enter");
            page.waitForURL("**/me?done=doneStop");
            assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
            page.navigate(url("/me/times"));
            tabTo(page, "Monday 9–12");
            page.keyboard().press("Space");
            assertTrue(page.getByLabel("Monday 9–12").isChecked());
        }
    }

    /** Clicks on the way, counted: to take back never takes more than to give. */
    @Test
    void noTakesNoMoreClicksThanYesAndEverythingStopsWithOne() {
        var ana = Visiting.somebody();
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = context.newPage();
            enter(page, ana);
            var all =
                    page.getByRole(AriaRole.BUTTON, pageNamed("Stop everything").setExact(true));
            assertTrue(all.boundingBox().y + all.boundingBox().height < 900, "on the first screen");
            for (var no : page.locator(".switch button[value=no]").all()) assertFalse(no.isDisabled());
            row(page, "Offers").getByRole(AriaRole.BUTTON, named("No")).click();
            assertEquals("deny", Permits.outcome(ana, "offers.shoes"), "one click");
            row(page, "Offers").getByRole(AriaRole.BUTTON, named("Yes")).click();
            assertEquals("deny", Permits.outcome(ana, "offers.shoes"), "more than one click");
            page.navigate(url("/me"));
            all.click();
            assertEquals("deny", Permits.outcome(ana, "events"), "one click");
        }
    }

    @Test
    void nothingOptionalIsOnBeforeThePersonPutItOn() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "events");
        try (var context = chromium.open(Eyes.USUAL)) {
            var page = context.newPage();
            enter(page, ana);
            var on = page.locator(".switch:has(button[value=yes][aria-pressed=true]) input[name=topic]").all().stream()
                    .map(it -> it.getAttribute("value"))
                    .filter(it -> !List.of("orders", "appointments", "security").contains(it))
                    .toList();
            assertEquals(List.of("events"), on);
            page.navigate(url("/me/times"));
            assertEquals(0, page.locator("input[type=checkbox]:checked").count());
            assertEquals("", page.locator("#max").inputValue());
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
            enter(page, ana);
            page.locator("details").all().forEach(it -> it.evaluate("it => it.open = true"));
            for (var pressed : List.of("true", "false")) {
                var yes = looks(page.locator(".switch button[value=yes][aria-pressed=" + pressed + "]")
                        .first());
                var no = looks(page.locator(".switch button[value=no][aria-pressed=" + pressed + "]")
                        .first());
                assertEquals(yes, no, "pressed: " + pressed);
            }
        }
    }

    @Test
    void thePageIsLightAndFitsAt320PixelsAndTwiceTheTextSize() {
        var ana = Visiting.somebody();
        try (var context = chromium.open(Eyes.USUAL.withScript().narrow())) {
            var page = context.newPage();
            var bytes = new ArrayList<Integer>();
            page.onResponse(reply -> {
                if (reply.status() == 200) bytes.add(reply.body().length);
            });
            enter(page, ana);
            for (var path : List.of("/me", "/me/times")) {
                bytes.clear();
                page.navigate(url(path));
                assertTrue(bytes.stream().mapToInt(it -> it).sum() < 100_000, bytes::toString);
                assertFalse(wider(page), path);
            }
            page.setViewportSize(640, 900);
            page.navigate(url("/me"));
            page.evaluate("document.documentElement.style.fontSize = '212%'");
            assertFalse(wider(page), "twice the text size");
            picture(page, "en-200-percent-terms");
        }
    }

    private static boolean wider(Page page) {
        return (Boolean) page.evaluate("document.documentElement.scrollWidth > window.innerWidth");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> looks(Locator button) {
        return (Map<String, Object>) button.evaluate("""
                it => { const s = getComputedStyle(it), r = it.getBoundingClientRect();
                  return {color: s.color, background: s.backgroundColor, size: s.fontSize, weight: s.fontWeight,
                    width: Math.round(r.width), height: Math.round(r.height)}; }""");
    }

    private static void tabTo(Page page, String name) {
        for (var i = 0; i < 60; i++) {
            page.keyboard().press("Tab");
            var at = (String)
                    page.evaluate(
                            "(document.activeElement.getAttribute('aria-label') || document.activeElement.innerText || '').trim()");
            if (at.equals(name)) return;
        }
        throw new AssertionError("the keyboard does not reach `" + name + "`");
    }

    private void prove(Page page) {
        page.locator("button[name=send]").click();
        page.locator("#code").fill(Visiting.digits(database));
        page.locator("form:has(#code) button").click();
    }

    private void enter(Page page, String contact) {
        page.navigate(url(Permits.link(contact, "orders", "/p/")));
        page.locator("button[name=open]").click();
    }

    private void look(Page page, String path, String name) {
        page.navigate(url(path));
        check(page, name);
    }

    private static void check(Page page, String name) {
        picture(page, name);
        var found = new AxeBuilder(page).analyze().getViolations();
        found.forEach(rule -> WRONG.add(name + ": " + rule));
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static Locator row(Page page, String topic) {
        return page.locator(".row")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(
                                "h3",
                                new Page.LocatorOptions()
                                        .setHasText(java.util.regex.Pattern.compile("^" + topic + "$")))));
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByRoleOptions pageNamed(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static String somebody(String language) {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers", language);
        Acts.grant(ana, "events", language);
        Acts.withdraw(ana, "events");
        return ana;
    }

    private String url(String path) {
        return service.resolve(path).toString();
    }
}
