package dev.askfirst.consent;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What other systems of this kind fell into, by their own users' reports: each trap has a test that is named after it. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class TrapsTest {

    private static final Pattern LINK = Pattern.compile("/[up]/[A-Za-z0-9_-]+");

    /** What people said, and what follows from it; that staff looked is on record and no change. */
    private static final String SAID = """
            select (select count(*) from consent_event), (select count(*) from suppression where lifted_at is null),
                (select count(*) from evidence), (select count(*) from contact_point), (select count(*) from person),
                (select sum(version) from terms), (select count(*) from outbox), (select max(version) from catalog_snapshot)""";

    @Inject
    Database database;

    /** Mail scanners and previews open every link, with GET and with HEAD. */
    @Test
    void t1LookingChangesNothingWhateverLinkItIs() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        var asked = staff(Caller.ADMIN).body(grant(ana, "acme", "newsletter")).post("/v1/grants");
        var links = LINK.matcher(ask("acme-mailer", about(ana)).asString());
        var before = database.rows(SAID);
        var looked = 0;
        while (links.find()) {
            assertEquals(200, anybody().get(links.group()).statusCode());
            assertEquals(200, anybody().head(links.group()).statusCode());
            looked++;
        }
        var confirm = "/c/" + asked.jsonPath().getString("confirmToken");
        assertEquals(200, anybody().get(confirm).statusCode());
        assertEquals(200, anybody().head(confirm).statusCode());
        assertEquals(2, looked);
        assertEquals(before, database.rows(SAID));
        assertEquals("permit", answer(ana));
        assertEquals("pending", asked.jsonPath().getString("state"));
    }

    /** Elsewhere a revoked consent is deleted, and nobody can show any more that there was one. */
    @Test
    void t4WhatWasTakenBackCanStillBeProven() {
        var ana = Acts.newcomer();
        var granted = sender("acme-mailer").body(grant(ana, "acme", "offers")).post("/v1/grants");
        Acts.withdraw(ana, "offers").then().statusCode(201);
        Acts.object(ana).then().statusCode(201);
        var proof = database.rows("""
                select e.kind, e.body #>> '{notice,id}', e.body #>> '{notice,hash}' is not null, t.texts ->> 'source',
                    (select count(*) from consent_event later where later.person_id = e.person_id)
                from consent_event e join evidence t on t.event = e.id where e.id = ?::uuid""", granted.jsonPath().getString("id"));
        assertEquals(List.of(List.of("grant", "acme-marketing", "t", "https://acme.example/sign-up", "3")), proof);
        assertEquals("deny objected consent_withdrawn", answer(ana));
    }

    /** Elsewhere what nobody set counts as yes. */
    @Test
    void t5WhatNobodySaidIsNoYes() {
        var stranger = Acts.newcomer();
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers.bags").then().statusCode(201);
        List<Map<String, Object>> topics =
                staff(Caller.ADMIN).get("/v1/catalog").jsonPath().getList("topics");
        var needing = topics.stream()
                .filter(topic -> (boolean) topic.get("needsConsent"))
                .map(topic -> topic.get("id").toString())
                .toList();
        assertTrue(needing.size() >= 6, needing::toString);
        for (var topic : needing) {
            assertEquals("deny consent_unknown", told(ask("acme-mailer", question(stranger, topic, "acme"))), topic);
            if (topic.equals("offers.bags")) continue;
            assertEquals("deny consent_unknown", told(ask("acme-mailer", question(ana, topic, "acme"))), topic);
        }
    }

    /** Elsewhere the event of one regulation, or brand, overwrites that of another. */
    @Test
    void t8OneControllersActNeverOverwritesAnothers() {
        var ana = Acts.newcomer();
        for (var controller : List.of("acme", "globex")) {
            sender("agency")
                    .body(grant(ana, controller, "offers"))
                    .post("/v1/grants")
                    .then()
                    .statusCode(201);
        }
        sender("globex-mailer")
                .body("{\"contact\": \"" + ana + "\"}")
                .post("/v1/withdrawals")
                .then()
                .statusCode(201);
        assertEquals("permit", told(ask("agency", question(ana, "offers", "acme"))));
        assertEquals("deny objected consent_withdrawn", told(ask("agency", question(ana, "offers", "globex"))));

        Acts.grant(ana, "events").then().statusCode(201);
        assertEquals("deny objected consent_withdrawn", told(ask("agency", question(ana, "events", "globex"))));

        Acts.withdraw(ana, "offers").then().statusCode(201);
        sender("globex-mailer")
                .body(grant(ana, "globex", "offers").replace("\"channel\"", "\"at\": \"" + now() + "\", \"channel\""))
                .post("/v1/grants")
                .then()
                .statusCode(201);
        assertEquals("deny consent_withdrawn", told(ask("agency", question(ana, "offers", "acme"))));
        assertEquals("permit", told(ask("agency", question(ana, "offers", "globex"))));
    }

    /** Elsewhere calling a message transactional, or urgent, sends it to everyone who unsubscribed. */
    @Test
    void t9CallingAMessageServiceOrUrgentIsNoWayAroundANo() {
        var named = Acts.newcomer();
        Acts.withdraw(named, "orders").then().statusCode(201);
        assertEquals("deny consent_withdrawn", told(ask("acme-mailer", question(named, "orders", "acme"))));

        var everything = Acts.newcomer();
        sender("acme-mailer")
                .body("{\"contact\": \"" + everything + "\", \"services\": true}")
                .post("/v1/withdrawals")
                .then()
                .statusCode(201);
        assertEquals("deny objected", told(ask("acme-mailer", question(everything, "orders", "acme"))));

        var objecting = Acts.newcomer();
        Acts.grant(objecting, "offers").then().statusCode(201);
        Acts.object(objecting).then().statusCode(201);
        for (var topic : List.of("offers", "events", "newsletter")) {
            var urgent = question(objecting, topic, "acme").replace("}", ", \"message\": {\"critical\": true}}");
            for (var sender : List.of("acme-mailer", "agency")) {
                var answer = ask(sender, urgent);
                assertFalse(answer.asString().contains("\"permit\""), answer::asString);
            }
        }
    }

    /** Elsewhere a call that failed answers with success. */
    @Test
    void t10WhatFailedNeverLooksLikeSuccess() {
        var ana = Acts.newcomer();
        Acts.object(ana).then().statusCode(201);
        var events = database.count("select count(*) from consent_event");
        problem(Acts.grant(ana, "offers"), 409, "standing-no");
        problem(
                careless(senderToken("acme-mailer"))
                        .body(grant(ana, "acme", "nothing"))
                        .post("/v1/grants"),
                422,
                "unknown-topic");
        problem(
                careless(senderToken("acme-mailer"))
                        .body(grant(ana, "globex", "offers"))
                        .post("/v1/grants"),
                403,
                "forbidden");
        problem(careless(senderToken("acme-mailer")).body("{}").post("/v1/withdrawals"), 400, "invalid-request");
        problem(
                sender("acme-mailer")
                        .body("{\"person\": \"0197a0c2-7b1e-7c31-9a55-0a4c7c1d2e3f\"}")
                        .post("/v1/withdrawals"),
                422,
                "unknown-person");
        problem(ask("acme-mailer", question(ana, "nothing", "acme")), 422, "unknown-topic");
        sender("acme-mailer")
                .body("{\"questions\": [" + question(ana, "nothing", "acme") + "]}")
                .post("/v1/decisions/batch")
                .then()
                .statusCode(200)
                .body("decisions[0].outcome", is((String) null), "decisions[0].error.status", is(422));
        var imported = staff(Caller.ADMIN)
                .contentType("text/csv")
                .body("contact,controller,topic,channel,at\n" + ana + ",acme,nothing,email,2026-01-01T00:00:00Z\n")
                .post("/v1/imports?kind=grants");
        assertTrue(imported.asString().contains("\"status\":\"rejected\""), imported::asString);
        assertTrue(imported.asString().contains("\"created\":0"), imported::asString);
        assertEquals(events, database.count("select count(*) from consent_event"));
    }

    /** Elsewhere a message that does not suit now is dropped, and the sender never hears of it. */
    @Test
    void t12WhatOnlyMustWaitIsToldSoWithItsTime() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        var until = Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS);
        staff(Caller.ADMIN)
                .body("{\"until\": \"" + until + "\"}")
                .post("/v1/persons/" + Persons.idOf(ana) + "/pause")
                .then()
                .statusCode(201);
        ask("acme-mailer", about(ana))
                .then()
                .statusCode(200)
                .body(
                        "outcome",
                        is("defer"),
                        "notBefore",
                        is(until.toString().replace("Z", ".000000Z")),
                        "reasons.code",
                        contains("paused"));
    }

    /** Elsewhere a page, or a cache, lags an opt-out by up to half a minute. */
    @Test
    void t13ANoIsInForceForTheVeryNextQuestionAndOnThePage() {
        for (var i = 0; i < 20; i++) {
            var ana = Acts.newcomer();
            Acts.grant(ana, "offers").then().statusCode(201);
            var permit = ask("acme-mailer", about(ana));
            var link = LINK.matcher(permit.asString())
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group();
            assertTrue(link.startsWith("/u/"), link);
            anybody()
                    .contentType("application/x-www-form-urlencoded")
                    .body("List-Unsubscribe=One-Click")
                    .post(link)
                    .then()
                    .statusCode(200);
            assertEquals("deny consent_withdrawn", answer(ana));
            assertEquals("deny consent_withdrawn", told(ask("agency", question(ana, "offers.shoes", "acme"))));
        }
    }

    private static void problem(Response answer, int status, String code) {
        answer.then().statusCode(status).contentType("application/problem+json").body("type", is("/problems/" + code));
    }

    private static String told(Response answer) {
        assertEquals(200, answer.statusCode(), answer::asString);
        var reasons = String.join(" ", answer.jsonPath().<String>getList("reasons.code"));
        return (answer.jsonPath().getString("outcome") + " " + reasons).strip();
    }

    private static String question(String who, String topic, String controller) {
        return """
                {"to": "%s", "channel": "email", "topic": "%s", "controller": "%s"}""".formatted(who, topic, controller);
    }

    private static String grant(String who, String controller, String topic) {
        return """
                {"contact": "%s", "controller": "%s", "topic": "%s", "channel": "email",
                 "notice": {"id": "%s-marketing", "version": 1},
                 "evidence": {"method": "form", "source": "https://acme.example/sign-up"}}""".formatted(who, controller, topic, controller);
    }

    private static Instant now() {
        return Instant.now().plus(Duration.ofMillis(1));
    }
}
