package dev.askfirst.decision;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.sender;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What was answered under a key is answered again only while it is what would be said now. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class RepeatedKeyTest extends RepeatedKeys {

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
}
