package dev.askfirst.consent.api;

import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestService.class)
class ActResourceTest {

    private static final String NOTICE = "\"notice\": {\"id\": \"acme-marketing\", \"version\": 1}";
    private static final String FORM =
            "\"evidence\": {\"method\": \"form\", \"source\": \"https://acme.example/join\"}";

    @Inject
    Database database;

    @Test
    void theSameNoIsRecordedOnce() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var first =
                Acts.withdraw(ana, "offers").then().statusCode(201).extract().jsonPath();
        Acts.withdraw(ana, "offers")
                .then()
                .statusCode(200)
                .body("state", is("withdrawn"), "person", is(first.getString("person")));
        assertEquals(2, events(ana));
    }

    @Test
    void aRefusalIsANoBeforeAnyYes() {
        var ana = Acts.newcomer();
        no("/v1/refusals", "acme-mailer", "\"contact\": \"%s\", \"topic\": \"offers\"".formatted(ana))
                .then()
                .statusCode(201)
                .body("state", is("refused"));
        assertEquals("deny consent_refused", answer(ana));
    }

    @Test
    void anObjectionStopsWhatNeedsConsentAndAskedForServicesToo() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        Acts.object(ana).then().statusCode(201);
        assertEquals("deny objected consent_withdrawn", answer(ana));
        assertEquals("permit", aboutOrders(ana));
        no("/v1/withdrawals", "acme-mailer", "\"contact\": \"%s\", \"services\": true".formatted(ana))
                .then()
                .statusCode(201);
        assertEquals("deny objected", aboutOrders(ana));
    }

    @Test
    void aSendersYesAgainstAStandingNoNeedsALaterInstantAndProof() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        Acts.withdraw(ana, "offers");
        Acts.grant(ana, "offers").then().statusCode(409).body("type", is("/problems/standing-no"));
        grant("acme-mailer", ana, FORM + ", \"at\": \"" + Instant.now().minus(Duration.ofDays(1)) + "\"")
                .then()
                .statusCode(409);
        grant("acme-mailer", ana, "\"evidence\": {\"method\": \"form\"}, \"at\": \"" + Instant.now() + "\"")
                .then()
                .statusCode(409);
        assertEquals("deny consent_withdrawn", answer(ana));
        grant("acme-mailer", ana, FORM + ", \"at\": \"" + Instant.now() + "\"")
                .then()
                .statusCode(201);
        assertEquals("permit", answer(ana));
    }

    @Test
    void onePersonHasAnotherIdForEveryController() {
        var ana = Acts.newcomer();
        var atAcme = Acts.grant(ana, "offers").jsonPath().getString("person");
        var atGlobex = no("/v1/withdrawals", "globex-mailer", "\"contact\": \"%s\"".formatted(ana))
                .jsonPath()
                .getString("person");
        var own = staff("admin")
                .body("{\"contact\": \"" + ana + "\"}")
                .post("/v1/persons/lookup")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("person");
        assertNotEquals(atAcme, atGlobex);
        assertNotEquals(own, atAcme);
        no("/v1/withdrawals", "globex-mailer", "\"person\": \"%s\"".formatted(atAcme))
                .then()
                .statusCode(422);
        no("/v1/withdrawals", "acme-mailer", "\"person\": \"%s\"".formatted(own))
                .then()
                .statusCode(422);
        assertEquals("permit", answer(ana));
        no("/v1/withdrawals", "acme-mailer", "\"person\": \"%s\"".formatted(atAcme))
                .then()
                .statusCode(201);
        assertEquals("deny objected consent_withdrawn", answer(ana));
    }

    @Test
    void aSenderOfSeveralControllersWithdrawsForItsOwnOnly() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        no("/v1/withdrawals", "globex-mailer", "\"contact\": \"%s\"".formatted(ana))
                .then()
                .statusCode(201);
        assertEquals("permit", answer(ana));
        no("/v1/withdrawals", "agency", "\"contact\": \"%s\"".formatted(ana))
                .then()
                .statusCode(201);
        assertEquals("deny objected consent_withdrawn", answer(ana));
    }

    @Test
    void aSenderOfSeveralControllersMayRepeatANoByThePersonsId() {
        var atAcme = Acts.grant(Acts.newcomer(), "offers").jsonPath().getString("person");
        for (var status : new int[] {201, 200, 200}) {
            no("/v1/withdrawals", "agency", "\"person\": \"%s\"".formatted(atAcme))
                    .then()
                    .statusCode(status);
        }
    }

    @Test
    void aKeyRecordsOnceAndKeepsItsAnswer() {
        var ana = Acts.newcomer();
        var key = UUID.randomUUID().toString();
        var first = grant(key, ana).then().statusCode(201).extract().jsonPath().getString("id");
        grant(key, ana).then().statusCode(201).body("id", is(first));
        grant(key, Acts.newcomer()).then().statusCode(409).body("type", is("/problems/conflict"));
        assertEquals(1, events(ana));
    }

    @Test
    void aDoubleOptInTopicIsPendingUntilConfirmed() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "newsletter").then().statusCode(201).body("state", is("pending"));
        var reply = sender("acme-mailer")
                .body("{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"newsletter\"}".formatted(ana))
                .post("/v1/decisions");
        reply.then().body("reasons.code", hasItem("consent_pending"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # case                   | members that differ                                     | status | problem         | field
            no evidence              | "evidence": null                                        | 400    | invalid-request | evidence
            no notice                | "notice": null                                          | 400    | invalid-request | notice
            an unknown notice        | "notice": {"id": "acme-marketing", "version": 9}        | 422    | unknown-notice  |
            another's notice         | "notice": {"id": "globex-marketing", "version": 1}      | 422    | unknown-notice  |
            words about other topics | "topic": "orders"                                       | 422    | unknown-notice  |
            an unknown method        | "evidence": {"method": "telepathy"}                     | 400    | invalid-request | evidence.method
            an unknown basis         | "basis": "because"                                      | 400    | invalid-request | basis
            a future instant         | "at": "2199-01-01T00:00:00Z"                            | 400    | invalid-request | at
            a day in place of a time | "at": "2026-01-01"                                      | 400    | invalid-request | at
            an end before its start  | "at": "2026-01-02T00:00:00Z", "expiresAt": "2026-01-01T00:00:00Z" | 400 | invalid-request | expiresAt
            an unknown time zone     | "timeZone": "Mars/Olympus"                              | 400    | invalid-request | timeZone
            an unknown country       | "country": "XX"                                         | 400    | invalid-request | country
            an unknown member        | "mood": "good"                                          | 400    | invalid-request | mood
            an unknown topic         | "topic": "weather"                                      | 422    | unknown-topic   |
            an unknown channel       | "channel": "pigeon"                                     | 422    | unknown-channel |
            a foreign controller     | "controller": "globex"                                  | 403    | forbidden       |
            another channel's scheme | "contact": "tel:+33639980000"                           | 422    | contact-not-for-channel |
            a malformed contact      | "contact": "ana"                                        | 400    | invalid-request | contact
            """)
    void aGrantThatCannotBeRecordedSaysWhy(String name, String members, int status, String problem, String field) {
        var ana = Acts.newcomer();
        var whole = """
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email", %s, %s}""".formatted(ana, NOTICE, FORM);
        var body = members(whole).setAll(members("{" + members + "}"));
        var reply = careless(senderToken("acme-mailer"))
                .body(body.toString())
                .post("/v1/grants")
                .then();
        reply.statusCode(status).body("type", is("/problems/" + problem));
        if (field != null) reply.body("errors.field", hasItem(field));
        staff("admin")
                .body("{\"contact\": \"" + ana + "\"}")
                .post("/v1/persons/lookup")
                .then()
                .statusCode(404);
    }

    private static ObjectNode members(String json) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String aboutOrders(String contact) {
        var reply = sender("acme-mailer")
                .body("{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"orders\"}".formatted(contact))
                .post("/v1/decisions")
                .jsonPath();
        return (reply.getString("outcome") + " " + String.join(" ", reply.<String>getList("reasons.code"))).strip();
    }

    private static Response no(String path, String sender, String members) {
        return sender(sender)
                .body("{" + members + ", \"evidence\": {\"method\": \"page\"}}")
                .post(path);
    }

    private static Response grant(String key, String contact) {
        return sender("acme-mailer")
                .header("Idempotency-Key", key)
                .body(yes(contact, FORM))
                .post("/v1/grants");
    }

    private static Response grant(String sender, String contact, String more) {
        return sender(sender).body(yes(contact, more)).post("/v1/grants");
    }

    private static String yes(String contact, String more) {
        return """
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email", %s, %s}""".formatted(contact, NOTICE, more);
    }

    private long events(String contact) {
        var person = staff("admin")
                .body("{\"contact\": \"" + contact + "\"}")
                .post("/v1/persons/lookup")
                .jsonPath()
                .getString("person");
        return database.count("select count(*) from consent_event where person_id = ?", UUID.fromString(person));
    }
}
