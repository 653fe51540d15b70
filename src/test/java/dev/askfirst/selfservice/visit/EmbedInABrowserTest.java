package dev.askfirst.selfservice.visit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.TlsProxy;
import dev.askfirst.selfservice.Axe;
import dev.askfirst.selfservice.Chromium;
import dev.askfirst.selfservice.Chromium.Eyes;
import dev.askfirst.selfservice.Permits;
import dev.askfirst.selfservice.Pictures;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person's choices in the account page of a company, of another site than the service, in a real browser. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class EmbedInABrowserTest {

    private static final Path SCRIPT = Path.of("src/main/resources/META-INF/resources/assets/askfirst-embed.js");

    private static Chromium chromium;

    @Inject
    DemoCatalog catalog;

    @TestHTTPResource
    URI service;

    private URI front;
    private String ana;
    private String customer;
    private CompanySite acme;

    @BeforeAll
    static void start() {
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @BeforeEach
    void anAccount() {
        front = TlsProxy.before(service);
        ana = Acts.newcomer();
        customer = Shop.customer(ana);
        acme = new CompanySite(front);
    }

    @AfterEach
    void isClosed() {
        acme.close();
    }

    @Test
    void choicesAreMadeInTheAccountPage() {
        Framing.by(catalog, acme.origin(), () -> {
            try (var context = chromium.open(Eyes.USUAL.withScript())) {
                var page = account(context.newPage());
                var inside = page.frameLocator("iframe");
                isAsHighAsItsPage(page);
                inside.locator("#c-acme details > summary").last().click();
                isAsHighAsItsPage(page);
                inside.locator("form:has(input[value=events]) button[value=yes]")
                        .click();
                assertThat(inside.locator("blockquote")).isVisible();
                isAsHighAsItsPage(page);
                Pictures.take(page, "en-embedded-agree");
                inside.locator("form.choice button[value=yes]").click();
                assertThat(inside.locator("[role=status]")).isVisible();
                isAsHighAsItsPage(page);
                var cookie = context.cookies(front.toString()).getFirst();
                assertEquals("__Host-askfirst", cookie.name);
                assertEquals(SameSiteAttribute.NONE, cookie.sameSite);
                // The language that is chosen there stays as well.
                inside.locator("a[hreflang=de]").click();
                inside.locator("html[lang=de] h1").waitFor();
                // Outside of this company's page it is nobody's visit.
                page.navigate(front + "/me");
                assertTrue(page.url().endsWith("/enter"), page::url);
            }
        });
        assertEquals("permit", Permits.outcome(ana, "events"));
    }

    @Test
    void theFrameLooksLikeAPartOfThePage() {
        Framing.by(catalog, acme.origin(), () -> {
            for (var eyes : List.of(Eyes.USUAL, Eyes.USUAL.narrow(), Eyes.USUAL.dark())) {
                try (var context = chromium.open(eyes.withScript())) {
                    var page = account(context.newPage());
                    assertThat(page.frameLocator("iframe").locator("h1")).isVisible();
                    isAsHighAsItsPage(page);
                    // What lies outside of the window is not drawn in frames of other sites.
                    page.setViewportSize(eyes.width(), 2600);
                    Pictures.take(page, "en-embedded-%d-%s".formatted(eyes.width(), eyes.colours()));
                }
            }
        });
    }

    @Test
    void nobodyElsesPageShowsThem() {
        try (var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = context.newPage();
            Framing.by(catalog, "https://www.acme.example", () -> isRefused(page));
            isRefused(page);
        }
    }

    @Test
    void aLinkThatWasUsedSaysSoInTheFrameToo() {
        Framing.by(catalog, acme.origin(), () -> {
            try (var context = chromium.open(Eyes.USUAL.withScript())) {
                var page = context.newPage();
                var used = front + Shop.link(Shop.customer(Acts.newcomer()));
                page.navigate(used);
                assertThat(page.locator("nav")).isVisible();
                page.navigate(acme.origin() + "/account");
                page.evaluate("""
                        link => {
                            const it = document.createElement('askfirst-preferences');
                            it.setAttribute('src', link);
                            document.querySelector('askfirst-preferences').replaceWith(it);
                        }""", used);
                assertThat(page.frameLocator("iframe").locator("main")).containsText("opens your page once");
                Pictures.take(page, "en-embedded-over");
                var alone = context.newPage();
                var axe = new Axe(alone);
                alone.navigate(used);
                assertThat(alone.locator("main")).containsText("Go back to Acme Shoes");
                assertEquals(List.of(), axe.violations());
            }
        });
    }

    @Test
    void theMenuLeadsBack() {
        Framing.by(catalog, acme.origin(), () -> {
            try (var context = chromium.open(Eyes.USUAL.narrow().withScript())) {
                var page = context.newPage();
                var axe = new Axe(page);
                var link = Shop.open("acme-shop", Shop.customer(Acts.newcomer()), acme.origin() + "/account")
                        .<String>path("url");
                page.navigate(front + Shop.here(link));
                assertEquals(List.of(), axe.violations());
                Pictures.take(page, "en-320-vouched");
                page.locator("nav a").first().click();
                assertThat(page.locator("h1").first()).hasText("Your account at Acme Shoes");
            }
        });
    }

    @Test
    void theComponentIsSmall() throws Exception {
        assertTrue(Files.size(SCRIPT) <= 2048, () -> SCRIPT + " is too large");
    }

    private Page account(Page page) {
        acme.hasVisit(front + Shop.link(customer));
        page.navigate(acme.origin() + "/account");
        return page;
    }

    private void isRefused(Page page) {
        var told = page.waitForConsoleMessage(
                new Page.WaitForConsoleMessageOptions()
                        .setPredicate(it -> it.text().contains("frame-ancestors")),
                () -> account(page));
        assertTrue(told.text().contains("frame-ancestors"), told::text);
        assertEquals(0, page.frameLocator("iframe").locator("main").count());
    }

    /** The frame is as high as what is in it: nothing has to be scrolled in there, and nothing below it is empty. */
    private static void isAsHighAsItsPage(Page page) {
        page.frameLocator("iframe").locator("h1").waitFor();
        var inside = page.frames().getLast();
        page.waitForCondition(
                () -> (Boolean)
                        inside.evaluate(
                                "document.readyState === 'complete' && Math.abs(document.documentElement.offsetHeight - innerHeight) <= 1"));
    }
}
