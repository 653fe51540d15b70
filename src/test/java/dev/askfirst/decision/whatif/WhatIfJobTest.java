package dev.askfirst.decision.whatif;

import static dev.askfirst.catalog.draft.Admins.BEA;
import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.draft.Admins;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What-ifs over HTTP: ordered, worked out one at a time, stopped, and begun again after a restart. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class WhatIfJobTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SHOES =
            "{\"id\": \"offers.shoes\", \"purpose\": \"marketing\", \"name\": \"Shoes\", \"needsConsent\": %s}";
    private static final String RENAMED = "{\"id\": \"other\", \"name\": \"%s\"}";

    @Inject
    DemoCatalog catalog;

    @Inject
    Database database;

    @AfterEach
    void theDemoAgain() {
        database.execute("update what_if set state = 'cancelled' where state in ('waiting', 'running')");
        catalog.again();
    }

    @Test
    void anAdminOrdersItAndEverybodyOfStaffReadsIt() {
        ask("acme-mailer", about(Acts.newcomer()));
        var draft = Admins.made(BEA, "topics", SHOES.formatted("false"));
        whatIf(draft).then().statusCode(404);
        staff(Caller.ADMIN, BEA).post(path(draft)).then().statusCode(202).body("by.subject", is(BEA));
        done(draft)
                .then()
                .body("result.changes.find { it.was == 'deny' && it.becomes == 'permit' }.count", greaterThan(0))
                .body("done", greaterThan(0));
        staff(Caller.ADMIN).delete(path(draft)).then().statusCode(409);
        Admins.refuse(BEA, draft, "{}").then().statusCode(200);
        staff(Caller.ADMIN).post(path(draft)).then().statusCode(409);
        whatIf(draft).then().statusCode(200).body("state", is("done"));
    }

    @Test
    void oneIsWorkedOutAtATimeAndCanBeStopped() {
        var one = Admins.made(BEA, "purposes", RENAMED.formatted("One"));
        var two = Admins.made(BEA, "purposes", RENAMED.formatted("Two"));
        staff(Caller.ADMIN).post(path(one));
        // Somebody else is at it, and says nothing more.
        claimed(one, "interval '1 hour'", 1);
        staff(Caller.ADMIN).post(path(two));
        whatIf(two).then().body("state", is("waiting"));
        staff(Caller.ADMIN).delete(path(one)).then().statusCode(204);
        whatIf(one).then().body("state", is("cancelled"), "result", nullValue());
        done(two);
    }

    @Test
    void whatAnInstanceDidNotEndIsBegunAgainAndNotForEver() {
        var draft = Admins.made(BEA, "purposes", RENAMED.formatted("Begun"));
        staff(Caller.ADMIN).post(path(draft));
        claimed(draft, "interval '-1 second'", 1);
        done(draft);
        var never = Admins.made(BEA, "purposes", RENAMED.formatted("Never"));
        staff(Caller.ADMIN).post(path(never));
        claimed(never, "interval '-1 second'", WhatIfRows.MOST_ATTEMPTS);
        Await.until("it is given up", SOON, () -> !open(never));
        whatIf(never).then().body("state", is("failed"), "result", nullValue());
        staff(Caller.ADMIN).post(path(never)).then().statusCode(202);
        done(never);
    }

    /** As if another instance had begun it, and may be silent for so long. */
    private void claimed(String draft, String silent, int attempts) {
        database.execute(
                "update what_if set state = 'running', claim = gen_random_uuid(), result = null, attempts = " + attempts
                        + ", until = clock_timestamp() + " + silent + " where draft_id = ?",
                UUID.fromString(draft));
    }

    private static String path(String draft) {
        return "/v1/catalog/drafts/" + draft + "/what-if";
    }

    private static Response whatIf(String draft) {
        return staff(Caller.COMPLIANCE).get(path(draft));
    }

    private static boolean open(String draft) {
        return List.of("waiting", "running").contains(whatIf(draft).<String>path("state"));
    }

    private static Response done(String draft) {
        Await.until("it is worked out", SOON, () -> !open(draft));
        var reply = whatIf(draft);
        reply.then().body("state", is("done"));
        return reply;
    }
}
