package dev.askfirst.decision;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.check.Checking;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After a STOP one text may confirm it, once, in time, to the number that it came from: and nothing else. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class StopConfirmationTest extends StopsOverHttp {

    /** Three in the night in New York. */
    private static final Instant NIGHT = Instant.parse("2026-12-02T08:00:00Z");

    @Inject
    Database database;

    @Inject
    DemoCatalog catalog;

    @Inject
    Again again;

    @Inject
    TestClock clock;

    @BeforeEach
    void itIsNight() throws SQLException {
        clock.set(NIGHT);
    }

    @AfterEach
    void timePassesAsUsual() {
        clock.reset();
        catalog.again();
    }

    @AfterAll
    static void whatTheyLeaveBehindIsWhole() {
        CDI.current().select(Checking.class).get().assertWhole();
    }

    @Test
    void oneTextConfirmsIt() throws SQLException {
        var ana = somebody();
        assertEquals("deny nothing_to_confirm quiet_hours", text(confirm(ana)));
        var told = stop(ana).then().statusCode(200).extract();
        var until = Instant.parse(told.path("confirmBefore"));
        assertTrue(until.isAfter(NIGHT.plusSeconds(299)) && until.isBefore(NIGHT.plusSeconds(360)), until::toString);
        assertEquals(STOPPED, text(question(ana, "")));
        var answer = confirm(ana);
        answer.then()
                .body("outcome", is("permit"), "reasons", is(List.of()), "grant", notNullValue())
                .body("obligations.type", hasItem("no_marketing"))
                .body("obligations.find { it.type == 'no_marketing' }.value", is("law:us-stop-confirmation"));
        var ends = Instant.parse(answer.path("validUntil"));
        assertTrue(Duration.between(ends, until).abs().compareTo(Duration.ofMillis(10)) < 0, ends + " " + until);
        assertEquals(
                List.of(SPENT, SPENT, STOPPED),
                List.of(text(confirm(ana)), text(confirm(ana)), text(question(ana, ""))));
        var permit = UUID.fromString(answer.path("id"));
        again.assertSame(permit);
        staff("compliance")
                .get("/v1/decisions/" + permit)
                .then()
                .body("message.confirms", is("stop"), "reasons", is(List.of()));
        sender("acme-texter")
                .get("/v1/decisions/" + permit + "/current")
                .then()
                .body("holds", is(true), "reasons", is(List.of()));
    }

    @Test
    void askedByManyAtOnceItIsPermittedOnce() throws Exception {
        var ana = somebody();
        stop(ana);
        Callable<String> asking = () -> text(confirm(ana));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(Collections.nCopies(24, asking)).stream()
                    .map(it -> it.resultNow())
                    .toList();
            assertEquals(1, Collections.frequency(answers, "permit"), answers::toString);
            assertEquals(23, Collections.frequency(answers, SPENT), answers::toString);
        }
        var ids = database.rows("""
                select id::text from decision join contact_point using (point_id)
                where person_id = ? and entry like '%"confirms":"stop"%' order by id""", Persons.idOf(ana));
        assertEquals(24, ids.size());
        for (var id : ids) again.assertSame(UUID.fromString(id.getFirst().toString()));
    }

    @Test
    void inOneBatchItIsPermittedOnce() {
        var ana = somebody();
        stop(ana);
        var one = about(ana, "sms", "offers", CONFIRMS);
        var answers = sender("acme-texter")
                .body("{\"questions\": [%s, %s, %s]}".formatted(one, one, one))
                .post("/v1/decisions/batch")
                .jsonPath()
                .<String>getList("decisions.outcome");
        assertEquals(List.of("permit", "deny", "deny"), answers);
    }

    @Test
    void theSameQuestionUnderItsKeyGetsTheSamePermit() {
        var ana = somebody();
        stop(ana);
        var key = UUID.randomUUID().toString();
        var first = keyed(ana, key).<String>path("id");
        assertEquals(first, keyed(ana, key).path("id"));
        assertEquals(SPENT, text(confirm(ana)));
        report(first, "sent");
        assertEquals(SPENT, text(keyed(ana, key)));
    }

    @Test
    void whatWasNotSentMayBeAskedAgain() {
        var ana = somebody();
        stop(ana);
        report(confirm(ana).path("id"), "not_sent");
        assertEquals("permit", text(confirm(ana)));
        assertEquals(SPENT, text(confirm(ana)));
    }

    @Test
    void aCheckSpendsNothingAndAShadowNeither() {
        var ana = somebody();
        stop(ana);
        assertEquals("permit", text(question(ana, ", \"mode\": \"check\"" + CONFIRMS)));
        staff("admin").body("""
                {"name": "Texter", "controllers": ["acme"], "channels": ["sms"], "enforcement": "shadow"}""").put("/v1/catalog/senders/acme-texter").then().statusCode(200);
        assertEquals("permit", text(confirm(ana)));
        catalog.again();
        assertEquals("permit", text(confirm(ana)));
        assertEquals(SPENT, text(question(ana, ", \"mode\": \"check\"" + CONFIRMS)));
    }

    @Test
    void afterFiveMinutesItIsTooLate() {
        var ana = somebody();
        stop(ana);
        clock.advance(Duration.ofMinutes(5));
        assertEquals(SPENT, text(confirm(ana)));
    }

    /** A repeated STOP says nothing new; one after a START does. */
    @Test
    void everyStopThatCountsIsConfirmedOnce() {
        var ana = somebody();
        stop(ana);
        assertEquals("permit", text(confirm(ana)));
        stop(ana).then().body("confirmBefore", nullValue());
        assertEquals(SPENT, text(confirm(ana)));
        reply(ana, "START").then().body("understood", is("start"), "confirmBefore", nullValue());
        assertEquals("deny nothing_to_confirm quiet_hours", text(confirm(ana)));
        stop(ana).then().body("confirmBefore", notNullValue());
        assertEquals("permit", text(confirm(ana)));
        assertEquals(SPENT, text(confirm(ana)));
    }

    @Test
    void onlyTheNumberThatItCameFromIsAnswered() {
        var ana = somebody();
        var other = Acts.newNumber("+131273", 5);
        grant(other);
        assertEquals(
                200,
                Persons.merge(Persons.idOf(ana), Persons.idOf(other), database).statusCode());
        stop(ana);
        assertEquals(SPENT, text(confirm(other)));
        assertEquals("permit", text(confirm(ana)));
    }

    @Test
    void anotherControllerMayNotConfirmIt() {
        var ana = somebody();
        stop(ana);
        ask("agency", about(ana, "sms", "offers", ", \"controller\": \"globex\"" + CONFIRMS))
                .then()
                .body("outcome", is("deny"), "obligations", nullValue());
        ask("agency", about(ana, "sms", "offers", ", \"controller\": \"acme\"" + CONFIRMS))
                .then()
                .body("outcome", is("permit"));
    }

    @Test
    void whereNoLawSaysSoNothingConfirmsIt() {
        var ana = Acts.newNumber("+3361234", 4);
        grant(ana);
        stop(ana).then().body("bound.topics", is("marketing"), "confirmBefore", nullValue());
        assertEquals(
                "deny consent_withdrawn nothing_to_confirm", text(confirm(ana)).replace(" quiet_hours", ""));
        assertEquals(
                "deny nothing_to_confirm",
                text(ask("acme-texter", about(ana, "sms", "orders", CONFIRMS))).replace(" quiet_hours", ""));
    }

    /** An app's message may be no text in the eyes of this law, which says less there. */
    @Test
    void byAnotherChannelNothingConfirmsIt() {
        var ana = somebody();
        stop(ana);
        ask("acme-texter", about(ana, "messaging", "orders", CONFIRMS))
                .then()
                .body("outcome", is("deny"), "reasons.code", hasItem("nothing_to_confirm"));
    }

    /** It takes nobody's place under caps, and no cap stands in its way. */
    @Test
    void capsDoNotCountIt() {
        clock.advance(Duration.ofHours(9));
        var ana = somebody();
        capped(ana, "{\"max\": 2, \"per\": \"P7D\"}");
        assertEquals("permit", text(question(ana, "")));
        stop(ana);
        assertEquals("permit", text(confirm(ana)));
        reply(ana, "START");
        assertEquals(List.of("permit", "defer cap_reached"), List.of(text(question(ana, "")), text(question(ana, ""))));
        stop(ana);
        assertEquals("permit", text(confirm(ana)), "the cap is used up");
        reply(ana, "START");
        // Caps that are set later look back at the record.
        capped(ana, "{\"max\": 3, \"per\": \"P30D\"}");
        assertEquals(List.of("permit", "defer cap_reached"), List.of(text(question(ana, "")), text(question(ana, ""))));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        var ana = somebody();
        sender("acme-texter")
                .body(about(ana, "sms", "offers", ", \"message\": {\"confirms\": \"stop\", \"critical\": true}"))
                .post("/v1/decisions")
                .then()
                .statusCode(400)
                .body("errors.field", contains("message.critical"));
        careless(senderToken("acme-texter"))
                .body(about(ana, "sms", "offers", ", \"message\": {\"confirms\": \"start\"}"))
                .post("/v1/decisions")
                .then()
                .statusCode(400)
                .body("errors.field", contains("message.confirms"));
    }

    /** What other questions are answered, and hold on record, does not change. */
    @Test
    void othersAreAsBefore() {
        clock.advance(Duration.ofHours(9));
        var ana = somebody();
        question(ana, "").then().body("outcome", is("permit"), "obligations.type", not(hasItem("no_marketing")));
        assertEquals(0, database.count("""
                        select count(*) from decision join contact_point using (point_id)
                        where person_id = ? and entry like '%confirms%'""", Persons.idOf(ana)));
    }
}
