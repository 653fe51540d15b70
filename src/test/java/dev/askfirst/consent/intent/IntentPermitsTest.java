package dev.askfirst.consent.intent;

import static dev.askfirst.consent.intent.Looking.ask;
import static dev.askfirst.consent.intent.Looking.idsOf;
import static dev.askfirst.consent.intent.Looking.open;
import static dev.askfirst.consent.intent.Looking.outcome;
import static dev.askfirst.consent.intent.Looking.own;
import static dev.askfirst.consent.intent.Looking.question;
import static dev.askfirst.consent.intent.Looking.say;
import static dev.askfirst.consent.intent.Looking.somebody;
import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.Serving;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people look for permits messages where consent is missing: so many, until then, by whom it is open to, and not again. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class IntentPermitsTest {

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
    void aPermitSaysWhichAndWhatIsLeft() {
        var ana = somebody();
        String id = say(ana, "offers.shoes", 2, ", \"words\": \"City shoes\"")
                .then()
                .statusCode(201)
                .body("state", is("open"), "left", is(2), "words", is("City shoes"), "controllers", nullValue())
                .extract()
                .path("id");
        var first = ask("acme-mailer", ana, "offers.shoes");
        first.then().body("outcome", is("permit"), "grant", is(id), "intent.id", is(id), "intent.left", is(1));
        String decision = first.path("id");
        sender("acme-mailer").get("/v1/decisions/" + decision).then().body("intent.left", is(1));
        sender("acme-mailer")
                .get("/v1/decisions/" + decision + "/current")
                .then()
                .body("holds", is(true));
        replayed(decision);
        ask("globex-mailer", ana, "offers.shoes").then().body("outcome", is("permit"), "intent.left", is(0));
        own(ana).then().body("intents[0].left", is(0), "intents[0].state", is("used_up"));
        var last = ask("acme-mailer", ana, "offers.shoes");
        last.then()
                .body("outcome", is("deny"), "reasons.code", is(List.of("consent_unknown", "intent_over")))
                .body("reasons[1].source", is("intent:" + id), "intent", nullValue());
        assertEquals(179, daysUntil(last.path("reasons[1].until")));
        replayed(last.path("id"));
        sender("acme-mailer")
                .get("/v1/decisions/" + decision + "/current")
                .then()
                .body("holds", is(true));
    }

    @Test
    void whatWasNotSentIsGivenBack() {
        var ana = somebody();
        say(ana, "offers.shoes", 1, "");
        String permit = ask("acme-mailer", ana, "offers.shoes").path("id");
        assertEquals("deny", outcome(ask("acme-mailer", ana, "offers.shoes")));
        sender("acme-mailer")
                .body("{\"outcome\": \"not_sent\"}")
                .post("/v1/decisions/" + permit + "/outcome")
                .then()
                .statusCode(201);
        own(ana).then().body("intents[0].left", is(1), "intents[0].state", is("open"));
        assertEquals("permit", outcome(ask("acme-mailer", ana, "offers.shoes")));
    }

    @Test
    void howeverManyAskAtOnceThereAreNoMore() {
        var ana = somebody();
        say(ana, "offers.shoes", 3, "");
        var outcomes = IntStream.range(0, 24)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> outcome(ask(n % 2 == 0 ? "acme-mailer" : "globex-mailer", ana, "offers.shoes")),
                        task -> Thread.ofVirtual().start(task)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .filter("permit"::equals)
                .count();
        assertEquals(3, outcomes);
    }

    @Test
    void theSameKeyUsesOne() {
        var ana = somebody();
        say(ana, "offers.shoes", 1, "");
        var key = UUID.randomUUID().toString();
        var ids = IntStream.range(0, 3)
                .mapToObj(_ -> sender("acme-mailer")
                        .header("Idempotency-Key", key)
                        .body(question(ana, "offers.shoes"))
                        .post("/v1/decisions")
                        .<String>path("id"))
                .distinct()
                .toList();
        assertEquals(1, ids.size());
    }

    @Test
    void aCheckUsesNone() {
        var ana = somebody();
        say(ana, "offers.shoes", 1, "");
        for (var n = 0; n < 2; n++)
            sender("acme-mailer")
                    .body(question(ana, "offers.shoes").replace("}", ", \"mode\": \"check\"}"))
                    .post("/v1/decisions")
                    .then()
                    .body("outcome", is("permit"), "intent.left", is(0));
        assertEquals("permit", outcome(ask("acme-mailer", ana, "offers.shoes")));
    }

    @Test
    void nobodyAsksForAYesAfterwardsAndThePersonSaysItWheneverTheyLike() {
        var ana = somebody();
        String id = say(ana, "newsletter", 1, "").path("id");
        person(Persons.idOf(ana)).delete("/v1/persons/" + Persons.idOf(ana) + "/intents/" + id);
        var asked = Acts.grant(ana, "newsletter");
        asked.then()
                .statusCode(429)
                .body("type", is("/problems/asked-too-often"), "detail", not(containsString("intent")));
        assertEquals(
                179,
                Duration.ofSeconds(Long.parseLong(asked.header("Retry-After"))).toDays());
        grantByThemselves(ana).then().statusCode(201).body("state", is("pending"));
        var bea = somebody();
        String hers = say(bea, "newsletter", 1, "").path("id");
        person(Persons.idOf(bea)).delete("/v1/persons/" + Persons.idOf(bea) + "/intents/" + hers);
        clock.advance(Duration.ofDays(179));
        Acts.grant(bea, "newsletter").then().statusCode(429);
        clock.advance(Duration.ofDays(2));
        Acts.grant(bea, "newsletter").then().statusCode(201);
    }

    @Test
    void aNoIsNeverLifted() {
        var ana = somebody();
        Acts.withdraw(ana, "offers").then().statusCode(201);
        say(ana, "offers.shoes", 1, ", \"controllers\": [\"acme\"]")
                .then()
                .statusCode(409)
                .body("type", is("/problems/standing-no"));
        say(ana, "offers.shoes", 1, "").then().statusCode(201);
        ask("acme-mailer", ana, "offers.shoes")
                .then()
                .body("outcome", is("deny"), "reasons.code", is(List.of("consent_withdrawn")));
        assertEquals("permit", outcome(ask("globex-mailer", ana, "offers.shoes")));
        open("acme-mailer").then().body("intents.topic", not(hasItem("nothing")));
        assertEquals(List.of(), idsOf(open("acme-mailer"), ana));
    }

    @Test
    void withoutTheSwitchNothingChanges() {
        var ana = somebody();
        say(ana, "offers.shoes", 1, "").then().statusCode(201);
        Serving.off(catalog);
        say(ana, "offers.shoes", 1, "").then().statusCode(409).body("detail", containsString("`intents`"));
        ask("acme-mailer", ana, "offers.shoes").then().body("reasons.code", is(List.of("consent_unknown")));
        assertEquals(List.of(), idsOf(open("acme-mailer"), ana));
    }

    @Test
    void ofTwoPeopleWhoAreOneBothCountsGoOn() {
        var ana = somebody();
        var bea = somebody();
        say(ana, "offers.shoes", 2, "");
        say(bea, "offers.shoes", 1, "");
        assertEquals("permit", outcome(ask("acme-mailer", ana, "offers.shoes")));
        Persons.merge(Persons.idOf(ana), Persons.idOf(bea), database).then().statusCode(200);
        own(ana).then().body("intents.left.sort()", is(List.of(1, 1)));
        assertEquals("permit", outcome(ask("acme-mailer", bea, "offers.shoes")));
        assertEquals("permit", outcome(ask("globex-mailer", ana, "offers.shoes")));
        assertEquals("deny", outcome(ask("acme-mailer", ana, "offers.shoes")));
    }

    private static Response grantByThemselves(String contact) {
        return person(Persons.idOf(contact)).body("""
                {"contact": "%s", "controller": "acme", "topic": "newsletter", "channel": "email",
                 "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                 "evidence": {"method": "page"}}""".formatted(contact)).post("/v1/grants");
    }

    private void replayed(String decision) {
        staff("compliance").get("/v1/decisions/" + decision + "/replay").then().body("result", is("same"));
    }

    private static long daysUntil(String at) {
        return Duration.between(Instant.now(), Instant.parse(at)).toDays();
    }
}
