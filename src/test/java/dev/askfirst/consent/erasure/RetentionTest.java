package dev.askfirst.consent.erasure;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.connection.Connection;
import dev.askfirst.catalog.connection.PushTarget;
import dev.askfirst.check.Checking;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.consent.Suppressing;
import dev.askfirst.log.Sealing;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What has been proven long enough is deleted when its time is over, under the retention role, and the record stays whole. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class RetentionTest {

    private static final Instant LEAP_DAY = Instant.parse("2012-02-29T10:00:00Z");

    /** Consent ended on that day, and was used before. */
    private static final Instant ENDED = Instant.parse("2012-06-01T00:00:00Z");

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    Checking checking;

    @Inject
    Retention retention;

    @Inject
    LastUses uses;

    @Inject
    Sealing sealing;

    @Inject
    DemoCatalog catalog;

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @Test
    void toolsWithListsAreToldOfWhoIsErased() throws SQLException {
        var secret = new Connection.Reference(null, Optional.of("nobody"));
        var target = new PushTarget(
                "retention",
                "sendgrid",
                "acme",
                "email",
                null,
                null,
                null,
                Optional.of(secret),
                null,
                false,
                true,
                null);
        catalog.replace(catalog.document().withPushes(List.of(target)));
        try {
            granted(Acts.newcomer());
            passAt(Instant.parse("2017-06-02T00:00:00Z"));
            assertTrue(
                    database.count("select count(*) from push where target = 'retention' and sealed is not null") > 0);
        } finally {
            catalog.again();
            database.execute("delete from push where target = 'retention'");
        }
    }

    @Test
    void whoSaidNothingElseIsErasedFiveYearsAfterTheLastUse() throws SQLException {
        var ana = Acts.newcomer();
        var id = granted(ana);
        clock.set(Instant.parse("2012-05-31T12:00:00Z"));
        ask("acme-mailer", about(ana)).then().body("outcome", is("permit"));
        // Of the day on which it was used.
        var end = Instant.parse("2017-06-01T00:00:00Z");
        passAt(end.minusSeconds(20));
        staff("admin").get("/v1/persons/" + id).then().statusCode(200);
        assertEquals(1, texts(id));
        passAt(end);
        staff("admin").get("/v1/persons/" + id).then().statusCode(404);
        assertEquals(0, texts(id));
        assertEquals(0, database.count("select count(*) from contact_point where person_id = ?", id));
        assertEquals(1, database.count("""
                select count(*) from consent_event where person_id = ? and kind = 'erasure'
                    and body #>> '{by,subject}' = 'retention'""", id));
        assertEquals("deny consent_unknown", answer(ana));
        itIsNow();
        checking.assertWhole();
    }

    @Test
    void aUseThatWasNotReadYetCounts() throws SQLException {
        var ana = Acts.newcomer();
        var id = granted(ana);
        clock.set(ENDED.minusSeconds(60));
        ask("acme-mailer", about(ana)).then().body("outcome", is("permit"));
        // By the grant alone five years are over.
        passAt(Instant.parse("2017-03-01T00:00:00Z"));
        assertEquals(1, texts(id));
        passAt(Instant.parse("2017-06-01T00:00:00Z"));
        assertEquals(0, texts(id));
    }

    @Test
    void aStandingNoSurvivesTheProofOfTheYes() throws SQLException {
        var ana = Acts.newcomer();
        var id = granted(ana);
        clock.set(LEAP_DAY.plusSeconds(60));
        sender("acme-mailer")
                .body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "reason": "too many",
                 "evidence": {"method": "page"}}""".formatted(ana))
                .post("/v1/withdrawals")
                .then()
                .statusCode(201);
        assertEquals(2, texts(id));
        passAt(Instant.parse("2017-02-28T09:59:00Z"));
        assertEquals(2, texts(id));
        passAt(Instant.parse("2017-02-28T10:00:30Z"));
        assertEquals(1, texts(id), "that of the no");
        for (var later : new String[] {"2030-01-01T00:00:00Z", "2070-01-01T00:00:00Z"}) passAt(Instant.parse(later));
        assertEquals("deny consent_withdrawn", answer(ana));
        staff("compliance")
                .get("/v1/persons/" + id + "/history")
                .then()
                .body("acts[0].evidence.erased", is(true), "acts[1].evidence.texts.reason", is("too many"));
        itIsNow();
        checking.assertWhole();
    }

    @Test
    void anObjectionAndASuppressionSurvive() throws SQLException {
        var ana = Acts.newcomer();
        var bo = Acts.newcomer();
        granted(ana);
        granted(bo);
        clock.set(LEAP_DAY.plusSeconds(60));
        Acts.object(ana).then().statusCode(201);
        Suppressing.of("acme-mailer", bo);
        passAt(Instant.parse("2069-01-01T00:00:00Z"));
        assertEquals("deny objected consent_withdrawn", answer(ana));
        assertTrue(database.count("select count(*) from suppression where lifted_at is null") > 0);
        Acts.grant(bo, "offers").then().statusCode(201);
        assertEquals("deny suppressed", answer(bo));
    }

    @Test
    void nothingOfSomebodyOnHoldIsDeleted() throws SQLException {
        var id = granted(Acts.newcomer());
        staff("admin")
                .body("{\"reason\": \"court file 117\", \"until\": \"2040-01-01T00:00:00Z\"}")
                .put("/v1/persons/" + id + "/hold")
                .then()
                .statusCode(201);
        passAt(Instant.parse("2039-12-31T23:59:00Z"));
        assertEquals(2, texts(id));
        passAt(Instant.parse("2040-01-01T00:00:00Z"));
        assertEquals(0, texts(id));
        staff("admin").get("/v1/persons/" + id).then().statusCode(404);
    }

    @Test
    void whatIsInForceIsKept() throws SQLException {
        var ana = Acts.newcomer();
        clock.set(LEAP_DAY);
        grant(ana, "");
        var id = Persons.idOf(ana);
        passAt(Instant.parse("2068-01-01T00:00:00Z"));
        assertEquals(1, texts(id));
        assertEquals("permit", answer(ana));
    }

    @Test
    void anOldListCannotBringAnybodyBack() throws SQLException {
        var ana = Acts.newcomer();
        granted(ana);
        passAt(Instant.parse("2020-01-01T00:00:00Z"));
        sender("acme-mailer")
                .body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email", "at": "2012-03-01T00:00:00Z",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form", "source": "a list"}}""".formatted(ana))
                .post("/v1/grants")
                .then()
                .statusCode(409)
                .body("type", is("/problems/too-old"));
    }

    /** A yes of the leap day that ends by itself, and the person who gave it. */
    private UUID granted(String contact) throws SQLException {
        clock.set(LEAP_DAY);
        uses.read();
        grant(contact, ", \"expiresAt\": \"%s\"".formatted(ENDED));
        return Persons.idOf(contact);
    }

    private static void grant(String contact, String more) {
        sender("acme-mailer")
                .body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1},
                 "evidence": {"method": "form", "source": "https://acme.example/sign-up"}%s}""".formatted(contact, more))
                .post("/v1/grants")
                .then()
                .statusCode(201);
    }

    private void passAt(Instant at) throws SQLException {
        sealing.seal();
        clock.set(at);
        retention.pass();
    }

    private long texts(UUID person) {
        return database.count(
                "select count(*) from evidence join consent_event on id = event where person_id = ?", person);
    }
}
