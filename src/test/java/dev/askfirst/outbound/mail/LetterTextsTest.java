package dev.askfirst.outbound.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.outbound.Mailing;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.language.Texts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Letters say the same in every language, and nothing that somebody put into a name becomes a part of the page. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class LetterTextsTest {

    @Inject
    Mailing mailing;

    @Inject
    DemoCatalog catalog;

    static Stream<String> languages() {
        return Languages.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aLetterIsWrittenInTheLanguageThatWasAskedFor(String language) throws Exception {
        var letter = mailing.send(mailing.letter(mailing.newcomer(), language));
        assertEquals("sent", mailing.result(letter));
        var received = mailing.received(letter);
        var texts = Texts.of("letter", language);
        assertEquals(texts.text("subject", "Acme Shoes", newsletter(language)), received.header("Subject"));
        for (var text : List.of("words", "confirm", "ignore", "who", "human")) {
            assertTrue(received.text().contains(texts.text(text)), received::text);
            assertTrue(received.html().contains(texts.text(text)), received::html);
        }
        var start = "<html lang=\"%s\" dir=\"%s\">"
                .formatted(language, List.of("ar", "he").contains(language) ? "rtl" : "ltr");
        assertTrue(received.html().contains(start), received::html);
    }

    private String newsletter(String language) {
        return catalog.document().topics().stream()
                .filter(it -> it.id().equals("newsletter"))
                .findFirst()
                .orElseThrow()
                .nameIn(language);
    }

    @ParameterizedTest
    @CsvSource({
        "fr, en, fr",
        "fr-CA, en, fr",
        "DE, en, de",
        "tlh, de, de",
        "ja, tlh, ja",
        "not a language, es, es",
        "'', es, es"
    })
    void aLanguageWithoutTextsGivesWayToTheControllers(String wanted, String controllers, String language) {
        assertEquals(language, Languages.first(wanted, controllers));
    }

    @Test
    void namesAndWordsCannotBecomeMarkupOrHeaders() {
        var hostile = "<script>alert(1)</script>\r\nBcc: eve@evil.example";
        var controller = controller(hostile, "mailto:people@acme.example");
        var words = new CatalogDocument.Notice("n", 1, "en", "x", List.of(), hostile, Optional.empty());
        var message = new ConfirmView("en", controller, hostile, Optional.of(words), "http://x/c/y", "today").message();
        assertFalse(message.getSubject().contains("\n"), message::getSubject);
        assertFalse(message.getSubject().contains("\r"), message::getSubject);
        assertFalse(message.getHtml().contains("<script"), message::getHtml);
        assertTrue(message.getHtml().contains("&lt;script&gt;"), message::getHtml);
        assertTrue(message.getText().contains("<script>"), message::getText);
    }

    @Test
    void withoutANoticeNoWordsAreQuoted() {
        var controller = controller("X", "tel:+33612345678");
        var message = new ConfirmView("en", controller, "Offers", Optional.empty(), "http://x/c/y", "today").message();
        assertFalse(message.getHtml().contains("blockquote lang"), message::getHtml);
        assertFalse(message.getText().contains("words"), message::getText);
        assertTrue(message.getText().contains("+33612345678"), message::getText);
        assertFalse(message.getText().contains("tel:"), message::getText);
    }

    private static CatalogDocument.Controller controller(String name, String contact) {
        return new CatalogDocument.Controller(
                "x",
                name,
                null,
                name,
                contact,
                "en",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                false);
    }
}
