package dev.askfirst.consent.intent;

import static dev.askfirst.consent.intent.Looking.UNTIL;
import static dev.askfirst.consent.intent.Looking.ask;
import static dev.askfirst.consent.intent.Looking.body;
import static dev.askfirst.consent.intent.Looking.open;
import static dev.askfirst.consent.intent.Looking.say;
import static dev.askfirst.consent.intent.Looking.somebody;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.limited;
import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.personToken;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Scraped;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the person says what they look for; they see and end it, and senders see what is open to them. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class IntentsTest {

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    DemoCatalog catalog;

    @AfterEach
    void itIsNow() {
        clock.reset();
        catalog.again();
    }

    @Test
    void onlyThePersonSaysIt() {
        var ana = Persons.idOf(somebody());
        var path = "/v1/persons/" + ana + "/intents";
        var body = body("offers.shoes", 1, "");
        for (var role : List.of("admin", "compliance"))
            staff(role).body(body).post(path).then().statusCode(403);
        sender("acme-mailer").body(body).post(path).then().statusCode(403);
        person(Persons.idOf(somebody())).body(body).post(path).then().statusCode(404);
        person(ana).body(body).post(path).then().statusCode(201);
        staff("compliance").get(path).then().statusCode(200).body("intents.topic", is(List.of("offers.shoes")));
        assertEquals(
                1, database.count("select count(*) from consent_event where person_id = ? and kind = 'intent'", ana));
    }

    @Test
    void whoeverSaysItTwiceWithAKeySaysItOnce() {
        var ana = Persons.idOf(somebody());
        var ids = IntStream.range(0, 2)
                .mapToObj(_ -> person(ana)
                        .header("Idempotency-Key", "once")
                        .body(body("offers.shoes", 1, ""))
                        .post("/v1/persons/" + ana + "/intents")
                        .<String>path("id"))
                .distinct()
                .toList();
        assertEquals(1, ids.size());
    }

    @Test
    void itEndsAtOnceAndStaysAsItEnded() {
        var ana = somebody();
        String id = say(ana, "offers.shoes", 5, "").path("id");
        var path = "/v1/persons/" + Persons.idOf(ana) + "/intents/";
        var ended = person(Persons.idOf(ana)).delete(path + id);
        ended.then().statusCode(200).body("state", is("ended"), "left", is(5));
        String at = ended.path("endedAt");
        ask("acme-mailer", ana, "offers.shoes")
                .then()
                .body("reasons.code", is(List.of("consent_unknown", "intent_over")));
        person(Persons.idOf(ana)).delete(path + id).then().statusCode(200).body("endedAt", is(at));
        person(Persons.idOf(ana)).delete(path + UUID.randomUUID()).then().statusCode(404);
        assertEquals(0, database.count("select count(*) from open_intent where id = ?::uuid", id));
    }

    @Test
    void sendersSeeWhatIsOpenToThemAndNothingElse() {
        var ana = somebody();
        String toAcme = say(ana, "offers.shoes", 2, ", \"controllers\": [\"acme\"], \"words\": \"Red ones\"")
                .path("id");
        String toAll = say(ana, "offers.shoes", 2, "").path("id");
        var acme = open("acme-mailer").jsonPath();
        var mine = "intents.find { it.id == '%s' }".formatted(toAcme);
        assertEquals("Red ones", acme.getString(mine + ".words"));
        assertEquals(List.of("email", "push"), acme.getList(mine + ".channels"));
        var globex = open("globex-mailer");
        globex.then().body("intents.id", not(hasItem(toAcme)), "intents.id", hasItem(toAll));
        globex.then().body("intents.controller", everyItem(is("globex")));
        var known = acme.getString("intents.find { it.id == '%s' }.person".formatted(toAll));
        var knownThere = globex.jsonPath().getString("intents.find { it.id == '%s' }.person".formatted(toAll));
        assertNotEquals(known, knownThere);
        assertNotEquals(Persons.idOf(ana).toString(), known);
        open("acme-shop").then().body("intents", is(List.of()));
        ask("globex-mailer", ana, "offers.shoes").then().body("intent.id", is(toAll));
        ask("acme-mailer", ana, "offers.shoes").then().body("outcome", is("permit"));
    }

    @Test
    void theListGoesOnWhereItEnded() {
        for (var n = 0; n < 3; n++) say(somebody(), "offers.bags", 1, "").then().statusCode(201);
        var first = open("acme-mailer", "?limit=2").jsonPath();
        var second = open("acme-mailer", "?limit=2&cursor=" + first.getString("next"))
                .jsonPath();
        assertEquals(
                open("acme-mailer", "?limit=3").jsonPath().getList("intents.id").getLast(),
                second.getList("intents.id").getFirst());
        sender("acme-mailer").get("/v1/intents?controller=globex").then().statusCode(403);
        careless(dev.askfirst.platform.Api.senderToken("acme-mailer"))
                .get("/v1/intents?limit=0")
                .then()
                .statusCode(400);
    }

    @Test
    void staffWhoAreLimitedSeeTheirs() {
        var ana = somebody();
        Acts.grant(ana, "events").then().statusCode(201);
        say(ana, "offers.shoes", 1, ", \"controllers\": [\"acme\", \"globex\"]")
                .then()
                .statusCode(201);
        say(ana, "offers.shoes", 1, ", \"controllers\": [\"globex\"]").then().statusCode(201);
        limited("compliance", "acme")
                .get("/v1/persons/" + Persons.idOf(ana) + "/intents")
                .then()
                .body("intents.controllers", is(List.of(List.of("acme"))));
    }

    @Test
    void itGoesWithThePerson() {
        var ana = somebody();
        String id = say(ana, "offers.shoes", 2, ", \"words\": \"City shoes\"").path("id");
        staff("admin")
                .delete("/v1/persons/" + Persons.idOf(ana))
                .then()
                .statusCode(200)
                .body("erased.what", hasItem("intents"));
        assertEquals(0, database.count("select count(*) from open_intent where id = ?::uuid", id));
        assertEquals(0, database.count("select count(*) from evidence where event = ?::uuid", id));
        assertEquals(
                List.of(), open("acme-mailer").jsonPath().getList("intents.findAll { it.id == '%s' }".formatted(id)));
        ask("acme-mailer", ana, "offers.shoes").then().body("reasons.code", is(List.of("consent_unknown")));
    }

    @Test
    void itIsInHistoryExportAndStatistics() {
        var ana = somebody();
        var before = Scraped.now();
        String id = say(ana, "offers.shoes", 1, ", \"words\": \"City shoes\"").path("id");
        ask("acme-mailer", ana, "offers.shoes");
        var path = "/v1/persons/" + Persons.idOf(ana);
        staff("admin")
                .get(path + "/history")
                .then()
                .body("acts.kind", hasItem("intent"), "acts.intent", hasItem(id), "acts.max", hasItem(1));
        person(Persons.idOf(ana))
                .get(path + "/export")
                .then()
                .body("terms.intents[0].words", is("City shoes"), "terms.intents[0].left", is(0));
        person(Persons.idOf(ana)).get("/v1/me").then().body("intents[0].state", is("used_up"));
        staff("compliance").get("/console/people/" + Persons.idOf(ana));
        assertEquals(before.sum("askfirst_intents_total") + 1, Scraped.now().sum("askfirst_intents_total"));
        assertEquals(
                before.sum("askfirst_intent_permits_total") + 1, Scraped.now().sum("askfirst_intent_permits_total"));
    }

    @Test
    void twentyAreOpenAtMost() {
        var ana = somebody();
        for (var n = 0; n < 20; n++) say(ana, "offers.shoes", 1, "").then().statusCode(201);
        say(ana, "offers.shoes", 1, "").then().statusCode(409);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"topic\": \"offers.shoes\", \"max\": 5}",
                "{\"topic\": \"offers.shoes\", \"until\": \"UNTIL\"}",
                "{\"topic\": \"offers.shoes\", \"until\": \"UNTIL\", \"max\": 0}",
                "{\"topic\": \"offers.shoes\", \"until\": \"UNTIL\", \"max\": 101}",
                "{\"topic\": \"offers.shoes\", \"until\": \"2020-01-01T00:00:00Z\", \"max\": 5}",
                "{\"topic\": \"offers.shoes\", \"until\": \"2090-01-01T00:00:00Z\", \"max\": 5}",
                "{\"topic\": \"orders\", \"until\": \"UNTIL\", \"max\": 5}",
                "{\"topic\": \"offers.shoes\", \"until\": \"UNTIL\", \"max\": 5, \"controllers\": []}",
                "{\"topic\": \"offers.shoes\", \"until\": \"UNTIL\", \"max\": 5, \"controllers\": [null]}",
                "{\"topic\": \"offers.shoes\", \"until\": \"UNTIL\", \"max\": 5, \"channels\": [\"email\", \"email\"]}",
                "{\"topic\": \"offers.shoes\", \"until\": \"UNTIL\", \"max\": 5, \"words\": \" \"}",
                "{\"topic\": \"offers.shoes\", \"until\": \"UNTIL\", \"max\": 5, \"by\": \"me\"}"
            })
    void whatIsNoIntentIsRefused(String body) {
        var ana = Persons.idOf(somebody());
        careless(personToken(ana))
                .body(body.replace("UNTIL", UNTIL))
                .post("/v1/persons/" + ana + "/intents")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"topic\": \"offers.hats\"", "\"channels\": [\"pigeon\"]", "\"controllers\": [\"nobody\"]"})
    void whatThereIsNotIsRefused(String wrong) {
        var ana = Persons.idOf(somebody());
        var topic = wrong.contains("topic") ? "" : "\"topic\": \"offers.shoes\", ";
        person(ana)
                .body("{" + topic + wrong + ", \"until\": \"" + UNTIL + "\", \"max\": 5}")
                .post("/v1/persons/" + ana + "/intents")
                .then()
                .statusCode(422);
    }
}
