package dev.askfirst.decision.intake;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who may not write by one channel learns by which it may, of people who said so to its controller, and of nobody else. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class AlternativesTest {

    private static final String SUGGEST = "\"suggest\": true";

    @Inject
    Database database;

    @Test
    void whatTheSameQuestionWouldGetOnAnotherChannel() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        yesBy(push(ana), "acme-mailer", "acme", "push");
        Acts.withdraw(ana, "offers.bags").then().statusCode(201);
        pauseEmail(ana);
        suggested(ana)
                .then()
                .body("outcome", is("defer"), "alternatives", hasSize(1))
                .body("alternatives[0].channel", is("push"), "alternatives[0].outcome", is("permit"));
        ask("acme-mailer", about(ana)).then().body("alternatives", nullValue());
    }

    @Test
    void aNoThereIsToldTooWithItsReasons() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        yesBy(push(ana), "acme-mailer", "acme", "push");
        sender("acme-mailer")
                .body("""
                {"contact": "%s", "controller": "acme", "topic": "offers.shoes", "channel": "push"}""".formatted(ana))
                .post("/v1/withdrawals")
                .then()
                .statusCode(201);
        pauseEmail(ana);
        suggested(ana)
                .then()
                .body("alternatives.outcome", contains("deny"))
                .body("alternatives[0].reasons.code", contains("consent_withdrawn"));
    }

    @Test
    void aPermitNeedsNone() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        yesBy(push(ana), "acme-mailer", "acme", "push");
        suggested(ana).then().body("outcome", is("permit"), "alternatives", nullValue());
    }

    @Test
    void anAddressThatWasGivenToSomebodyElseIsNotTold() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        yesBy(push(ana), null, "globex", "push");
        pauseEmail(ana);
        suggested(ana).then().body("outcome", is("defer"), "alternatives", nullValue());
    }

    @Test
    void whoNeverSpokeToTheControllerLooksLikeNobody() {
        var ana = Acts.newcomer();
        sender("globex-mailer").body("{\"contact\": \"%s\"}".formatted(ana)).post("/v1/withdrawals");
        yesBy(push(ana), null, "globex", "push");
        assertEquals(shape(suggested(Acts.newcomer())), shape(suggested(ana)));
    }

    @Test
    void everyAlternativeIsAnEnquiryOnRecord() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        yesBy(push(ana), "acme-mailer", "acme", "push");
        pauseEmail(ana);
        suggested(ana).then().body("alternatives", hasSize(1));
        Persons.idOf(ana);
        assertEquals(1, database.count("""
                        select count(*) from decision d join contact_point c using (point_id)
                        where c.person_id = ? and d.mode = 'check' and d.channel = 'push'""", Persons.idOf(ana)));
    }

    @Test
    void inBatchesAndStreamsTheyStandWithTheirQuestion() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        yesBy(push(ana), "acme-mailer", "acme", "push");
        pauseEmail(ana);
        var nobody = about(Acts.newcomer(), SUGGEST);
        sender("acme-mailer")
                .body("{\"questions\": [%s, %s, %s]}".formatted(nobody, about(ana, SUGGEST), about(ana)))
                .post("/v1/decisions/batch")
                .then()
                .statusCode(200)
                .body("decisions[0].alternatives", nullValue())
                .body("decisions[1].alternatives.channel", contains("push"))
                .body("decisions[2].alternatives", nullValue());
        var lines = sender("acme-mailer")
                .contentType("application/x-ndjson")
                .body(nobody.strip() + "\n" + about(ana, SUGGEST).strip() + "\n")
                .post("/v1/decisions/stream")
                .asString()
                .lines()
                .toList();
        assertTrue(!lines.get(0).contains("alternatives") && lines.get(1).contains("alternatives"), lines::toString);
    }

    @Test
    void theLawCountsThereToo() {
        var number = Acts.newNumber("+1202", 7);
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var id = Persons.idOf(ana);
        staff(Caller.ADMIN)
                .body("{\"contact\": \"%s\"}".formatted(number))
                .post("/v1/persons/" + id + "/contacts")
                .then()
                .statusCode(201);
        yesBy(number, "agency", "acme", "sms");
        staff(Caller.ADMIN)
                .body("{\"contact\": \"%s\", \"channel\": \"email\", \"controller\": \"acme\"}".formatted(ana))
                .post("/v1/withdrawals")
                .then()
                .statusCode(201);
        var night = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(31));
        ask(
                        "agency",
                        about(
                                ana,
                                "\"controller\": \"acme\", \"mode\": \"check\", \"at\": \"%s\", %s"
                                        .formatted(night, SUGGEST)))
                .then()
                .body("outcome", is("deny"))
                .body("alternatives.channel", contains("sms"), "alternatives.outcome", contains("defer"))
                .body("alternatives[0].notBefore", notNullValue())
                .body("alternatives[0].reasons[0].source", notNullValue());
    }

    private static Response suggested(String contact) {
        var reply = ask("acme-mailer", about(contact, SUGGEST));
        reply.then().statusCode(200);
        return reply;
    }

    /** Another address of the same person. */
    private static String push(String contact) {
        var push = "push:app/" + UUID.randomUUID();
        staff(Caller.ADMIN)
                .body("{\"contact\": \"%s\"}".formatted(push))
                .post("/v1/persons/" + Persons.idOf(contact) + "/contacts")
                .then()
                .statusCode(201);
        return push;
    }

    private static void yesBy(String contact, String sender, String controller, String channel) {
        var caller = sender == null ? staff(Caller.ADMIN) : sender(sender);
        caller.body("""
                        {"contact": "%s", "controller": "%s", "topic": "offers", "channel": "%s",
                         "notice": {"id": "%s-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form"}}""".formatted(contact, controller, channel, controller))
                .post("/v1/grants")
                .then()
                .statusCode(201);
    }

    private static void pauseEmail(String contact) {
        staff(Caller.ADMIN)
                .body("{\"channel\": \"email\", \"until\": \"%s\"}"
                        .formatted(Instant.now().plus(Duration.ofDays(3))))
                .post("/v1/persons/" + Persons.idOf(contact) + "/pause")
                .then()
                .statusCode(201);
    }

    private static String shape(Response reply) {
        var members = new TreeMap<>(reply.jsonPath().<Map<String, Object>>get("$"));
        members.replace("id", "id");
        members.replace("decidedAt", "time");
        return members + " " + reply.asByteArray().length;
    }
}
