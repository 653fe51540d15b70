package dev.askfirst.consent.signal;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.law.LawRow;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import dev.askfirst.selfservice.Permits;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser's opt-out signal ends what data is sold or shared for, once, and only a yes that is meant answers it. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class SignalsTest {

    @Inject
    DemoCatalog catalog;

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @BeforeEach
    void eventsAndTheNewsletterAreShared() {
        catalog.replace(SharedTopics.in(catalog.document()));
    }

    @AfterEach
    void asItWas() {
        clock.reset();
        catalog.again();
    }

    @Test
    void itBindsWhatIsSharedAlsoAgainstAnOlderYesAndNothingElse() {
        var ana = Visiting.somebody();
        assertEquals("permit", Permits.outcome(ana, "events"));
        var reply = signal(ana)
                .then()
                .statusCode(201)
                .body("signal", is("gpc"), "honoured", is(true), "topics", hasSize(2))
                .body("topics.find { it.topic == 'events' }.state", is("withdrawn"))
                .extract()
                .jsonPath();
        assertEquals("deny", Permits.outcome(ana, "events"));
        assertEquals("permit", Permits.outcome(ana, "offers.shoes"));
        var honoured = Instant.parse(reply.getString("topics[0].honouredAt"));
        assertEquals(
                honoured.atOffset(ZoneOffset.UTC).plusMonths(12).toInstant(),
                Instant.parse(reply.getString("topics[0].askAgainFrom")),
                "a year, as in California");
        staff("compliance")
                .get("/v1/persons/" + Persons.idOf(ana) + "/history")
                .then()
                .body("acts.findAll { it.evidence.method == 'signal' }.kind", is(List.of("withdrawal", "withdrawal")))
                .body("acts.find { it.evidence.method == 'signal' }.evidence.texts.source", is("Sec-GPC: 1"));
    }

    @Test
    void theSameAgainAddsNothing() {
        var ana = Visiting.somebody();
        var first = signal(ana).path("topics.act");
        var version = version(ana);
        signal(ana).then().statusCode(200).body("honoured", is(true), "topics.act", is(first));
        assertEquals(version, version(ana));
    }

    @Test
    void whoIsKnownByTheCompanysOwnIdAloneIsBoundByIt() {
        var id = "shop/" + UUID.randomUUID();
        external(id).then().statusCode(201).body("topics.via", is(List.of("external", "external")));
        external("ext:" + id).then().statusCode(200);
        var ana = Visiting.somebody();
        sender("acme-mailer")
                .body("{\"signal\": \"gpc\", \"contact\": \"%s\", \"external\": \"%s\", \"controller\": \"acme\"}"
                        .formatted(ana, id))
                .post("/v1/signals")
                .then()
                .statusCode(201)
                .body("topics", hasSize(4));
        assertEquals("deny", Permits.outcome(ana, "events"));
    }

    /** An informed yes counts, and the browser that goes on sending its signal does not take it back. */
    @Test
    void aLaterExpressYesStandsAlsoWhenTheSignalComesAgain() throws SQLException {
        var ana = Visiting.somebody();
        signal(ana).then().statusCode(201);
        clock.advance(Duration.ofMinutes(5));
        yes(ana, "events", "express").then().statusCode(201);
        assertEquals("permit", Permits.outcome(ana, "events"));
        clock.advance(Duration.ofMinutes(5));
        signal(ana)
                .then()
                .statusCode(200)
                .body("honoured", is(false), "why", notNullValue())
                .body("topics.find { it.topic == 'events' }.state", is("given"));
        assertEquals("permit", Permits.outcome(ana, "events"));
    }

    @Test
    void whereARowOfLawSaysSoTheSignalEndsALaterYesToo() throws SQLException {
        catalog.replace(SharedTopics.in(catalog.document())
                .withLaws(catalog.document().laws().stream()
                        .map(row -> row.id().equals("world-signal") ? ending(row) : row)
                        .toList()));
        var ana = Visiting.somebody();
        signal(ana).then().statusCode(201);
        clock.advance(Duration.ofMinutes(5));
        yes(ana, "events", "express").then().statusCode(201);
        clock.advance(Duration.ofMinutes(5));
        signal(ana).then().statusCode(201).body("honoured", is(true));
        assertEquals("deny", Permits.outcome(ana, "events"));
    }

    @Test
    void anImpliedYesAnswersNoSignal() throws SQLException {
        var ana = Visiting.somebody();
        signal(ana).then().statusCode(201);
        clock.advance(Duration.ofMinutes(5));
        yes(ana, "events", "implied").then().statusCode(409).body(containsString("express"));
        assertEquals("deny", Permits.outcome(ana, "events"));
    }

    /** The two steps of a yes that somebody begins themselves are allowed; a second request waits for the year to pass. */
    @Test
    void nobodyIsAskedTwiceBeforeTheTimeOfTheLawIsOver() throws SQLException {
        var ana = Acts.newcomer();
        signal(ana).then().statusCode(201);
        clock.advance(Duration.ofMinutes(5));
        yes(ana, "newsletter", "express").then().statusCode(201).body("state", is("pending"));
        clock.advance(Duration.ofDays(60));
        var refused = yes(ana, "newsletter", "express").then().statusCode(429);
        assertEquals(
                305,
                Duration.ofSeconds(Long.parseLong(refused.extract().header("Retry-After")))
                        .toDays(),
                1);
        clock.advance(Duration.ofDays(310));
        yes(ana, "newsletter", "express").then().statusCode(201).body("state", is("pending"));
    }

    @Test
    void aSignalFromBeforeAYesDoesNotEndIt() {
        var ana = Visiting.somebody();
        var at = Instant.now().minus(Duration.ofDays(30));
        sender("acme-mailer")
                .body("{\"signal\": \"gpc\", \"contact\": \"%s\", \"controller\": \"acme\", \"at\": \"%s\"}"
                        .formatted(ana, at))
                .post("/v1/signals")
                .then()
                .statusCode(201)
                .body("honoured", is(false), "topics.find { it.topic == 'events' }.state", is("given"));
        assertEquals("permit", Permits.outcome(ana, "events"));
        signal(ana).then().statusCode(201).body("honoured", is(true));
        assertEquals("deny", Permits.outcome(ana, "events"));
    }

    @Test
    void whereNothingIsSharedNothingIsClaimed() {
        catalog.again();
        var ana = Visiting.somebody();
        signal(ana).then().statusCode(200).body("honoured", is(false), "topics", hasSize(0));
        assertEquals("permit", Permits.outcome(ana, "events"));
    }

    @Test
    void nobodySpeaksForOthers() {
        sender("globex-mailer")
                .body("{\"signal\": \"gpc\", \"contact\": \"%s\", \"controller\": \"acme\"}".formatted(Acts.newcomer()))
                .post("/v1/signals")
                .then()
                .statusCode(403);
        yesWith("{\"method\": \"signal\"}").then().statusCode(400).body(containsString("evidence.method"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"signal\": \"gpc\", \"controller\": \"acme\"}",
                "{\"signal\": \"dnt\", \"contact\": \"mailto:a@test.example\", \"controller\": \"acme\"}",
                "{\"signal\": 1, \"contact\": \"mailto:a@test.example\", \"controller\": \"acme\"}",
                "{\"signal\": \"gpc\", \"contact\": \"a@test.example\", \"controller\": \"acme\"}",
                "{\"signal\": \"gpc\", \"contact\": \"mailto:a@test.example\"}",
                "{\"signal\": \"gpc\", \"contact\": \"mailto:a@test.example\", \"controller\": \"\"}",
                "{\"signal\": \"gpc\", \"external\": \"no slash\", \"controller\": \"acme\"}",
                "{\"signal\": \"gpc\", \"external\": \"ext:\", \"controller\": \"acme\"}",
                "{\"signal\": \"gpc\", \"external\": \"shop/1\", \"controller\": \"acme\", \"at\": \"2999-01-01T00:00:00Z\"}",
                "{\"signal\": \"gpc\", \"external\": \"shop/1\", \"controller\": \"acme\", \"at\": \"1970-01-01T00:00:00Z\"}",
                "{\"signal\": \"gpc\", \"external\": \"shop/1\", \"controller\": \"acme\", \"topic\": \"events\"}"
            })
    void whatIsNoSignalIsRefused(String body) {
        careless(senderToken("acme-mailer"))
                .body(body)
                .post("/v1/signals")
                .then()
                .statusCode(400);
    }

    private String version(String contact) {
        return database.value("select version from terms where person_id = ?", Persons.idOf(contact))
                .orElseThrow();
    }

    private static Response signal(String contact) {
        return sender("acme-mailer")
                .body("{\"signal\": \"gpc\", \"contact\": \"%s\", \"controller\": \"acme\"}".formatted(contact))
                .post("/v1/signals");
    }

    private static Response external(String id) {
        return sender("acme-mailer")
                .body("{\"signal\": \"gpc\", \"external\": \"%s\", \"controller\": \"acme\"}".formatted(id))
                .post("/v1/signals");
    }

    private static LawRow ending(LawRow row) {
        var json = Json.write(row).replace("\"stands\"", "\"ends\"");
        return Json.read(json.getBytes(StandardCharsets.UTF_8), Json.MAPPER.readerFor(LawRow.class));
    }

    private Response yes(String contact, String topic, String basis) throws SQLException {
        return sender("acme-mailer")
                .body("""
                {"contact": "%s", "controller": "acme", "topic": "%s", "channel": "email", "basis": "%s", "at": "%s",
                 "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                 "evidence": {"method": "form", "source": "https://acme.example/partners"}}""".formatted(contact, topic, basis, clock.read()))
                .post("/v1/grants");
    }

    private static Response yesWith(String evidence) {
        return careless(senderToken("acme-mailer"))
                .body("""
                {"contact": "%s", "controller": "acme", "topic": "events", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1, "language": "en"}, "evidence": %s}""".formatted(Acts.newcomer(), evidence))
                .post("/v1/grants");
    }
}
