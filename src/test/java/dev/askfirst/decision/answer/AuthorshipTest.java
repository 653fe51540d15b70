package dev.askfirst.decision.answer;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.term.Authorship;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who wrote it is asked, and said: by name, or in words that people understand. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class AuthorshipTest {

    private static final String DISCLOSED = "obligations.find { it.type == 'disclose' }.text";

    @Inject
    Disclosures disclosures;

    @Test
    void aPersonalMessageNamesItsAuthor() {
        ask("acme-mailer", about(Acts.newcomer(), "\"message\": {\"authorship\": \"personal\"}"))
                .then()
                .statusCode(400)
                .body("errors.field", contains("message.author"))
                .body("errors.message[0]", containsString("a named author"));
    }

    @Test
    void aPersonalMessageDisclosesNothingAndNamesAHumanToTurnTo() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        ask("acme-mailer", about(ana, "\"message\": {\"authorship\": \"personal\", \"author\": \"Jo Berg\"}"))
                .then()
                .body("obligations.type", contains("add_header", "add_header", "link", "contact"))
                .body("obligations[3].value", is("mailto:people@acme.example"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(textBlock = """
            en,    automated, en
            en,    assisted,  en
            fr,    automated, fr
            fr-CA, assisted,  fr
            de,    automated, de
            ja,    automated, ja
            ar,    automated, ar
            tlh,   automated, en
            """)
    void theMessageSaysInThePersonsLanguageWhoWroteIt(String locale, String authorship, String language) {
        var words = Texts.of("disclosure", language).text(authorship);
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers", locale).then().statusCode(201);
        ask("acme-mailer", about(ana, "\"message\": {\"authorship\": \"" + authorship + "\"}"))
                .then()
                .body("obligations.find { it.type == 'disclose' }.value", is(authorship))
                .body(DISCLOSED, is(words));
    }

    @Test
    void aControllerThatWasNeverSpokenToDoesNotLearnTheLanguage() {
        var ana = Acts.newcomer();
        sender("globex-mailer")
                .body("""
                {"contact": "%s", "controller": "globex", "topic": "offers", "channel": "email", "locale": "fr",
                 "notice": {"id": "globex-marketing", "version": 1, "language": "fr"},
                 "evidence": {"method": "form"}}""".formatted(ana))
                .post("/v1/grants")
                .then()
                .statusCode(201);
        var known = disclosed("globex-mailer", ana);
        assertEquals(Texts.of("disclosure", "fr").text("automated"), known);
        assertEquals(disclosed("acme-mailer", Acts.newcomer()), disclosed("acme-mailer", ana));
        assertNotEquals(known, disclosed("acme-mailer", ana));
    }

    @Test
    void theSameAnswerIsGivenInTheSameWords() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers", "de");
        var first = keyed(ana);
        assertEquals(first, keyed(ana));
        assertEquals(Texts.of("disclosure", "de").text("automated"), first);
    }

    @Test
    void everyLanguageHasWordsOfItsOwn() {
        var all = new HashSet<String>();
        for (var language : Languages.ALL) {
            all.add(disclosures.words(Authorship.ASSISTED, Stream.of(language)));
            all.add(disclosures.words(Authorship.AUTOMATED, Stream.of(language)));
        }
        assertEquals(2 * Languages.ALL.size(), all.size());
    }

    private static String keyed(String contact) {
        return sender("acme-mailer")
                .header("Idempotency-Key", "words of " + contact.hashCode())
                .body(about(contact))
                .post("/v1/decisions")
                .then()
                .statusCode(200)
                .extract()
                .path(DISCLOSED);
    }

    private static String disclosed(String sender, String contact) {
        return ask(sender, """
                {"to": "%s", "channel": "email", "topic": "orders"}""".formatted(contact))
                .then()
                .body("outcome", is("permit"))
                .extract()
                .path(DISCLOSED);
    }
}
