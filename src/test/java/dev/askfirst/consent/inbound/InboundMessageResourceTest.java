package dev.askfirst.consent.inbound;

import static dev.askfirst.consent.Suppressing.caller;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.senderToken;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stop word in reply ends messages before the next question; anything else waits for a human and changes nothing. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class InboundMessageResourceTest {

    @Inject
    Database database;

    @Test
    void aStopWordWithdrawsEveryTopicOfThatControllerOnThatChannel() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        Acts.grant(ana, "events");
        reply("acme-mailer", ana, "¡Stop!").then().statusCode(200).body("understood", is("stop"));
        assertEquals("deny consent_withdrawn", answer(ana));
        ask("acme-mailer", "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"events\"}".formatted(ana))
                .then()
                .body("reasons.code", contains("consent_withdrawn"));
        assertEquals(
                List.of(List.of("withdrawal", "acme", "email", "api", "{\"note\": \"¡Stop!\", \"source\": \"reply\"}")),
                database.rows("""
                        select kind, body ->> 'controller', body ->> 'channel', body ->> 'method', texts
                        from consent_event join evidence on event = id
                        where kind = 'withdrawal' and person_id = ?""", Persons.idOf(ana)));
    }

    @Test
    void somebodyNobodyKnowsIsLeftAloneToo() {
        var nobody = Acts.newcomer();
        reply("acme-mailer", nobody, "unsubscribe").then().statusCode(200).body("understood", is("stop"));
        Acts.grant(nobody, "offers").then().statusCode(409);
        assertEquals("deny consent_withdrawn", answer(nobody));
    }

    /** Trap T11, all the way. */
    @Test
    void theEndOfOrdinaryChatStopsNothingAndWaitsForAHuman() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var text = "See you at the end of " + UUID.randomUUID();
        reply("acme-mailer", ana, text).then().statusCode(200).body("understood", is("none"));
        assertEquals("permit", answer(ana));
        for (var who : List.of("acme-mailer", "acme-texter", "agency", "compliance", "admin")) {
            caller(who)
                    .get("/v1/replies")
                    .then()
                    .statusCode(200)
                    .body("replies.text", hasItem(text), "replies.from", hasItem(ana));
        }
        caller("globex-mailer").get("/v1/replies").then().body("replies.text", not(hasItem(text)));
        caller("admin")
                .queryParam("controller", "globex")
                .get("/v1/replies")
                .then()
                .body("replies.text", not(hasItem(text)));
    }

    @Test
    void startAndHelpAreUnderstoodAndChangeNothing() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        Acts.withdraw(ana, "offers");
        reply("acme-mailer", ana, "START").then().body("understood", is("start"));
        reply("acme-mailer", ana, "help").then().body("understood", is("help"));
        assertEquals("deny consent_withdrawn", answer(ana));
        caller("acme-mailer").get("/v1/replies").then().body("replies.understood", hasItems("start", "help"));
    }

    @Test
    void aReplyIsKeptEncryptedAndCanBeErased() {
        var ana = Acts.newcomer();
        var text = "who are you, " + UUID.randomUUID();
        reply("acme-mailer", ana, text);
        var id = caller("acme-mailer").get("/v1/replies").jsonPath().getString("replies[0].id");
        for (var table : List.of("reply", "reply_text", "evidence", "outbox", "page", "idempotency")) {
            for (var plain : List.of(text, ana.replace("mailto:", ""))) {
                var sql =
                        "select count(*) from %s t where position(convert_to(?, 'UTF8') in convert_to(t::text, 'UTF8')) > 0";
                assertEquals(0, database.count(sql.formatted(table), plain), table);
            }
        }
        assertTrue(database.value("select changes from outbox where changes like ?", "%" + id + "%")
                .orElseThrow()
                .contains("\"type\":\"reply.received\""));
        database.execute("delete from reply_text where id = ?::uuid", id);
        caller("acme-mailer").get("/v1/replies").then().body("replies[0].id", is(id), "replies[0].text", is((Object)
                null));
    }

    @Test
    void theSameKeyAddsNothing() {
        var key = UUID.randomUUID().toString();
        var ana = Acts.newcomer();
        var before = database.count("select count(*) from reply");
        for (var text : List.of("who?", "who?")) {
            caller("acme-mailer")
                    .header("Idempotency-Key", key)
                    .body(body(ana, text))
                    .post("/v1/replies")
                    .then()
                    .statusCode(200)
                    .body("understood", is("none"));
        }
        assertEquals(before + 1, database.count("select count(*) from reply"));
        for (var text : List.of("who", "stop")) {
            caller("acme-mailer")
                    .header("Idempotency-Key", key)
                    .body(body(ana, text))
                    .post("/v1/replies")
                    .then()
                    .statusCode(409);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # body                                                                                         | status | problem
            {"from": "mailto:a@b.example", "channel": "sms", "controller": "acme", "text": "stop"}         | 403    | forbidden
            {"from": "mailto:a@b.example", "channel": "email", "controller": "globex", "text": "stop"}     | 403    | forbidden
            {"from": "tel:+442079460210", "channel": "email", "controller": "acme", "text": "stop"}        | 422    | contact-not-for-channel
            {"from": "mailto:a@b.example", "channel": "pigeon", "controller": "acme", "text": "stop"}      | 422    | unknown-channel
            {"from": "mailto:a@b.example", "channel": "email", "controller": "acme", "text": " "}          | 400    | invalid-request
            {"from": "mailto:a@b.example", "channel": "email", "controller": "acme", "text": "a\\u0000b"}  | 400    | invalid-request
            {"from": "mailto:a@b.example", "channel": "email", "controller": "acme"}                       | 400    | invalid-request
            {"from": "mailto:a@b.example", "channel": "email", "text": "stop"}                             | 400    | invalid-request
            {"from": "mailto:a@b.example", "controller": "acme", "text": "stop"}                           | 400    | invalid-request
            {"channel": "email", "controller": "acme", "text": "stop"}                                     | 400    | invalid-request
            """)
    void whatMayNotBePassedOn(String body, int status, String problem) {
        careless(senderToken("acme-mailer"))
                .body(body)
                .post("/v1/replies")
                .then()
                .statusCode(status)
                .body("type", is("/problems/" + problem));
    }

    private static Response reply(String who, String from, String text) {
        return caller(who).body(body(from, text)).post("/v1/replies");
    }

    private static String body(String from, String text) {
        return "{\"from\": \"%s\", \"channel\": \"email\", \"controller\": \"acme\", \"text\": \"%s\"}"
                .formatted(from, text);
    }
}
