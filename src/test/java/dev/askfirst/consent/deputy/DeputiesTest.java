package dev.askfirst.consent.deputy;

import static dev.askfirst.consent.deputy.Named.body;
import static dev.askfirst.consent.deputy.Named.deputy;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.limited;
import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.personToken;
import static dev.askfirst.platform.Api.staff;
import static dev.askfirst.platform.Api.token;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Permits;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person names who may act for them; what a deputy does is the person's act, in the deputy's name, and ends when they say. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class DeputiesTest {

    @Inject
    Database database;

    @Inject
    TestClock clock;

    private String contact;
    private UUID ana;

    @BeforeEach
    void somebody() {
        contact = Visiting.somebody();
        ana = Persons.idOf(contact);
    }

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @Test
    void aDeputysNoIsThePersonsAndInTheirName() {
        var rosa = Named.by(ana, "no");
        assertEquals("permit", Permits.outcome(contact, "offers"));
        no(rosa, "").then().statusCode(201).body("state", is("withdrawn"));
        assertEquals("deny", Permits.outcome(contact, "offers"));
        history()
                .body("acts.kind", hasItems("deputy_named", "withdrawal"))
                .body("acts.find { it.kind == 'withdrawal' }.by.role", is("deputy"))
                .body("acts.find { it.kind == 'withdrawal' }.by.subject", is(rosa.toString()))
                .body("acts.find { it.kind == 'withdrawal' }.person", is(ana.toString()))
                .body("acts.find { it.kind == 'deputy_named' }.evidence.texts.name", is("Rosa Lind"));
        staff("compliance")
                .get("/v1/audit/entries?kind=act&person=" + ana)
                .then()
                .body("entries.findAll { it.entry.act.by.role == 'deputy' }.size()", is(1));
        assertEquals(
                1,
                database.count(
                        "select count(*) from consent_event where person_id = ?"
                                + " and kind = 'withdrawal' and body -> 'by' ->> 'subject' = ?",
                        ana,
                        rosa.toString()));
    }

    @Test
    void itEndsAtOnceAndForGood() {
        var rosa = Named.by(ana, "no", "see");
        var link = Named.link(ana, rosa);
        var path = "/v1/persons/" + ana + "/deputies/" + rosa;
        person(ana).delete(path).then().statusCode(204);
        person(ana).delete(path).then().statusCode(204);
        no(rosa, "").then().statusCode(404);
        deputy(rosa).get("/v1/persons/" + ana).then().statusCode(404);
        dev.askfirst.platform.Api.anybody().get(link).then().statusCode(404);
        Named.put(ana, rosa, "", "no").then().statusCode(409);
        person(ana).get(path).then().statusCode(200).body("state", is("ended"), "link", nullValue());
        assertEquals("permit", Permits.outcome(contact, "offers"));
    }

    @Test
    void aDeputyPutsItDown() {
        var rosa = Named.by(ana, "see");
        var other = Named.by(ana, "see");
        deputy(rosa).delete("/v1/persons/" + ana + "/deputies/" + other).then().statusCode(404);
        deputy(rosa).get("/v1/persons/" + ana + "/deputies/" + other).then().statusCode(404);
        deputy(rosa)
                .get("/v1/persons/" + ana + "/deputies/" + rosa)
                .then()
                .statusCode(200)
                .body("link", nullValue());
        deputy(rosa).delete("/v1/persons/" + ana + "/deputies/" + rosa).then().statusCode(204);
        deputy(rosa).get("/v1/persons/" + ana).then().statusCode(404);
        history().body("acts.find { it.kind == 'deputy_ended' }.by.subject", is(rosa.toString()));
    }

    @Test
    void theirTimeIsOverWhenItIs() throws SQLException {
        var rosa = UUID.randomUUID();
        var until = clock.read().plus(Duration.ofHours(1));
        Named.put(ana, rosa, ", \"until\": \"" + until + "\"", "no", "see")
                .then()
                .statusCode(201);
        deputy(rosa).get("/v1/persons/" + ana).then().statusCode(200);
        clock.set(until);
        deputy(rosa).get("/v1/persons/" + ana).then().statusCode(404);
        no(rosa, "").then().statusCode(404);
        person(ana)
                .get("/v1/persons/" + ana + "/deputies")
                .then()
                .body("deputies[0].state", is("expired"), "deputies[0].link", nullValue());
        Named.put(ana, rosa, ", \"until\": \"" + until + "\"", "no").then().statusCode(400);
        Named.put(ana, rosa, "", "no").then().statusCode(201);
        no(rosa, "").then().statusCode(201);
        deputy(rosa).get("/v1/persons/" + ana).then().statusCode(403);
    }

    @Test
    void theSameAgainAddsNothing() {
        var rosa = Named.by(ana, "no");
        Named.put(ana, rosa, "", "no").then().statusCode(200);
        Named.put(ana, rosa, ", \"contact\": \"tel:+4915100000000\"", "no")
                .then()
                .statusCode(201);
        assertEquals(
                2,
                database.count(
                        "select count(*) from consent_event where person_id = ? and kind = 'deputy_named'", ana));
    }

    @Test
    void twentyAtMost() {
        for (var some = 0; some < 20; some++) Named.by(ana, "no");
        Named.put(ana, UUID.randomUUID(), "", "no").then().statusCode(409);
    }

    @Test
    void anIdOfSomebodyElsesDeputyIsTaken() {
        var rosa = Named.by(Persons.idOf(Visiting.somebody()), "no");
        Named.put(ana, rosa, "", "no").then().statusCode(409);
        no(rosa, ", \"person\": \"" + ana + "\"").then().statusCode(403);
        assertEquals("permit", Permits.outcome(contact, "offers"));
    }

    @Test
    void staffNameOneOnlyUponASignedRequest() {
        var path = "/v1/persons/" + ana + "/deputies/" + UUID.randomUUID();
        careless(token("admin"))
                .body(body("", "no"))
                .put(path)
                .then()
                .statusCode(400)
                .body("errors.field", hasItems("evidence.source"));
        var signed = ", \"evidence\": {\"method\": \"paper\", \"source\": \"contracts/117\"}";
        staff("admin").body(body(signed, "no")).put(path).then().statusCode(201).body("link", containsString("/d/"));
        staff("admin").get(path).then().statusCode(200).body("link", nullValue());
        staff("compliance").get(path).then().statusCode(200).body("name", is("Rosa Lind"), "link", nullValue());
        limited("admin", "acme").get(path).then().statusCode(403);
        limited("admin", "acme").body(body(signed, "no")).put(path).then().statusCode(403);
        careless(personToken(UUID.randomUUID())).get(path).then().statusCode(404);
        history().body("acts.find { it.kind == 'deputy_named' }.evidence.texts.source", is("contracts/117"));
    }

    @Test
    void hoursAreHoursAndNothingElse() {
        var rosa = Named.by(ana, "hours");
        var path = "/v1/persons/" + ana + "/preferences";
        person(ana)
                .header("If-Match", person(ana).get(path).header("ETag"))
                .body(
                        "{\"timeZone\": \"Europe/Paris\", \"locale\": \"fr\", \"caps\": [{\"max\": 3, \"per\": \"P7D\"}]}")
                .put(path)
                .then()
                .statusCode(200);
        var seen = deputy(rosa).get(path);
        seen.then().statusCode(200).body("timeZone", is("Europe/Paris"), "locale", nullValue(), "caps", nullValue());
        patch(rosa, seen, "{\"caps\": null}").then().statusCode(403);
        patch(rosa, seen, "{\"locale\": \"de\"}").then().statusCode(403);
        patch(rosa, seen, "{\"windows\": [{\"from\": \"09:00\", \"to\": \"18:00\"}]}")
                .then()
                .statusCode(200)
                .body("windows[0].from", is("09:00"), "caps", nullValue());
        person(ana).get(path).then().body("caps[0].max", is(3), "locale", is("fr"), "windows[0].to", is("18:00"));
        history().body("acts.findAll { it.kind == 'preferences' }[-1].by.role", is("deputy"));
    }

    @Test
    void aDeputyLearnsNoAddress() {
        var rosa = Named.by(ana, "no", "see", "hours");
        var secret = contact.replace("mailto:", "");
        for (var part : new String[] {"", "/decisions", "/preferences"})
            deputy(rosa).get("/v1/persons/" + ana + part).then().statusCode(200).body(not(containsString(secret)));
        for (var kind : new String[] {"refusals", "withdrawals"})
            deputy(rosa)
                    .body("{\"contact\": \"" + contact + "\"}")
                    .post("/v1/" + kind)
                    .then()
                    .statusCode(400)
                    .body("errors[0].field", equalTo("contact"));
    }

    @Test
    void deputiesFollowWhoeverSpeaksForBothAfterAMerge() {
        var other = Persons.who(Acts.newcomer());
        var rosa = Named.by(other, "no", "see");
        Persons.merge(ana, other, database).then().statusCode(200);
        deputy(rosa).get("/v1/persons/" + ana).then().statusCode(200);
        person(ana).get("/v1/persons/" + ana + "/deputies").then().body("deputies.id", hasItems(rosa.toString()));
        no(rosa, "").then().statusCode(201);
        assertEquals("deny", Permits.outcome(contact, "offers"));
    }

    @Test
    void whoTheyAreGoesWithThePerson() {
        var rosa = Named.by(ana, "no", "see");
        staff("admin").delete("/v1/persons/" + ana).then().statusCode(200);
        deputy(rosa).get("/v1/persons/" + ana).then().statusCode(404);
        no(rosa, "").then().statusCode(404);
        assertEquals(0, database.count("select count(*) from deputy where id = ?::uuid", rosa.toString()));
        assertEquals(
                0,
                database.count(
                        "select count(*) from evidence where texts ->> 'name' = 'Rosa Lind' and event in"
                                + " (select id from consent_event where person_id = ?)",
                        ana));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"name\": \"\", \"kind\": \"family\", \"may\": [\"no\"]}",
                "{\"name\": \"R\", \"kind\": \"friend\", \"may\": [\"no\"]}",
                "{\"name\": \"R\", \"kind\": \"family\", \"may\": []}",
                "{\"name\": \"R\", \"kind\": \"family\", \"may\": [\"yes\"]}",
                "{\"name\": \"R\", \"kind\": \"family\", \"may\": [null]}",
                "{\"name\": \"R\", \"kind\": \"family\", \"may\": [\"no\"], \"until\": \"2020-01-01T00:00:00Z\"}",
                "{\"name\": \"R\", \"kind\": \"family\", \"may\": [\"no\"], \"until\": \"tomorrow\"}",
                "{\"name\": \"R\", \"kind\": \"family\", \"may\": [\"no\"], \"grant\": true}"
            })
    void whatNamesNobodyIsRefused(String body) {
        careless(personToken(ana))
                .body(body)
                .put("/v1/persons/" + ana + "/deputies/" + UUID.randomUUID())
                .then()
                .statusCode(400);
        careless(personToken(ana))
                .body(body("", "no"))
                .put("/v1/persons/" + ana + "/deputies/rosa")
                .then()
                .statusCode(400);
    }

    private Response no(UUID deputy, String more) {
        return deputy(deputy).body("{\"controller\": \"acme\"" + more + "}").post("/v1/withdrawals");
    }

    private Response patch(UUID deputy, Response seen, String body) {
        return deputy(deputy)
                .header("If-Match", seen.header("ETag"))
                .contentType("application/merge-patch+json")
                .body(body)
                .patch("/v1/persons/" + ana + "/preferences");
    }

    private io.restassured.response.ValidatableResponse history() {
        return staff("compliance").get("/v1/persons/" + ana + "/history").then().statusCode(200);
    }
}
