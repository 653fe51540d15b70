package dev.askfirst.decision.intake;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.decision.Questions.text;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestService.class)
class DecisionResourceTest {

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @Test
    void aGrantPermitsAndAWithdrawalEndsIt() {
        var ana = Acts.newcomer();
        assertEquals("deny consent_unknown", answer(ana));
        Acts.grant(ana, "offers").then().statusCode(201).body("state", is("given"));
        assertEquals("permit", answer(ana));
        Acts.withdraw(ana, "offers").then().statusCode(201).body("state", is("withdrawn"));
        assertEquals("deny consent_withdrawn", answer(ana));
    }

    @Test
    void aPermitSaysWhatToDoWithTheMessage() {
        var ana = Acts.newcomer();
        var grant = Acts.grant(ana, "offers").jsonPath().getString("id");
        var reply = ask("acme-mailer", about(ana)).then().body("grant", is(grant));
        reply.body("obligations.type", contains("add_header", "add_header", "link", "disclose", "contact"));
        reply.body("obligations.value[1]", is("List-Unsubscribe=One-Click"));
        reply.body("obligations.value[3]", is("automated"));
        reply.body("obligations.value[4]", is("mailto:people@acme.example"));
        var json = reply.extract().jsonPath();
        var validity = Duration.between(
                Instant.parse(json.getString("decidedAt")), Instant.parse(json.getString("validUntil")));
        assertEquals(Duration.ofMinutes(15), validity);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # case                       | question                                                                    | status | problem
            unknown topic                | {"to":"mailto:a@b.example","channel":"email","topic":"weather"}                | 422    | unknown-topic
            unknown channel              | {"to":"mailto:a@b.example","channel":"pigeon","topic":"offers"}                | 422    | unknown-channel
            contact of another channel   | {"to":"tel:+33639980000","channel":"email","topic":"offers"}                   | 422    | contact-not-for-channel
            a channel of someone else    | {"to":"tel:+33639980000","channel":"sms","topic":"offers"}                     | 403    | forbidden
            a foreign controller         | {"to":"mailto:a@b.example","channel":"email","topic":"offers","controller":"globex"} | 403 | forbidden
            an unknown controller        | {"to":"mailto:a@b.example","channel":"email","topic":"offers","controller":"umbrella"} | 403 | forbidden
            a check two years ahead      | {"to":"mailto:a@b.example","channel":"email","topic":"offers","mode":"check","at":"2031-01-01T00:00:00Z"} | 400 | invalid-request
            """)
    void aQuestionThatCannotBePutSaysWhy(String name, String question, int status, String problem) {
        ask("acme-mailer", question)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", is("/problems/" + problem), "status", is(status));
    }

    @Test
    void aSenderOfSeveralControllersNamesOne() {
        var question = about(Acts.newcomer());
        ask("agency", question).then().statusCode(400).body("errors.field", contains("controller"));
        ask("agency", about(Acts.newcomer(), "\"controller\": \"globex\""))
                .then()
                .statusCode(200);
    }

    @Test
    void aCheckAnswersForItsInstantAndAnEnquiryLeavesARecord() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var before = Instant.now().minus(Duration.ofDays(30));
        // The terms are those known now: a check of an instant before the yes was made still finds the yes.
        var reply = ask("acme-mailer", about(ana, "\"mode\": \"check\", \"at\": \"" + before + "\""));
        assertEquals("permit", text(reply));
        var row = database.rows(
                "select mode, asked_at from decision where id = ?",
                UUID.fromString(reply.jsonPath().getString("id")));
        assertEquals("check", row.getFirst().getFirst());
    }

    @Test
    void consentEndsAtItsInstantAndNotBefore() throws Exception {
        var ana = Acts.newcomer();
        var end = Instant.now().truncatedTo(ChronoUnit.MICROS).plus(Duration.ofDays(2));
        sender("acme-mailer")
                .body("""
                        {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email", "expiresAt": "%s",
                         "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(ana, end))
                .post("/v1/grants")
                .then()
                .statusCode(201);
        clock.set(end.minusSeconds(60));
        var permit = ask("acme-mailer", about(ana));
        assertEquals("permit", text(permit));
        assertEquals(end, Instant.parse(permit.jsonPath().getString("validUntil")));
        clock.set(end);
        assertEquals("deny consent_expired", answer(ana));
    }

    @Test
    void theSameKeyGetsTheSameAnswerAndAnotherQuestionAConflict() {
        var ana = Acts.newcomer();
        var key = UUID.randomUUID().toString();
        var first = asked(key, about(ana)).then().statusCode(200).extract().jsonPath();
        Acts.grant(ana, "events");
        var again = asked(key, about(ana)).then().statusCode(200).extract().jsonPath();
        assertEquals(first.getString("id"), again.getString("id"));
        assertEquals("deny", again.getString("outcome"));
        assertEquals(1, database.count("select count(*) from decision where id = ?", UUID.fromString(first.get("id"))));
        asked(key, about(Acts.newcomer())).then().statusCode(409).body("type", is("/problems/conflict"));
        ask("acme-mailer", about(ana)).then().body("id", not(first.getString("id")));
    }

    @Test
    void anotherSenderMayUseTheSameKey() {
        var key = UUID.randomUUID().toString();
        var mine = asked(key, about(Acts.newcomer())).jsonPath().getString("id");
        var theirs = sender("globex-mailer")
                .header("Idempotency-Key", key)
                .body(about(Acts.newcomer()))
                .post("/v1/decisions");
        theirs.then().statusCode(200);
        assertNotEquals(mine, theirs.jsonPath().getString("id"));
    }

    @Test
    void aSenderSeesItsOwnDecisionsAsAnsweredAndComplianceSeesAllOfThem() {
        var ana = Acts.newcomer();
        Acts.object(ana);
        var id = sender("globex-mailer")
                .body(about(ana))
                .post("/v1/decisions")
                .then()
                .body("reasons.code", contains("consent_unknown"))
                .extract()
                .jsonPath()
                .getString("id");
        sender("globex-mailer")
                .get("/v1/decisions/" + id)
                .then()
                .statusCode(200)
                .body("cut", nullValue());
        sender("acme-mailer").get("/v1/decisions/" + id).then().statusCode(404);
        staff("compliance")
                .get("/v1/decisions/" + id)
                .then()
                .statusCode(200)
                .body("sender", is("globex-mailer"), "topic", is("offers.shoes"), "termsVersion", is(1));
        staff("compliance").get("/v1/decisions/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void nothingOfTheAddressStandsInTheRecord() {
        var name = UUID.randomUUID().toString();
        var id = ask("acme-mailer", about("mailto:" + name + "@test.example"))
                .jsonPath()
                .getString("id");
        var row = database.value("select decision::text from decision where id = ?", UUID.fromString(id));
        assertTrue(row.orElseThrow().contains("consent_unknown"));
        assertTrue(row.filter(text -> text.contains(name)).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"0, 400, invalid-request", "soon, 400, invalid-request", "-1, 400, invalid-request"})
    void aDeadlineThatCannotBeMetIsRefusedAndRecordsNothing(String timeout, int status, String problem) {
        var recorded = database.count("select count(*) from decision");
        var question = about(Acts.newcomer());
        careless(Api.senderToken("acme-mailer"))
                .header("Request-Timeout", timeout)
                .body(question)
                .post("/v1/decisions")
                .then()
                .statusCode(status)
                .body("type", is("/problems/" + problem));
        assertEquals(recorded, database.count("select count(*) from decision"));
    }

    private static Response asked(String key, String question) {
        return sender("acme-mailer")
                .header("Idempotency-Key", key)
                .body(question)
                .post("/v1/decisions");
    }
}
