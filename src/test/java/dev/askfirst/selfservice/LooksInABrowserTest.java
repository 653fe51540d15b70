package dev.askfirst.selfservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Chromium.Eyes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages in the colours somebody has chosen, without things that move, and with a no as easy as a yes. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class LooksInABrowserTest {

    private static Chromium chromium;

    @Inject
    Database database;

    @Inject
    DemoCatalog catalog;

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

    @Test
    void inForcedColoursOneSeesWhatIsChosenAndWhereOneIs() {
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = context.newPage();
            var axe = new Axe(page);
            page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            browsing.enter(page, Browsing.somebody("en"));
            Browsing.openAll(page);
            assertEquals(true, page.evaluate("matchMedia('(forced-colors: active)').matches"));
            var on = page.locator(".switch button[aria-pressed=true]").first();
            var off = page.locator(".switch button[aria-pressed=false]").first();
            assertNotEquals(style(on, "backgroundColor"), style(off, "backgroundColor"));
            assertEquals(
                    style(on, "backgroundColor"), style(page.locator("button[value=everything]"), "backgroundColor"));
            assertNotEquals(
                    style(page.locator("nav a[aria-current]"), "borderBottomColor"),
                    style(page.locator("nav a:not([aria-current])").first(), "borderBottomColor"));
            for (var button : page.locator("main button").all()) assertEquals("solid", style(button, "borderTopStyle"));
            off.focus();
            page.keyboard().press("Tab");
            assertEquals("solid", style(page.locator(":focus"), "outlineStyle"));
            assertEquals(List.of(), axe.violations());
            Pictures.take(page, "en-forced-terms");
        }
    }

    /** The hours of the week are told apart without colours: in forced ones, and by how light they are. */
    @Test
    void theWeekIsReadWithoutColours() {
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = context.newPage();
            var axe = new Axe(page);
            browsing.enter(page, Browsing.somebody("de-AT"));
            page.navigate(browsing.url("/me/times"));
            page.locator("button[value=work]").click();
            for (var dark : List.of(false, true)) {
                page.emulateMedia(
                        new Page.EmulateMediaOptions().setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
                var shut = light(style(page.locator(".ribbon .shut"), "fill"));
                var open = light(style(page.locator(".ribbon .open").first(), "fill"));
                assertTrue(
                        (Math.max(shut, open) + 0.05) / (Math.min(shut, open) + 0.05) >= 3, shut + " beside " + open);
            }
            page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            assertNotEquals(
                    style(page.locator(".ribbon .shut"), "fill"),
                    style(page.locator(".ribbon .open").first(), "fill"));
            assertNotEquals(
                    style(page.locator(".presets [aria-pressed=true]"), "backgroundColor"),
                    style(page.locator(".presets [aria-pressed=false]").first(), "backgroundColor"));
            assertEquals(List.of(), axe.violations());
            Pictures.take(page, "en-forced-times");
        }
    }

    /** The relative luminance of a colour such as {@code rgb(29, 92, 77)}. */
    private static double light(String colour) {
        var parts = colour.replaceAll("[^0-9,]", "").split(",");
        var sum = 0.0;
        for (var i = 0; i < 3; i++) {
            var part = Integer.parseInt(parts[i]) / 255.0;
            var linear = part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
            sum += linear * List.of(0.2126, 0.7152, 0.0722).get(i);
        }
        return sum;
    }

    /** Or what is in order everywhere else would mean nothing. */
    @Test
    void axeFindsWhatIsWrong() {
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = context.newPage();
            var axe = new Axe(page);
            page.navigate(browsing.url("/enter"));
            assertEquals(List.of(), axe.violations());
            page.evaluate("""
                    document.documentElement.removeAttribute('lang');
                    document.querySelector('main').append(new Image());
                    document.querySelector('h1').style.color = '#ccc';""");
            var found = axe.violations().stream()
                    .map(it -> it.substring(0, it.indexOf(':')))
                    .toList();
            assertTrue(found.containsAll(List.of("color-contrast", "html-has-lang", "image-alt")), found::toString);
        }
    }

    @Test
    void nothingMovesForWhoeverWantsThat() {
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = context.newPage();
            browsing.enter(page, Browsing.somebody("en"));
            assertTrue(moving(page) > 0, "else this test could not fail");
            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            for (var path : List.of("/me", "/me/times", "/enter")) {
                page.navigate(browsing.url(path));
                assertEquals(0, moving(page), path);
            }
        }
    }

    /** For each switch: clicks, and pages one comes through, until no is said, and until yes is. */
    @Test
    void ofNoSwitchIsNoHarderThanYes() {
        catalog.again();
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = context.newPage();
            browsing.enter(page, Visiting.somebody());
            page.navigate(browsing.url("/me/asked"));
            browsing.prove(page);
            page.navigate(browsing.url("/me"));
            var topics = page.locator(".switch input[name=topic]").all().stream()
                    .map(it -> it.getAttribute("value"))
                    .distinct()
                    .toList();
            assertTrue(topics.size() > 5, topics::toString);
            for (var topic : topics) {
                var yes = clicks(page, topic, "yes");
                var no = clicks(page, topic, "no");
                assertEquals(1, no, topic);
                assertTrue(yes >= no, topic);
                clicks(page, topic, "yes");
                assertFalse(isOn(page, topic, "no"), topic);
            }
        }
    }

    private int clicks(Page page, String topic, String answer) {
        Browsing.openAll(page);
        choice(page, topic, answer).click();
        var clicks = 1;
        while (page.locator(".choice").count() > 0) {
            page.locator(".choice button[value=" + answer + "]").click();
            clicks++;
        }
        assertTrue(isOn(page, topic, answer), topic + ": " + answer);
        return clicks;
    }

    private static boolean isOn(Page page, String topic, String answer) {
        return choice(page, topic, answer).getAttribute("aria-pressed").equals("true");
    }

    private static Locator choice(Page page, String topic, String answer) {
        return page.locator(".switch:has(input[name=topic][value='%s']) button[value=%s]".formatted(topic, answer))
                .first();
    }

    private static int moving(Page page) {
        return ((Number) page.evaluate("""
                [...document.querySelectorAll('*')].map(it => getComputedStyle(it))
                    .filter(it => it.animationName !== 'none' || it.transitionDuration.split(', ').some(s => s !== '0s')).length""")).intValue();
    }

    private static String style(Locator element, String name) {
        return (String) element.evaluate("(it, name) => getComputedStyle(it)[name]", name);
    }
}
