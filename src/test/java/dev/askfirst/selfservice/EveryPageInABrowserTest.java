package dev.askfirst.selfservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.Rateable;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.Thorough;
import dev.askfirst.selfservice.Chromium.Eyes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every page and its main states in each language, walked through once and looked at in several ways: for axe, in light and
 * dark, wide and narrow; for its width on small screens and with large text; and for its weight.
 */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class EveryPageInABrowserTest {

    private static final int HEAVIEST = 60_000;
    private static Chromium chromium;

    @Inject
    Database database;

    @Inject
    DemoCatalog catalog;

    @TestHTTPResource
    URI service;

    @BeforeEach
    void acmeAnswers() {
        Rateable.andAnswering(catalog);
    }

    @AfterEach
    void nobodyAnswers() {
        catalog.again();
    }

    /** One way to look at a page; its name is part of the picture's. */
    private enum View {
        LIGHT("", Eyes.USUAL),
        DARK("-dark", Eyes.USUAL.dark()),
        NARROW("-320", Eyes.USUAL.narrow()),
        DARK_NARROW("-dark-320", Eyes.USUAL.dark().narrow());

        private final String suffix;
        private final Eyes eyes;

        View(String suffix, Eyes eyes) {
            this.suffix = suffix;
            this.eyes = eyes;
        }

        boolean dark() {
            return eyes.colours() == ColorScheme.DARK;
        }

        void take(Page page) {
            if (!isDark(page).equals(dark()))
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(eyes.colours()));
            size(page, eyes.width(), eyes.height());
        }
    }

    @BeforeAll
    static void start() {
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    /** The languages and looks that differ most; the others too where there is time. */
    static List<Arguments> looks() {
        var always = List.of(
                arguments("en", List.of(View.LIGHT, View.DARK, View.NARROW)),
                arguments("ar", List.of(View.LIGHT, View.DARK_NARROW)),
                arguments("pl", List.of(View.NARROW)));
        var more = List.of(
                arguments("de", List.of(View.NARROW)),
                arguments("fr", List.of(View.LIGHT)),
                arguments("es", List.of(View.LIGHT)),
                arguments("ja", List.of(View.NARROW)));
        return Stream.concat(always.stream(), Thorough.or(more, List.<Arguments>of()).stream())
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("looks")
    void everyPageIsForEverybody(String language, List<View> all) {
        var wrong = new ArrayList<String>();
        var browsing = new Browsing(service, database);
        try (var context = chromium.open(Eyes.USUAL.withScript().reading(language))) {
            var page = context.newPage();
            var axe = new Axe(page);
            page.onRequest(request -> {
                if (!request.url().startsWith(browsing.front().toString())) wrong.add(request.url());
            });
            browsing.everyPage(page, Browsing.somebody(language), state -> {
                for (var view : all) check(page, axe, view, language + view.suffix + "-" + state, wrong);
                measure(page, state, wrong);
                View.LIGHT.take(page);
            });
        }
        assertEquals(List.of(), wrong);
    }

    private static void check(Page page, Axe axe, View view, String name, List<String> wrong) {
        view.take(page);
        Pictures.take(page, name);
        if (!isDark(page).equals(view.dark())) wrong.add(name + ": the colours are not those that were asked for");
        axe.violations().forEach(rule -> wrong.add(name + ": " + rule));
    }

    /** 640 pixels are 1280 at 200 %; what is left of 320 pixels at twice the text size is the hardest case. */
    private static void measure(Page page, String name, List<String> wrong) {
        for (var width : List.of(320, 640)) {
            size(page, width, 640);
            if (Browsing.tooWide(page)) wrong.add(name + " at " + width);
        }
        if (Browsing.tooWide(page, "212%")) wrong.add(name + " at 640 with twice the text size");
        var bytes = Browsing.bytes(page);
        if (bytes < 1_000 || bytes > HEAVIEST) wrong.add(name + ": " + bytes + " bytes");
    }

    private static void size(Page page, int width, int height) {
        var now = page.viewportSize();
        if (now.width != width || now.height != height) page.setViewportSize(width, height);
    }

    private static Boolean isDark(Page page) {
        return (Boolean) page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches");
    }
}
