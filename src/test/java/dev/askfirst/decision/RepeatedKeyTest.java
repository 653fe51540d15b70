package dev.askfirst.decision;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.staff;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.check.Checking;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What was answered under a key is answered again only while it is what would be said now. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class RepeatedKeyTest {

    @Inject
    DemoCatalog catalog;

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    Again again;

    /** How a question with a key may be put. */
    enum Way {
        SINGLE,
        BATCH,
        STREAM
    }

    private final Map<String, Consumer<String>> happenings = new TreeMap<>(Map.ofEntries(
            Map.entry("nothing", _ -> {}),
            Map.entry("a withdrawal", ana -> Acts.withdraw(ana, "offers")),
            Map.entry("an objection", Acts::object),
            Map.entry("a yes anew", this::takenBackAndGivenAgain),
            Map.entry("a yes elsewhere", ana -> Acts.grant(ana, "events")),
            Map.entry("an erasure", RepeatedKeyTest::erased),
            Map.entry("an erasure and a yes", RepeatedKeyTest::erasedAndBack),
            Map.entry("a merge with who said no", this::merged),
            Map.entry("a suppression", RepeatedKeyTest::suppressed),
            Map.entry("a pause", this::paused),
            Map.entry("a window that closes", this::windowClosesSoon),
            Map.entry("a report that it was sent", _ -> {}),
            Map.entry("a report that it was not", _ -> {}),
            Map.entry("a quarter of an hour", _ -> clock.advance(Duration.ofMinutes(15))),
            Map.entry("14 minutes", _ -> clock.advance(Duration.ofMinutes(14))),
            Map.entry("a topic less to write on", _ -> mayWrite("\"topics\": [\"events\"]")),
            Map.entry("a sender in shadow", _ -> mayWrite("\"enforcement\": \"shadow\""))));

    @AfterAll
    static void whatTheyLeaveBehindIsWhole() {
        CDI.current().select(Checking.class).get().assertWhole();
    }

    @AfterEach
    void allIsAsBefore() {
        clock.reset();
        catalog.again();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what comes between         | the answer then             | is the old one
            nothing                      | permit                      | true
            a yes elsewhere              | permit                      | true
            14 minutes                   | permit                      | true
            a quarter of an hour         | permit                      | false
            a withdrawal                 | deny consent_withdrawn      | false
            an objection                 | deny objected consent_withdrawn | false
            a yes anew                   | permit                      | false
            an erasure                   | deny consent_unknown        | false
            an erasure and a yes         | permit                      | false
            a merge with who said no     | deny consent_withdrawn      | false
            a suppression                | deny suppressed             | false
            a pause                      | defer paused                | false
            a window that closes         | permit                      | false
            a report that it was sent    | permit                      | false
            a report that it was not     | permit                      | false
            a topic less to write on     | forbidden                   | false
            a sender in shadow           | permit                      | false
            """)
    void aPermitIsRepeatedOnlyWhileItHolds(String between, String then, boolean same) throws SQLException {
        clock.set(Instant.parse("2027-03-03T10:00:00Z"));
        for (var way : Way.values()) {
            var ana = granted();
            var key = UUID.randomUUID().toString();
            var first = asked(way, key, about(ana));
            assertEquals("permit", text(first));
            if (between.startsWith("a report")) report(first, between.endsWith("not") ? "not_sent" : "sent");
            happenings.get(between).accept(ana);
            var second = asked(way, key, about(ana));
            assertEquals(then, text(second), way::toString);
            assertEquals(same, first.getString("id").equals(second.getString("id")), way::toString);
            // Whatever was decided anew is what the key stands for from now on.
            if (!then.equals("forbidden"))
                assertEquals(second.getString("id"), asked(way, key, about(ana)).getString("id"), way::toString);
            clock.set(Instant.parse("2027-03-03T10:00:00Z"));
            catalog.again();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aNoIsRepeatedOnlyWhileItIsWhatWouldBeSaid(Way way) {
        var ana = Acts.newcomer();
        var key = UUID.randomUUID().toString();
        var first = asked(way, key, about(ana));
        assertEquals("deny consent_unknown", text(first));
        assertEquals(first.getString("id"), asked(way, key, about(ana)).getString("id"));
        Acts.grant(ana, "offers");
        var second = asked(way, key, about(ana));
        assertEquals("permit", text(second));
        paused(ana);
        var third = asked(way, key, about(ana));
        assertEquals("defer paused", text(third));
        assertEquals(third.getString("id"), asked(way, key, about(ana)).getString("id"));
        clock.advance(Duration.ofDays(2));
        assertEquals("permit", text(asked(way, key, about(ana))));
    }

    /** An answer that became another would tell the sender that somebody spoke to others. */
    @Test
    void whatOthersWereToldShowsInNoAnswerThatIsRepeated() {
        var ana = Acts.newcomer();
        var key = UUID.randomUUID().toString();
        var service = "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"orders\"}".formatted(ana);
        var denied = asked(Way.SINGLE, key, about(ana));
        var permitted = asked(Way.SINGLE, key + "s", service);
        assertEquals("permit", text(permitted));
        sender("globex-mailer")
                .body("{\"contact\": \"%s\"}".formatted(ana))
                .post("/v1/withdrawals")
                .then()
                .statusCode(201);
        assertEquals(denied.getString("id"), asked(Way.SINGLE, key, about(ana)).getString("id"));
        assertEquals(
                permitted.getString("id"), asked(Way.SINGLE, key + "s", service).getString("id"));
        erased(ana);
        assertEquals(denied.getString("id"), asked(Way.SINGLE, key, about(ana)).getString("id"));
        assertEquals(
                permitted.getString("id"), asked(Way.SINGLE, key + "s", service).getString("id"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # what comes between         | again  | another
            nothing                      | permit | defer cap_reached
            a quarter of an hour         | permit | defer cap_reached
            a yes anew                   | permit | defer cap_reached
            a report that it was not     | permit | defer cap_reached
            """)
    void aMessageTakesOneSlotHoweverOftenItsSenderAsks(String between, String then, String another)
            throws SQLException {
        clock.set(Instant.parse("2027-03-03T10:00:00Z"));
        var ana = capped();
        var key = UUID.randomUUID().toString();
        var first = asked(Way.SINGLE, key, about(ana));
        if (between.startsWith("a report")) report(first, "not_sent");
        happenings.get(between).accept(ana);
        var second = asked(Way.SINGLE, key, about(ana));
        assertEquals(then, text(second));
        assertEquals(another, text(asked(Way.SINGLE, UUID.randomUUID().toString(), about(ana))));
        assertEquals(List.of(List.of("1", second.getString("id"))), usage(ana));
        again.assertSame(UUID.fromString(second.getString("id")));
        // The same when it is counted from the record.
        wants(ana, "");
        database.execute("delete from usage where person_id = ?", Persons.idOf(ana));
        wants(ana, "{\"max\": 1, \"per\": \"P7D\"}");
        assertEquals(List.of(List.of("1", second.getString("id"))), usage(ana));
    }

    @Test
    void aSlotThatWasGivenBackIsWhoeversComesFirst() {
        var ana = capped();
        var key = UUID.randomUUID().toString();
        report(asked(Way.SINGLE, key, about(ana)), "not_sent");
        assertEquals("permit", text(asked(Way.SINGLE, "other-" + key, about(ana))));
        assertEquals("defer cap_reached", text(asked(Way.SINGLE, key, about(ana))));
    }

    /** The message went out: another is a second one, whatever the key. */
    @Test
    void whatWasSentKeepsItsSlot() {
        var ana = capped();
        var key = UUID.randomUUID().toString();
        report(asked(Way.SINGLE, key, about(ana)), "sent");
        assertEquals("defer cap_reached", text(asked(Way.SINGLE, key, about(ana))));
    }

    @Test
    void inOneBatchAKeyHasOneAnswer() {
        var ana = granted();
        var key = UUID.randomUUID().toString();
        var first = asked(Way.BATCH, key, about(ana));
        Acts.withdraw(ana, "offers");
        var question = about(ana, "\"key\": \"%s\", \"message\": {\"campaign\": \"%s\"}".formatted(key, ana));
        var both = sender("acme-mailer")
                .body("{\"questions\": [%s, %s]}".formatted(question, question))
                .post("/v1/decisions/batch")
                .jsonPath();
        assertEquals("deny", both.getString("decisions[0].outcome"));
        assertEquals(both.getString("decisions[0].id"), both.getString("decisions[1].id"));
        assertNotEquals(first.getString("id"), both.getString("decisions[0].id"));
        assertEquals(2, database.count("select count(*) from decision where campaign = ?", ana));
    }

    @Test
    void manyAtOnceGetOneAnswer() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var round = 0; round < 10; round++) {
                var ana = capped();
                var key = UUID.randomUUID().toString();
                var first = asked(Way.SINGLE, key, about(ana)).getString("id");
                takenBackAndGivenAgain(ana);
                var way = Way.values()[round % 3];
                var all = Collections.<Callable<String>>nCopies(
                        8, () -> asked(way, key, about(ana)).getString("id"));
                var ids = new HashSet<String>();
                for (var answer : threads.invokeAll(all)) ids.add(answer.get());
                assertEquals(1, ids.size(), ids::toString);
                assertEquals(2, database.count("select count(*) from decision where campaign = ?", ana));
                assertEquals(List.of(List.of("1", ids.iterator().next())), usage(ana));
                assertNotEquals(Set.of(first), ids);
            }
        }
    }

    private JsonPath asked(Way way, String key, String question) {
        var campaign = JsonPath.from(question).getString("to");
        var whole = question.strip().replaceFirst("}$", ", \"message\": {\"campaign\": \"" + campaign + "\"}}");
        var keyed = whole.replaceFirst("}$", ", \"key\": \"" + key + "\"}");
        return switch (way) {
            case SINGLE ->
                sender("acme-mailer")
                        .header("Idempotency-Key", key)
                        .body(whole)
                        .post("/v1/decisions")
                        .jsonPath();
            case BATCH ->
                sender("acme-mailer")
                        .body("{\"questions\": [" + keyed + "]}")
                        .post("/v1/decisions/batch")
                        .jsonPath()
                        .setRootPath("decisions[0]");
            case STREAM ->
                JsonPath.from(given().auth()
                        .oauth2(senderToken("acme-mailer"))
                        .contentType("application/x-ndjson")
                        .body(keyed.getBytes(UTF_8))
                        .post("/v1/decisions/stream")
                        .asString());
        };
    }

    private static String text(JsonPath answer) {
        var problem =
                answer.getString("error.type") == null ? answer.getString("type") : answer.getString("error.type");
        if (problem != null) return problem.replace("/problems/", "");
        return (answer.getString("outcome") + " " + String.join(" ", answer.<String>getList("reasons.code"))).strip();
    }

    private static String granted() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        return ana;
    }

    private static String capped() {
        var ana = granted();
        wants(ana, "{\"max\": 1, \"per\": \"P7D\"}");
        return ana;
    }

    private static void wants(String contact, String cap) {
        prefer(contact, "\"caps\": [" + cap + "]");
    }

    private static void prefer(String contact, String members) {
        staff("admin")
                .header("If-Match", "*")
                .body("{" + members + "}")
                .put("/v1/persons/" + Persons.idOf(contact) + "/preferences")
                .then()
                .statusCode(200);
    }

    private List<List<String>> usage(String contact) {
        return database.rows(
                "select json_array_length(uses), uses -> 0 ->> 0 from usage where person_id = ?",
                Persons.idOf(contact));
    }

    private static void report(JsonPath permit, String outcome) {
        sender("acme-mailer")
                .body("{\"outcome\": \"" + outcome + "\"}")
                .post("/v1/decisions/" + permit.getString("id") + "/outcome")
                .then()
                .statusCode(201);
    }

    private void takenBackAndGivenAgain(String contact) {
        Acts.withdraw(contact, "offers").then().statusCode(201);
        staff("admin").body("""
                        {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                         "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                         "evidence": {"method": "form", "source": "https://acme.example"}}""".formatted(contact)).post("/v1/grants").then().statusCode(201);
    }

    private static void erased(String contact) {
        staff("admin").delete("/v1/persons/" + Persons.idOf(contact)).then().statusCode(200);
    }

    private static void erasedAndBack(String contact) {
        erased(contact);
        Acts.grant(contact, "offers").then().statusCode(201);
    }

    private void merged(String contact) {
        var other = granted();
        Acts.withdraw(other, "offers").then().statusCode(201);
        Persons.merge(Persons.idOf(contact), Persons.idOf(other), database)
                .then()
                .statusCode(200);
    }

    private static void suppressed(String contact) {
        sender("acme-mailer")
                .body("{\"contact\": \"%s\", \"reason\": \"wrong_recipient\"}".formatted(contact))
                .post("/v1/suppressions")
                .then()
                .statusCode(201);
    }

    private void paused(String contact) {
        staff("admin")
                .body("{\"until\": \"%s\"}".formatted(now().plus(Duration.ofDays(1))))
                .post("/v1/persons/" + Persons.idOf(contact) + "/pause")
                .then()
                .statusCode(201);
    }

    /** At ten past ten in Paris: the permit before did not know of it. */
    private void windowClosesSoon(String contact) {
        prefer(contact, """
                "timeZone": "Europe/Paris", "windows": [{"from": "09:00", "to": "11:10"}]""");
    }

    private Instant now() {
        try {
            return clock.read();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void mayWrite(String more) {
        staff("admin")
                .body("{\"name\": \"Mailer\", \"controllers\": [\"acme\"], \"channels\": [\"email\"], %s}"
                        .formatted(more))
                .put("/v1/catalog/senders/acme-mailer")
                .then()
                .statusCode(200);
    }
}
