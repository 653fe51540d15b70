package dev.askfirst.consent;

import static dev.askfirst.consent.Persons.who;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for a person, and who may see how much of it. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class PersonViewTest {

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @AfterEach
    void theTimeIsNow() {
        clock.reset();
    }

    @Test
    void itShowsEachConsentWithItsStateAndSinceWhen() {
        var ana = Acts.newcomer();
        var id = who(ana);
        Acts.grant(ana, "events");
        Acts.withdraw(ana, "events");
        Acts.grant(ana, "newsletter");
        var whole = seen("admin", id).body("version", is(4), "consents", hasSize(3), "contacts", hasSize(1));
        var point = whole.extract().jsonPath().getString("contacts[0].id");
        var made = database.value("select made::text from consent_event where person_id = ? and version = 3", id);
        assertEquals(
                database.value(
                        "select ?::timestamptz::text",
                        whole.extract().jsonPath().getString(state("events", "since"))),
                made);
        whole.body(state("offers", "state"), is("given"), state("offers", "basis"), is("express"))
                .body(state("offers", "contactPoint"), is(point), state("events", "state"), is("withdrawn"))
                .body(state("events", "grant"), nullValue(), state("newsletter", "state"), is("pending"))
                .body("refusals", hasSize(1), "refusals[0].topic", is("events"), "refusals[0].kind", is("withdrawal"))
                .body("refusals[0].channel", nullValue(), "pauses", empty());
    }

    @Test
    void anExpiredYesIsShownAsExpiredSinceItsEnd() {
        var ana = Acts.newcomer();
        Api.sender("acme-mailer")
                .body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1}, "expiresAt": "2098-01-01T00:00:00Z",
                 "evidence": {"method": "form"}}""".formatted(ana))
                .post("/v1/grants")
                .then()
                .statusCode(201);
        var id = Persons.idOf(ana);
        var tag = seen("admin", id)
                .body("consents[0].state", is("given"), "consents[0].expiresAt", is("2098-01-01T00:00:00Z"))
                .extract()
                .header("ETag");
        clock.advance(Duration.ofDays(366 * 100));
        // The version is the same, but what is shown is not: a copy kept by its tag would be stale.
        staff("admin")
                .header("If-None-Match", tag)
                .get("/v1/persons/" + id)
                .then()
                .statusCode(200)
                .body("consents[0].state", is("expired"), "consents[0].since", is("2098-01-01T00:00:00Z"));
    }

    @Test
    void anUnchangedPersonIsNotSentAgain() {
        var id = who(Acts.newcomer());
        var tag = seen("admin", id).extract().header("ETag");
        var again = staff("admin").header("If-None-Match", "\"x\", " + tag).get("/v1/persons/" + id);
        again.then().statusCode(304).header("ETag", is(tag)).body(is(""));
        assertNotEquals(tag, seen("compliance", id).extract().header("ETag"), "what is masked is another text");
    }

    @Test
    void adminAndThePersonSeeAddressesInFullAndComplianceSeesThemMasked() {
        var ana = "mailto:Zoe+" + UUID.randomUUID() + "@test.example";
        var id = who(ana);
        seen("admin", id).body("contacts[0].contact", is(ana), "contacts[0].verified", is(false));
        person(id).get("/v1/persons/" + id).then().statusCode(200).body("contacts[0].contact", is(ana));
        var masked = seen("compliance", id).body("contacts[0].contact", is("mailto:Z…@test.example"));
        masked.body(not(containsString("oe+")));
    }

    @Test
    void aSuppressionIsShownWithItsAddress() {
        var ana = Acts.newcomer();
        var id = who(ana);
        staff("admin")
                .contentType("text/csv")
                .body("contact,at,reason\n" + ana + ",2026-01-01T00:00:00Z,bounce\n")
                .post("/v1/imports?kind=suppressions")
                .then()
                .statusCode(200);
        seen("compliance", id).body("contacts[0].suppressed", is(List.of("*")));
    }

    @Test
    void everyLookByStaffIsAnEntryOnAPageAndOnesOwnIsNot() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var id = Persons.idOf(ana);
        seen("compliance", id);
        seen("admin", id);
        person(id).get("/v1/persons/" + id).then().statusCode(200);
        var entries = database.rows("""
                select what, by ->> 'role', length(substring(page.leaves from slot * 32 + 1 for 32))
                from access join page using (page_id) where person_id = ? order by access.id""", id);
        assertEquals(
                List.of(
                        List.of("lookup", "admin", "32"),
                        List.of("person", "compliance", "32"),
                        List.of("person", "admin", "32")),
                entries);
    }

    @Test
    void whoIsNotFoundIsNoAccess() {
        var before = database.count("select count(*) from access");
        staff("admin")
                .body("{\"contact\": \"" + Acts.newcomer() + "\"}")
                .post("/v1/persons/lookup")
                .then()
                .statusCode(404);
        for (var id : List.of(UUID.randomUUID().toString(), "lookup", "x", "0".repeat(36))) {
            careless(Api.token("admin")).get("/v1/persons/" + id).then().statusCode(404);
        }
        assertEquals(before, database.count("select count(*) from access"));
    }

    @Test
    void peopleSeeNobodyElse() {
        var ana = who(Acts.newcomer());
        var bob = who(Acts.newcomer());
        person(bob).get("/v1/persons/" + ana).then().statusCode(404).body("type", is("/problems/not-found"));
        person(UUID.randomUUID()).get("/v1/persons/" + ana).then().statusCode(404);
    }

    @Test
    void whoTurnedOutToBeSomebodyElseIsPointedTo() {
        var ana = who(Acts.newcomer());
        var old = UUID.randomUUID();
        database.execute("insert into merged_person (person_id, into_id, at) values (?, ?, now())", old, ana);
        staff("admin")
                .redirects()
                .follow(false)
                .get("/v1/persons/" + old)
                .then()
                .statusCode(308)
                .header("Location", equalTo("/v1/persons/" + ana));
        person(old).get("/v1/persons/" + ana).then().statusCode(200).body("person", equalTo(ana.toString()));
        person(who(Acts.newcomer())).get("/v1/persons/" + old).then().statusCode(404);
    }

    private static String state(String topic, String member) {
        return "consents.find { it.topic == '%s' }.%s".formatted(topic, member);
    }

    private static ValidatableResponse seen(String role, UUID id) {
        return staff(role).get("/v1/persons/" + id).then().statusCode(200).header("ETag", startsWith("\""));
    }
}
