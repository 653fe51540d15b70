package dev.askfirst.consent;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a STOP ends is what the law of the place says; a START takes that back, and nothing else. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ReplyStopTest {

    /** Noon in New York, evening in Paris, while a STOP may still be taken for the kind of message that it answers. */
    private static final Instant NOON = Instant.parse("2026-12-02T17:00:00Z");

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @BeforeEach
    void itIsNoon() throws SQLException {
        clock.set(NOON);
    }

    @AfterEach
    void timePassesAsUsual() {
        clock.reset();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # case                                             | number   | answers  | at         | bound         | offers | orders | appointments | orders in an app
        an American STOP alone ends services too           | +1212555 |          | 2026-12-02 | all           | deny   | deny   | deny         | deny
        to an offer, it ends what needs consent            | +1212555 | offers   | 2026-12-02 | marketing     | deny   | permit | permit       | permit
        to an order, that too                              | +1212555 | orders   | 2026-12-02 | marketing orders | deny | deny  | permit       | deny
        to a code, everything: it tells of nothing else    | +1212555 | security | 2026-12-02 | all           | deny   | deny   | deny         | deny
        from February 2027, to whatever it is              | +1212555 | offers   | 2027-02-01 | all           | deny   | deny   | deny         | deny
        a Puerto Rican one                                 | +1787555 |          | 2026-12-02 | all           | deny   | deny   | deny         | deny
        a French one ends what needs consent               | +3361234 |          | 2026-12-02 | marketing     | deny   | permit | permit       | permit
        and the orders that it answers                     | +3361234 | orders   | 2026-12-02 | marketing orders | deny | deny  | permit       | permit
        """)
    void endsWhatTheLawSays(
            String name,
            String number,
            String answers,
            String at,
            String bound,
            String offers,
            String orders,
            String appointments,
            String inAnApp)
            throws SQLException {
        clock.set(Instant.parse(at + "T17:00:00Z"));
        var ana = Acts.newNumber(number, 4);
        grant(ana, "offers", "sms");
        var answered = answers == null
                ? ""
                : ", \"inReplyTo\": \"%s\""
                        .formatted(question(ana, "sms", answers).path("id").toString());
        var reply = reply(ana, "STOP", answered).then().statusCode(200).body("understood", is("stop"));
        var told = reply.extract().jsonPath();
        var beside = told.getString("bound.answered");
        assertEquals(bound, told.getString("bound.topics") + (beside == null ? "" : " " + beside));
        assertEquals(
                List.of(offers, orders, appointments, inAnApp),
                List.of(
                        outcome(ana, "sms", "offers"),
                        outcome(ana, "sms", "orders"),
                        outcome(ana, "sms", "appointments"),
                        outcome(ana, "messaging", "orders")));
        assertEquals("permit", outcome(ana, "sms", "security", "\"message\": {\"critical\": true}"), "critical");
    }

    /** DA 26-12: from midnight in Washington a STOP to an offer ends unrelated texts and calls too, by data alone. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # case                                | number   | at                   | bound     | orders | orders in an app | orders by a call
        New York, a minute before             | +121273  | 2027-01-31T04:59:00Z | marketing | permit | permit           | permit
        New York, from then on                | +121273  | 2027-01-31T05:00:00Z | all       | deny   | deny             | deny
        Honolulu, where it is still Saturday  | +180873  | 2027-01-31T05:00:00Z | all       | deny   | deny             | deny
        Puerto Rico, a minute before          | +178773  | 2027-01-31T04:59:00Z | marketing | permit | permit           | permit
        Puerto Rico                           | +178773  | 2027-01-31T05:00:00Z | all       | deny   | deny             | deny
        Guam                                  | +167173  | 2027-01-31T05:00:00Z | all       | deny   | deny             | deny
        Toronto never                         | +141673  | 2027-01-31T17:00:00Z | marketing | permit | permit           | permit
        Paris never                           | +336123  | 2027-01-31T17:00:00Z | marketing | permit | permit           | permit
        """)
    void fromTheEndOfJanuaryItRevokesAll(
            String name, String number, String at, String bound, String orders, String inAnApp, String byACall)
            throws SQLException {
        clock.set(Instant.parse(at));
        var ana = Acts.newNumber(number, 5);
        grant(ana, "offers", "sms");
        var offer = question(ana, "sms", "offers").path("id").toString();
        reply(ana, "STOP", ", \"inReplyTo\": \"%s\"".formatted(offer))
                .then()
                .statusCode(200)
                .body("bound.topics", is(bound));
        assertEquals(
                List.of(orders, inAnApp, byACall),
                List.of(
                        lasting("acme-texter", ana, "sms"),
                        lasting("acme-texter", ana, "messaging"),
                        lasting("acme-dialler", ana, "voice")));
    }

    /** Whether orders may go out, now or when legal hours are open. */
    private static String lasting(String sender, String to, String channel) {
        return ask(sender, about(to, channel, "orders", "\"mode\": \"check\""))
                .then()
                .statusCode(200)
                .extract()
                .<String>path("outcome")
                .replace("defer", "permit");
    }

    @Test
    void aMessageThatWentElsewhereMakesAStopNoNarrower() {
        var ana = Acts.newNumber("+1212555", 4);
        var bob = Acts.newNumber("+1312555", 4);
        grant(bob, "offers", "sms");
        for (var foreign : List.of(
                question(bob, "sms", "offers").path("id").toString(),
                UUID.randomUUID().toString())) {
            reply(ana, "STOP", ", \"inReplyTo\": \"%s\"".formatted(foreign))
                    .then()
                    .statusCode(200)
                    .body("bound.topics", is("all"));
            assertEquals("deny", outcome(ana, "sms", "orders"));
        }
    }

    @Test
    void aCountryThatSomebodyStatedBindsBesideThatOfTheirNumber() {
        var ana = Acts.newNumber("+3361234", 4);
        sender("acme-texter").body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "sms", "country": "US",
                 "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                 "evidence": {"method": "form"}}""".formatted(ana)).post("/v1/grants").then().statusCode(201);
        reply(ana, "Arrêt", "").then().body("bound.topics", is("all"));
        assertEquals("deny", outcome(ana, "sms", "orders"));
    }

    @Test
    void aStartTakesBackWhatTheStopBound() {
        var ana = Acts.newNumber("+1212555", 4);
        grant(ana, "offers", "sms");
        grant(ana, "events", "sms");
        no(ana, "\"topic\": \"events\"");
        reply(ana, "STOP", "");
        reply(ana, "stop", "");
        assertEquals("deny", outcome(ana, "sms", "orders"));
        reply(ana, "START", "").then().statusCode(200).body("understood", is("start"), "bound", nullValue());
        assertEquals(
                List.of("permit", "permit", "permit", "deny"),
                List.of(
                        outcome(ana, "sms", "offers"),
                        outcome(ana, "sms", "orders"),
                        outcome(ana, "messaging", "orders"),
                        outcome(ana, "sms", "events")));
        assertEquals(
                List.of(
                        List.of("grant"),
                        List.of("grant"),
                        List.of("withdrawal"),
                        List.of("withdrawal"),
                        List.of("withdrawal"),
                        List.of("start")),
                database.rows(
                        "select kind from consent_event where person_id = ? order by version", Persons.idOf(ana)));
    }

    /** What is said for good stays, also where it says no more than the STOP did. */
    @Test
    void aStartTakesBackNothingElse() {
        var ana = Acts.newNumber("+1212555", 4);
        grant(ana, "offers", "sms");
        reply(ana, "STOP", "");
        no(ana, "\"channel\": \"sms\"").then().statusCode(201);
        reply(ana, "START", "");
        assertEquals("deny", outcome(ana, "sms", "offers"));
        assertEquals("permit", outcome(ana, "sms", "orders"));
    }

    @Test
    void aStartFromAnotherAddressTakesNothingBack() {
        var ana = Acts.newNumber("+1212555", 4);
        var other = Acts.newNumber("+1312555", 4);
        reply(ana, "STOP", "");
        reply(other, "START", "").then().body("understood", is("start"));
        assertEquals("deny", outcome(ana, "sms", "orders"));
    }

    @Test
    void aStartThatIsSentAgainTakesNoLaterStopBack() {
        var ana = Acts.newNumber("+1212555", 4);
        var key = UUID.randomUUID().toString();
        reply(ana, "STOP", "");
        for (var time = 0; time < 2; time++) {
            sender("acme-texter")
                    .header("Idempotency-Key", key)
                    .body(body(ana, "START", ""))
                    .post("/v1/replies")
                    .then()
                    .statusCode(200)
                    .body("understood", is("start"));
            assertEquals(time == 0 ? "permit" : "deny", outcome(ana, "sms", "orders"));
            if (time == 0) reply(ana, "STOP", "");
        }
    }

    /** Promise 10, and the nightly copy of a customer database. */
    @Test
    void aStopIsAStandingNo() {
        var ana = Acts.newNumber("+1212555", 4);
        grant(ana, "offers", "sms");
        reply(ana, "STOP", "");
        grant(ana, "offers", "sms", 409);
        assertEquals("deny", outcome(ana, "sms", "offers"));
    }

    private static void grant(String contact, String topic, String channel) {
        grant(contact, topic, channel, 201);
    }

    private static void grant(String contact, String topic, String channel, int status) {
        sender("acme-texter")
                .body("""
                        {"contact": "%s", "controller": "acme", "topic": "%s", "channel": "%s",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form"}}""".formatted(contact, topic, channel))
                .post("/v1/grants")
                .then()
                .log()
                .ifValidationFails()
                .statusCode(status);
    }

    private static Response no(String contact, String scope) {
        return sender("acme-texter").body("""
                {"contact": "%s", "controller": "acme", %s, "evidence": {"method": "page"}}""".formatted(contact, scope)).post("/v1/withdrawals");
    }

    private static Response reply(String from, String text, String more) {
        return sender("acme-texter").body(body(from, text, more)).post("/v1/replies");
    }

    private static String body(String from, String text, String more) {
        return "{\"from\": \"%s\", \"channel\": \"sms\", \"controller\": \"acme\", \"text\": \"%s\"%s}"
                .formatted(from, text, more);
    }

    private static Response question(String to, String channel, String topic) {
        return ask("acme-texter", about(to, channel, topic, "\"mode\": \"reserve\""));
    }

    private static String outcome(String to, String channel, String topic) {
        return outcome(to, channel, topic, "\"mode\": \"check\"");
    }

    private static String outcome(String to, String channel, String topic, String more) {
        return ask("acme-texter", about(to, channel, topic, more))
                .then()
                .statusCode(200)
                .extract()
                .path("outcome");
    }

    private static String about(String to, String channel, String topic, String more) {
        return "{\"to\": \"%s\", \"channel\": \"%s\", \"topic\": \"%s\", %s}".formatted(to, channel, topic, more);
    }
}
