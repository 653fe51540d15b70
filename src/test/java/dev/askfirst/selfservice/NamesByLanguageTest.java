package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.staff;
import static dev.askfirst.selfservice.Permits.link;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.outbound.Mailing;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.language.LanguageChoice;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People read what topics, channels, senders and companies are called in their own language, wherever they meet them. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class NamesByLanguageTest {

    private static final String ACME = """
            {"name": "Acme Shoes", "names": {"es": "Zapatos Acme", "ar": "أحذية أكمي"}, "address": "1 Lane",
             "contact": "mailto:people@acme.example", "language": "en"}""";

    @Inject
    DemoCatalog catalog;

    @Inject
    Mailing mailing;

    @Inject
    Database database;

    @BeforeEach
    void acmeIsCalledOtherwiseElsewhere() {
        staff("admin").body(ACME).put("/v1/catalog/controllers/acme").then().statusCode(200);
    }

    @AfterEach
    void theDemoAgain() {
        catalog.again();
    }

    @ParameterizedTest
    @CsvSource({
        "en, Acme Shoes, Shoes",
        "es, Zapatos Acme, Zapatos",
        "de, Acme Shoes, Schuhe",
        "ar, أحذية أكمي, الأحذية",
        "ja, Acme Shoes, 靴",
    })
    void linksSayWhatTheyStopInTheLanguageOfThePage(String language, String controller, String topic) {
        var ana = Visiting.somebody();
        for (var kind : List.of("/u/", "/p/"))
            in(language, link(ana, kind)).then().body(allOf(containsString(controller), containsString(topic)));
    }

    @Test
    void theLinkOfAConfirmationToo() {
        in("es", "/c/" + Acts.asked(Acts.newcomer()))
                .then()
                .body(allOf(containsString("Boletín"), containsString("Zapatos Acme")));
    }

    @Test
    void theOwnPageIsInOneLanguage() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        own("de", "/me", visit)
                .then()
                .body(allOf(
                        containsString("Laufschuhe"), containsString("E-Mail"), containsString("Ihre Bestellungen")))
                .body(not(containsString("Running shoes")));
        own("ar", "/me", visit).then().body(allOf(containsString("أحذية أكمي"), containsString("أحذية الجري")));
        own("fr", "/me/asked", visit.proven(database)).then().body(containsString("Système de newsletters d’Acme"));
        own("es", "/me/papers", visit).then().body(containsString("Zapatos Acme"));
        own("uk", "/me/times", visit).then().body(containsString("Електронна пошта"));
    }

    @Test
    void whatHasNoNameInALanguageIsCalledAsEverywhereElse() {
        staff("admin")
                .body(
                        "{\"purpose\": \"marketing\", \"name\": \"Offers\", \"needsConsent\": true, \"names\": {\"pt-BR\": \"Promoções\"}}")
                .put("/v1/catalog/topics/offers")
                .then()
                .statusCode(200);
        var link = link(Visiting.somebody(), "offers", "/u/");
        in("de", link).then().body(containsString("Offers"));
        in("pt", link).then().body(containsString("Promoções"));
    }

    @Test
    void anEmailIsInOneLanguage() throws Exception {
        var ana = mailing.newcomer("es");
        var letter = mailing.send(mailing.letter(ana, "es"));
        assertEquals("sent", mailing.result(letter));
        var received = mailing.received(letter);
        for (var part : List.of(received.header("Subject"), received.text(), received.html())) {
            assertTrue(part.contains("Boletín"), part);
            assertTrue(part.contains("Zapatos Acme"), part);
        }
    }

    private static Response in(String language, String path) {
        return anybody().cookie(LanguageChoice.COOKIE, language).get(path);
    }

    private static Response own(String language, String path, Visiting visit) {
        return anybody()
                .cookies(Map.of(Visiting.COOKIE, visit.cookie(), LanguageChoice.COOKIE, language))
                .get(path);
    }
}
