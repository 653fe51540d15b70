package dev.askfirst.consent;

import static dev.askfirst.platform.Api.sender;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.CatalogDocument;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.Earlier;
import dev.askfirst.catalog.EvidenceGrade;
import dev.askfirst.decision.Questions;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a yes rests on decides how long it carries and whether it is accepted: the catalog's rules, to the instant. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class GroundTest {

    @Inject
    DemoCatalog catalog;

    @Inject
    TestClock clock;

    @AfterEach
    void asItWas() {
        clock.reset();
        catalog.again();
    }

    @ParameterizedTest(name = "{0} since {1}")
    @CsvSource(delimiter = '|', textBlock = """
        # kind        | since                | in force to the last microsecond before
        purchase      | 2024-02-29T12:00:00Z | 2026-02-28T12:00:00Z
        purchase      | 2023-02-28T12:00:00Z | 2025-02-28T12:00:00Z
        contract_end  | 2022-06-15T23:59:59Z | 2024-06-15T23:59:59Z
        inquiry       | 2025-08-31T00:00:00Z | 2026-02-28T00:00:00Z
                      | 2025-08-31T00:00:00Z | 2026-02-28T00:00:00Z
        """)
    void impliedConsentEndsByItsClock(String kind, Instant since, Instant end) {
        var ana = Acts.newcomer();
        var ground = (kind == null ? "" : "\"kind\": \"" + kind + "\", ") + "\"since\": \"" + since + "\"";
        grant(ana, "\"basis\": \"implied\", \"at\": \"%s\", \"ground\": {%s}".formatted(since.plusSeconds(60), ground))
                .then()
                .statusCode(201);
        assertEquals("permit", answerAt(ana, end.minusNanos(1000)));
        assertEquals("deny consent_expired", answerAt(ana, end));
    }

    @Test
    void aNewPurchaseRestartsTheClock() {
        var ana = Acts.newcomer();
        purchase(ana, "2023-01-10T00:00:00Z");
        purchase(ana, "2024-07-10T00:00:00Z");
        assertEquals("permit", answerAt(ana, Instant.parse("2026-07-09T23:59:59Z")));
        assertEquals("deny consent_expired", answerAt(ana, Instant.parse("2026-07-10T00:00:00Z")));
    }

    @Test
    void whatEndsEarlierOfItselfEndsThen() {
        var ana = Acts.newcomer();
        grant(ana, """
                "basis": "implied", "at": "2025-01-01T00:00:00Z", "expiresAt": "2025-03-01T00:00:00Z",
                "ground": {"kind": "purchase", "reference": "order 4711"}""").then().statusCode(201);
        assertEquals("deny consent_expired", answerAt(ana, Instant.parse("2025-03-01T00:00:00Z")));
    }

    @Test
    void aKindTheCatalogDoesNotKnowIsRefused() {
        grant(Acts.newcomer(), "\"basis\": \"implied\", \"ground\": {\"kind\": \"hunch\"}")
                .then()
                .statusCode(400)
                .body("errors[0].field", is("ground.kind"));
        grant(Acts.newcomer(), "\"basis\": \"implied\", \"ground\": {\"since\": \"2999-01-01T00:00:00Z\"}")
                .then()
                .statusCode(400)
                .body("detail", containsString("future"));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
        # least  | evidence                                              | notice | answer
        full     | {"method": "form", "source": "https://a.example/in"}  | yes    | 201
        full     | {"method": "form"}                                    | yes    | 422
        full     | {"method": "api", "source": "crm"}                    | yes    | 422
        partial  | {"method": "api", "source": "crm"}                    | yes    | 201
        partial  | {"method": "api"}                                     | yes    | 201
        partial  | {"method": "api"}                                     | no     | 422
        none     | {"method": "api"}                                     | no     | 201
        """)
    void aTopicMayRefuseWhatIsProvenTooWeakly(String least, String evidence, String notice, int answer) {
        demand(EvidenceGrade.valueOf(least.toUpperCase(java.util.Locale.ROOT)));
        var words = notice.equals("yes")
                ? "\"notice\": {\"id\": \"acme-marketing\", \"version\": 1}"
                : "\"basis\": \"implied\"";
        var ana = Acts.newcomer();
        body(ana, words + ", \"evidence\": " + evidence).then().statusCode(answer);
        assertEquals(answer == 201 ? "permit" : "deny consent_unknown", Questions.answer(ana));
    }

    @Test
    void aNewWordingEndsOldGrantsWhenItSays() throws Exception {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        var until = clock.read().plusSeconds(86_400);
        newWording(Earlier.Then.RE_ASK, Optional.of(until));
        assertEquals("permit", Questions.answer(ana));
        assertEquals("permit", answerAt(ana, until.minusSeconds(1)));
        assertEquals("deny consent_expired", answerAt(ana, until));
        body(ana, """
                "notice": {"id": "acme-marketing", "version": 2}, "evidence": {"method": "form"}""").then().statusCode(201);
        assertEquals("permit", answerAt(ana, until.plusSeconds(9)));
    }

    @Test
    void aPermitEndsWhenTheWordingItRestsOnDoes() throws Exception {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        var until = clock.read().plusSeconds(120).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        newWording(Earlier.Then.RE_ASK, Optional.of(until));
        var permit = Api.ask("acme-mailer", Questions.about(ana)).jsonPath();
        assertEquals(until, Instant.parse(permit.getString("validUntil")));
    }

    private void newWording(Earlier.Then then, Optional<Instant> until) {
        var old = catalog.document().notices().getFirst();
        var notices = new java.util.ArrayList<>(catalog.document().notices());
        notices.add(new CatalogDocument.Notice(
                old.id(),
                2,
                old.language(),
                old.controller(),
                old.topics(),
                old.words() + " By e-mail.",
                Optional.of(new Earlier(then, until))));
        catalog.replace(catalog.document().withNotices(notices));
    }

    private void demand(EvidenceGrade least) {
        var topics = catalog.document().topics().stream()
                .map(it -> it.id().equals("offers")
                        ? new CatalogDocument.Topic(
                                it.id(), it.purpose(), it.name(), it.names(), true, false, false, least, false)
                        : it)
                .toList();
        catalog.replace(catalog.document().withTopics(topics));
    }

    private static void purchase(String contact, String since) {
        grant(contact, """
                "basis": "implied", "at": "%s", "ground": {"kind": "purchase"}""".formatted(since)).then().statusCode(201);
    }

    private static Response grant(String contact, String more) {
        return body(contact, "\"evidence\": {\"method\": \"form\", \"source\": \"shop\"}, " + more);
    }

    private static Response body(String contact, String more) {
        return sender("acme-mailer").body("""
                        {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email", %s}""".formatted(contact, more)).post("/v1/grants");
    }

    private String answerAt(String contact, Instant at) {
        try {
            // A check asks about an exact instant, within a year of now.
            clock.set(at);
            var reply = Api.ask("acme-mailer", Questions.about(contact, "\"mode\": \"check\", \"at\": \"" + at + "\""))
                    .jsonPath();
            var reasons = String.join(" ", reply.<String>getList("reasons.code"));
            return (reply.getString("outcome") + " " + reasons).strip();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            clock.reset();
        }
    }
}
