package dev.askfirst.decision.answer;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.sender;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.decision.Questions;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.language.Languages;
import dev.askfirst.platform.language.Texts;
import dev.askfirst.policy.Reason;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Why not is told in words, to everybody in a language they read. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ExplanationsTest {

    @Inject
    Explanations explanations;

    static List<String> languages() {
        return Languages.ALL;
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyReasonHasWordsOfItsOwnInEveryLanguage(String language) throws IOException {
        var texts = texts(language);
        assertEquals(texts("en").stringPropertyNames(), texts.stringPropertyNames());
        assertEquals(texts.size(), new HashSet<>(texts.values()).size(), "no two reasons read the same");
        for (var code : Reason.Code.values()) {
            var said = explanations.in(language).of(code, Optional.empty());
            assertTrue(texts.containsValue(said), said);
            if (!language.equals("en")) assertFalse(texts("en").containsValue(said), said);
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void whatComesFromTheLawNamesTheRule(String language) {
        var explanation = explanations.in(language);
        for (var code : List.of(Reason.Code.QUIET_HOURS, Reason.Code.CAP_REACHED)) {
            assertTrue(explanation.of(code, Optional.of("law:fr-calls")).endsWith(" (fr-calls)"));
        }
        var own = explanation.of(Reason.Code.CAP_REACHED, Optional.empty());
        assertFalse(explanation
                .of(Reason.Code.CAP_REACHED, Optional.of("law:fr-calls"))
                .startsWith(own));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
        none            | en
        fr              | fr
        de-AT, fr;q=0.5 | de
        es;q=0.3, *     | es
        nonsense;;q     | en
        """)
    void sendersAreToldInTheLanguageTheyAskFor(String header, String language) {
        var text = Texts.of("reason", language).text("consent_unknown");
        var question = about(Acts.newcomer());
        var caller = sender("acme-mailer").body(question);
        (header == null ? caller : caller.header("Accept-Language", header))
                .post("/v1/decisions")
                .then()
                .statusCode(200)
                .body("reasons[0].detail", startsWith(text));
        var batch = sender("acme-mailer").body("{\"questions\": [%s]}".formatted(question));
        (header == null ? batch : batch.header("Accept-Language", header))
                .post("/v1/decisions/batch")
                .then()
                .body("decisions[0].reasons[0].detail", startsWith(text));
    }

    @Test
    void peopleAreToldInTheirOwn() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers", "fr").then().statusCode(201);
        Acts.withdraw(ana, "offers");
        Questions.answer(ana);
        var id = Persons.idOf(ana);
        var own = Texts.of("reason", "fr").text("consent_withdrawn");
        person(id).get("/v1/persons/" + id + "/decisions").then().body("decisions[0].reasons.detail", contains(own));
        person(id).get("/v1/persons/" + id + "/export").then().body("decisions[0].reasons.detail", contains(own));
        person(id)
                .header("Accept-Language", "de")
                .get("/v1/persons/" + id + "/decisions")
                .then()
                .body(
                        "decisions[0].reasons[0].detail",
                        is(Texts.of("reason", "de").text("consent_withdrawn")));
    }

    private static Properties texts(String language) throws IOException {
        var texts = new Properties();
        var file = "/messages/reason_%s.properties".formatted(language);
        try (var in = new InputStreamReader(ExplanationsTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }
}
