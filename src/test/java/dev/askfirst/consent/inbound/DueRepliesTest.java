package dev.askfirst.consent.inbound;

import static dev.askfirst.consent.Suppressing.caller;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.consent.due.OverdueWatch;
import dev.askfirst.outbound.Follower;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Scraped;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A no in people's own words withdraws; what may be one waits for a human until the day that law names, and no longer. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class DueRepliesTest {

    private static final Instant NOON = Instant.parse("2026-12-02T17:00:00Z");
    private static final String UNCLEAR = "How do I stop these messages?";

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    OverdueWatch overdue;

    @BeforeEach
    void itIsNoon() throws SQLException {
        clock.set(NOON);
    }

    @AfterEach
    void timePassesAsUsual() {
        clock.reset();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please take me off this",
                "arrête de m'écrire",
                "bitte keine SMS mehr",
                "\u202bבבקשה אל תשלחו לי יותר הודעות\u202c",
                "请不要再给我发短信了"
            })
    void aNoInOnesOwnWordsWithdraws(String text) {
        var ana = granted("+3361234");
        reply(ana, text).then().statusCode(200).body("understood", is("stop"), "bound.topics", is("marketing"));
        assertEquals("deny", outcome(ana));
        var note = JsonPath.from(database.value("""
                select texts from consent_event join evidence on event = id
                where kind = 'withdrawal' and person_id = ?""", Persons.idOf(ana)).orElseThrow());
        assertEquals(text, note.getString("note"));
    }

    /** A mail program repeats what it answers: the evidence holds all of it, the grammar reads what is their own. */
    @Test
    void theWholeTextIsEvidence() {
        var ana = granted("+3361234");
        var text = "Please take me off your list." + "\\n> We stop at nothing for you.".repeat(200);
        reply(ana, text).then().statusCode(200).body("understood", is("stop"));
        assertEquals("deny", outcome(ana));
    }

    /** Ten business days in New York, without Christmas and New Year's Day; elsewhere a week. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "+1212555, 2026-12-02T17:00:00Z, 2026-12-17T05:00:00Z",
        "+1212555, 2026-12-18T17:00:00Z, 2027-01-06T05:00:00Z",
        "+1212555, 2026-12-03T04:00:00Z, 2026-12-17T05:00:00Z",
        "+3361234, 2026-12-02T17:00:00Z, 2026-12-09T23:00:00Z",
    })
    void lawSaysByWhen(String number, String at, String due) throws SQLException {
        clock.set(Instant.parse(at));
        var ana = Acts.newNumber(number, 4);
        var told = reply(ana, UNCLEAR).then().statusCode(200).body("understood", is("unsure"));
        assertEquals(Instant.parse(due), Instant.parse(told.extract().path("dueAt")));
    }

    @Test
    void whatIsResolvedAsANoWithdraws() {
        var ana = granted("+3361234");
        var id = unclear(ana);
        assertEquals("permit", outcome(ana));
        caller("acme-texter").get("/v1/replies?due=true").then().body("replies.id", hasItem(id));
        resolve(Caller.COMPLIANCE, id, "stop")
                .then()
                .statusCode(200)
                .body("resolved", is("stop"), "bound.topics", is("marketing"));
        assertEquals("deny", outcome(ana));
        caller("acme-texter").get("/v1/replies?due=true").then().body("replies.id", not(hasItem(id)));
        caller("acme-texter")
                .get("/v1/replies")
                .then()
                .body("replies.find { it.id == '" + id + "' }.resolved", is("stop"));
        var texts = database.value("""
                select texts from consent_event join evidence on event = id
                where kind = 'withdrawal' and person_id = ?""", Persons.idOf(ana)).orElseThrow();
        assertEquals(
                List.of("Ines Costa", UNCLEAR),
                List.of(
                        JsonPath.from(texts).getString("actor"),
                        JsonPath.from(texts).getString("note")));
        assertEquals(1, database.count("select count(*) from reply_resolution where reply_id = ?::uuid", id));
    }

    @Test
    void theSameAgainChangesNothingAndTheOtherIsAConflict() {
        var ana = granted("+3361234");
        var id = unclear(ana);
        for (var time = 0; time < 2; time++)
            resolve("acme-texter", id, "none").then().statusCode(200).body("bound", nullValue());
        resolve("acme-texter", id, "stop").then().statusCode(409);
        assertEquals("permit", outcome(ana));
        assertEquals(1, database.count("select count(*) from reply_resolution where reply_id = ?::uuid", id));
    }

    /** What a service that was killed between the no and the resolution leaves behind. */
    @Test
    void aNoThatWasRecordedWithoutItsResolutionIsStillDueAndCountsOnce() {
        var ana = granted("+3361234");
        var id = unclear(ana);
        reply(ana, "stop").then().statusCode(200);
        resolve(Caller.ADMIN, id, "stop").then().statusCode(200);
        assertEquals("deny", outcome(ana));
        assertEquals(0, database.count("select count(*) from due_reply where id = ?::uuid", id));
    }

    @Test
    void aYesThatCameSinceStands() {
        var ana = granted("+3361234");
        var id = unclear(ana);
        clock.advance(Duration.ofHours(1));
        grant(ana);
        resolve(Caller.COMPLIANCE, id, "stop").then().statusCode(200);
        assertEquals("permit", outcome(ana));
    }

    @Test
    void whoeverListensIsToldThatItIsDueAndOnceThatItIsLate() {
        var follower = Follower.fromNow(() -> sender("acme-texter"), 1000);
        var id = unclear(granted("+3361234"));
        var late = Scraped.now().sum("askfirst_replies_late_total");
        overdue.tell();
        assertEquals(List.of("reply.due"), told(follower, id));
        clock.advance(Duration.ofDays(9));
        overdue.tell();
        overdue.tell();
        assertEquals(List.of("reply.overdue"), told(follower, id));
        assertTrue(Scraped.now().sum("askfirst_replies_late_total") >= late + 1);
        assertTrue(Scraped.now().sum("askfirst_replies_due", "state=\"overdue\"") >= 1);
        resolve(Caller.COMPLIANCE, id, "none").then().statusCode(200);
        assertEquals(List.of("reply.resolved"), told(follower, id));
    }

    @Test
    void theFirstToBeDueComesFirst() throws SQLException {
        var later = unclear(Acts.newNumber("+1212555", 4));
        clock.set(NOON.minus(Duration.ofDays(3)));
        var sooner = unclear(Acts.newNumber("+3361234", 4));
        var ids = staff(Caller.COMPLIANCE)
                .get("/v1/replies?due=true&limit=1000")
                .jsonPath()
                .getList("replies.id", String.class);
        assertTrue(ids.indexOf(sooner) < ids.indexOf(later));
        var first = staff(Caller.COMPLIANCE).get("/v1/replies?due=true&limit=1").jsonPath();
        staff(Caller.COMPLIANCE)
                .get("/v1/replies?due=true&limit=1&cursor=" + first.getString("next"))
                .then()
                .body("replies[0].id", is(ids.get(1)));
    }

    @Test
    void whoseAddressIsErasedCanOnlyBeResolvedAsNone() {
        var id = unclear(Acts.newNumber("+3361234", 4));
        database.execute("delete from reply_text where id = ?::uuid", id);
        resolve(Caller.COMPLIANCE, id, "stop").then().statusCode(409);
        resolve(Caller.COMPLIANCE, id, "none").then().statusCode(200);
    }

    @Test
    void aReplyToAnotherControllerIsNotFound() {
        var id = unclear(Acts.newNumber("+3361234", 4));
        resolve("globex-mailer", id, "none").then().statusCode(404);
        resolve(Caller.COMPLIANCE, UUID.randomUUID().toString(), "none").then().statusCode(404);
        var ordinary = reply(Acts.newNumber("+3361234", 4), "See you at five")
                .then()
                .body("dueAt", nullValue(), "id", notNullValue());
        resolve(Caller.COMPLIANCE, ordinary.extract().path("id"), "none").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"as\": \"stop\"}",
                "{\"as\": \"maybe\", \"by\": \"I\"}",
                "{\"by\": \"I\"}",
                "{\"as\": \"none\", \"by\": \" \"}",
                "[]"
            })
    void whatIsNoResolutionIsRefused(String body) {
        var id = unclear(Acts.newNumber("+3361234", 4));
        careless(senderToken("acme-texter"))
                .body(body)
                .post("/v1/replies/" + id + "/resolve")
                .then()
                .statusCode(400);
        careless(senderToken("acme-texter"))
                .get("/v1/replies?due=perhaps")
                .then()
                .statusCode(400);
    }

    private static List<String> told(Follower follower, String reply) {
        return follower.rest().stream()
                .filter(it -> it.path("data").path("reply").asText().equals(reply))
                .map(it -> it.path("type").asText())
                .toList();
    }

    private static String granted(String number) {
        var ana = Acts.newNumber(number, 4);
        grant(ana);
        return ana;
    }

    private static void grant(String ana) {
        sender("acme-texter").body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "sms",
                 "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                 "evidence": {"method": "form"}}""".formatted(ana)).post("/v1/grants").then().statusCode(201);
    }

    private static String unclear(String from) {
        return reply(from, UNCLEAR)
                .then()
                .statusCode(200)
                .body("understood", is("unsure"))
                .extract()
                .path("id");
    }

    private static Response reply(String from, String text) {
        return sender("acme-texter")
                .body("{\"from\": \"%s\", \"channel\": \"sms\", \"controller\": \"acme\", \"text\": \"%s\"}"
                        .formatted(from, text))
                .post("/v1/replies");
    }

    private static Response resolve(String who, String id, String as) {
        return caller(who)
                .body("{\"as\": \"%s\", \"by\": \"Ines Costa\"}".formatted(as))
                .post("/v1/replies/" + id + "/resolve");
    }

    private static String outcome(String to) {
        return ask(
                        "acme-texter",
                        "{\"to\": \"%s\", \"channel\": \"sms\", \"topic\": \"offers\", \"mode\": \"check\"}"
                                .formatted(to))
                .then()
                .statusCode(200)
                .extract()
                .path("outcome");
    }
}
