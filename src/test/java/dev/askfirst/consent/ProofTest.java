package dev.askfirst.consent;

import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.Serving;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A regulator asks: show that she agreed to this, when, to which words, and that you stopped when she said so. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ProofTest {

    private static final String SHOES = "controller=acme&topic=offers.shoes&channel=email";

    @Inject
    TestClock clock;

    @Inject
    Database database;

    @Inject
    DemoCatalog catalogs;

    @AfterEach
    void asItWas() {
        clock.reset();
        catalogs.again();
    }

    @Test
    void oneCallShowsTheYesItsWordsItsEvidenceAndWhatFollows() {
        var ana = Acts.newcomer();
        var grant = Acts.grant(ana, "offers").jsonPath().getString("id");
        proof(ana, "")
                .body("grant.id", is(grant), "grant.topic", is("offers"), "grant.basis", is("express"))
                .body("grant.notice.words", startsWith("Yes, Acme Shoes may write to me"))
                .body("grant.notice.id", is("acme-marketing"), "grant.notice.version", is(1))
                .body("grant.evidence.method", is("form"), "grant.evidence.grade", is("partial"))
                .body("grant.by.subject", is("acme-mailer"))
                .body("laterActs", empty(), "rules.topic.id", is("offers.shoes"))
                .body("decision.outcome", is("permit"), "decision.grant", is(grant))
                .body(not(containsString(ana)));
    }

    @Test
    void andThatItEndedWhenTheySaidSo() throws Exception {
        var ana = Acts.newcomer();
        var grant = Acts.grant(ana, "offers").jsonPath().getString("id");
        var between = clock.read();
        Acts.withdraw(ana, "offers");
        proof(ana, "")
                .body("grant.id", is(grant), "laterActs.kind", contains("withdrawal"))
                .body("decision.outcome", is("deny"), "decision.reasons.code", contains("consent_withdrawn"));
        proof(ana, "&at=" + between)
                .body("laterActs", empty(), "decision.outcome", is("permit"), "decision.grant", is(grant));
    }

    /** A paper found later changes what held then, not what was known then. */
    @Test
    void whatHeldAndWhatWasKnownAreTwoTimes() throws Exception {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        clock.advance(Duration.ofDays(3));
        var then = clock.read();
        clock.advance(Duration.ofDays(3));
        var before = clock.read();
        staff("admin")
                .body("{\"contact\": \"%s\", \"controller\": \"acme\", \"topic\": \"offers\", \"at\": \"%s\"}"
                        .formatted(ana, then.minusSeconds(60)))
                .post("/v1/withdrawals")
                .then()
                .statusCode(201);
        proof(ana, "&at=" + then).body("decision.reasons.code", contains("consent_withdrawn"));
        proof(ana, "&at=" + then + "&knownAt=" + before).body("decision.outcome", is("permit"), "laterActs", empty());
        history(ana, "?at=" + then).body("terms.consents.state", contains("withdrawn"), "acts", hasSize(2));
        history(ana, "?at=" + then + "&knownAt=" + before).body("terms.consents.state", contains("given"));
    }

    @Test
    void theRulesAreThoseOfThatTime() throws Exception {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var before = clock.read();
        clock.advance(Duration.ofMinutes(1));
        // A topic on which somebody serves what people look for cannot go.
        var old = Serving.nobody(catalogs.document());
        catalogs.replace(old.withTopics(old.topics().stream()
                .filter(topic -> !topic.id().equals("offers.shoes"))
                .toList()));
        clock.advance(Duration.ofMinutes(1));
        proof(ana, "&at=" + before).body("decision.outcome", is("permit"), "rules.topic.id", is("offers.shoes"));
        get(ana, "/proof?" + SHOES, 422).body("type", is("/problems/unknown-topic"));
    }

    @Test
    void aConfirmedYesComesWithItsConfirmation() {
        var ana = Acts.newcomer();
        var asked = staff("admin").body("""
                {"contact": "%s", "controller": "acme", "topic": "newsletter", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(ana)).post("/v1/grants").jsonPath();
        var query = "/proof?controller=acme&topic=newsletter&channel=email";
        get(ana, query, 200).body("decision.reasons.code", contains("consent_pending"));
        staff("admin")
                .body("{\"token\": \"%s\"}".formatted(asked.getString("confirmToken")))
                .post("/v1/grants/confirm")
                .then()
                .statusCode(200);
        get(ana, query, 200)
                .body("grant.id", is(asked.getString("id")), "laterActs.kind", contains("confirmation"))
                .body("laterActs[0].evidence.method", is("api"), "decision.outcome", is("permit"));
    }

    @Test
    void whereNobodySaidYesThereIsADecisionAllTheSame() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        get(ana, "/proof?controller=globex&topic=offers&channel=email", 200)
                .body("grant", nullValue(), "decision.reasons.code", contains("consent_unknown"));
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        get(ana, "/proof?topic=offers&channel=email", 400).body("errors.field", contains("controller"));
        get(ana, "/proof?" + SHOES + "&at=yesterday", 400).body("errors.field", contains("at"));
    }

    @Test
    void everyLookOfStaffIsOnRecordAndPeoplesOwnAreNot() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        var id = Persons.idOf(ana);
        var before = looks(id);
        staff("compliance")
                .get("/v1/persons/%s/proof?%s".formatted(id, SHOES))
                .then()
                .statusCode(200);
        staff("admin").get("/v1/persons/%s/history".formatted(id)).then().statusCode(200);
        assertEquals(before + 2, looks(id));
        person(id).get("/v1/persons/%s/history".formatted(id)).then().statusCode(200);
        assertEquals(before + 2, looks(id));
        person(UUID.randomUUID())
                .get("/v1/persons/%s/history".formatted(id))
                .then()
                .statusCode(404);
    }

    @Test
    void preferencesAreInTheHistoryUntilTheyAreErased() {
        var ana = Acts.newcomer();
        staff("admin").body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email", "timeZone": "Europe/Paris",
                 "notice": {"id": "acme-marketing", "version": 1}, "evidence": {"method": "form"}}""".formatted(ana)).post("/v1/grants").then().statusCode(201);
        history(ana, "")
                .body("acts.kind", contains("grant", "preferences"))
                .body("acts[1].evidence.texts.preferences.timeZone", is("Europe/Paris"))
                .body("terms.preferences.timeZone", is("Europe/Paris"));
    }

    private long looks(UUID person) {
        return database.count("select count(*) from access where person_id = ?", person);
    }

    private static ValidatableResponse proof(String contact, String more) {
        return get(contact, "/proof?" + SHOES + more, 200);
    }

    private static ValidatableResponse history(String contact, String query) {
        return get(contact, "/history" + query, 200);
    }

    private static ValidatableResponse get(String contact, String path, int status) {
        return dev.askfirst.platform.Api.careless(dev.askfirst.platform.Api.token("compliance"))
                .get("/v1/persons/" + Persons.idOf(contact) + path)
                .then()
                .statusCode(status);
    }
}
