package dev.askfirst.selfservice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.deputy.Named;
import dev.askfirst.outbound.Confirmed;
import dev.askfirst.outbound.Mailing;
import dev.askfirst.outbound.ReceivedLetter;
import dev.askfirst.outbound.mail.Letter;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Chromium.Eyes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** E-mails to people, as a program shows them that shows HTML. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class LettersInABrowserTest {

    /** A small square. */
    private static final String PICTURE = picture();

    @Inject
    Database database;

    @Inject
    DemoCatalog catalog;

    @Inject
    Mailing mailing;

    /** As a mail program shows them: in the colour and with the picture of the company, which came with the letter. */
    @Test
    void lettersLookLikeThePages() throws Exception {
        var violet = "rgb(122, 31, 162)";
        Api.staff("admin")
                .body("""
                        {"name": "Acme Shoes", "address": "1 Cobbler's Lane, 10115 Example",
                         "contact": "mailto:people@acme.example", "language": "en", "accent": "#7a1fa2", "logo": "%s"}""".formatted(PICTURE))
                .put("/v1/catalog/controllers/acme")
                .then()
                .statusCode(200);
        try (var chromium = new Chromium();
                var context = chromium.open(Eyes.USUAL.withScript())) {
            var page = context.newPage();
            var axe = new Axe(page);
            page.navigate("about:blank");
            page.onRequest(it -> assertTrue(it.url().startsWith("data:"), it.url()));
            for (var language : List.of("en", "de", "ar", "ja")) {
                var ana = mailing.newcomer(language);
                Api.sender("acme-mailer")
                        .body("""
                                {"contact": "%s", "controller": "acme", "topic": "events", "channel": "email",
                                 "timeZone": "Asia/Tokyo", "evidence": {"method": "form"},
                                 "notice": {"id": "acme-marketing", "version": 1, "language": "en"}}""".formatted(ana.contact()))
                        .post("/v1/grants")
                        .then()
                        .statusCode(201);
                var letter = mailing.send(mailing.letter(ana, language));
                mailing.result(letter);
                shown(page, axe, mailing.received(letter).html(), "letter-confirm-" + language);
                assertEquals(violet, style(page.locator(".yes"), "backgroundColor"));
                assertTrue(page.locator(".letter").innerText().contains("Tokyo"), "the time is theirs");
                assertTrue(page.locator(".head img").boundingBox().height > 20, "the picture is there");
                assertTrue(
                        Files.readString(mailing.file(letter).orElseThrow()).contains("Content-ID: <logo@askfirst>"),
                        "the picture came with it");
            }
            var cem = Confirmed.somebody();
            for (var language : List.of("en", "de", "ar", "ja")) {
                var rosa = Named.by(cem.person(), "no", "see");
                String act = Api.person(cem.person())
                        .get("/v1/persons/" + cem.person() + "/deputies/" + rosa)
                        .path("act");
                var named = new Letter.Named(rosa, UUID.fromString(act));
                var told = mailing.send(Letter.deputy(UUID.randomUUID(), cem.point(), language, named));
                mailing.result(told);
                shown(page, axe, mailing.received(told).html(), "letter-deputy-" + language);
            }
            var bob = Visiting.byLink(Visiting.somebody());
            bob.post("/me/code", Map.of("send", "yes", "pending", "/me"));
            var digits = Visiting.digits(database);
            var code = ReceivedLetter.of(Files.readString(Visiting.newestLetter(database)));
            shown(page, axe, code.html(), "letter-code");
            assertEquals(digits, page.locator(".digits").innerText());
        } finally {
            catalog.again();
        }
    }

    /** In light and dark, wide and narrow. */
    private static void shown(Page page, Axe axe, String html, String name) {
        page.setContent(html.replace("cid:logo@askfirst", "data:image/png;base64," + PICTURE));
        for (var dark : List.of(true, false)) {
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
            assertEquals(List.of(), axe.violations(), name);
            Pictures.take(page, name + (dark ? "-dark" : ""));
        }
        var size = page.viewportSize();
        page.setViewportSize(320, 640);
        assertFalse(Browsing.tooWide(page), name);
        page.setViewportSize(size.width, size.height);
    }

    private static String style(Locator element, String name) {
        return (String) element.evaluate("(it, name) => getComputedStyle(it)[name]", name);
    }

    private static String picture() {
        var image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (var x = 0; x < 64; x++) for (var y = 0; y < 64; y++) image.setRGB(x, y, x > y ? 0x7a1fa2 : 0xd9b3e6);
        try (var bytes = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", bytes);
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
