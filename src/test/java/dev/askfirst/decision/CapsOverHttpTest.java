package dev.askfirst.decision;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Caps count what is permitted, and nothing else, for whoever asks and however many at once. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class CapsOverHttpTest extends CapsOverHttp {

    @Test
    void theAnswerSaysWhoseCapItIsAndUntilWhen() {
        var ana = capped("{\"max\": 1, \"per\": \"P7D\"}");
        var first = Instant.parse(offer(ana).path("decidedAt"));
        var free = first.plus(Duration.ofDays(7)).toString();
        offer(ana)
                .then()
                .body("outcome", is("defer"), "notBefore", is(free))
                .body("reasons.code", contains("cap_reached"), "reasons.source", contains("preference"))
                .body("reasons.until", contains(free));
        clock.advance(Duration.ofDays(7));
        assertEquals("permit", outcome(offer(ana)));
    }

    @Test
    void checksAndShadowsSpendNothing() {
        var ana = capped("{\"max\": 1, \"per\": \"P7D\"}");
        for (var i = 0; i < 3; i++) assertEquals("permit", outcome(question(ana, "offers", ", \"mode\": \"check\"")));
        staff("admin").body("""
                {"name": "Mailer", "controllers": ["acme"], "channels": ["email"], "enforcement": "shadow"}""").put("/v1/catalog/senders/acme-mailer");
        for (var i = 0; i < 3; i++) assertEquals("permit", outcome(offer(ana)));
        catalog.again();
        assertEquals("permit defer", outcome(offer(ana)) + " " + outcome(offer(ana)));
        assertEquals("defer", outcome(question(ana, "offers", ", \"mode\": \"check\"")));
    }

    @Test
    void theSameQuestionAgainSpendsNothing() {
        var ana = capped("{\"max\": 2, \"per\": \"P7D\"}");
        for (var i = 0; i < 3; i++) {
            sender("acme-mailer")
                    .header("Idempotency-Key", "cap-" + ana.hashCode())
                    .body(json(ana, "offers", ""))
                    .post("/v1/decisions")
                    .then()
                    .body("outcome", is("permit"));
        }
        assertEquals("permit defer", outcome(offer(ana)) + " " + outcome(offer(ana)));
    }

    @Test
    void whatWasNotSentGivesItsSlotBack() {
        var ana = capped("{\"max\": 1, \"per\": \"P7D\"}");
        var permit = offer(ana).<String>path("id");
        assertEquals("defer", outcome(offer(ana)));
        report(permit, "not_sent");
        var second = offer(ana);
        assertEquals("permit", outcome(second));
        report(second.path("id"), "sent");
        assertEquals("defer", outcome(offer(ana)));
        // Also where a cap that is set later looks back.
        var bob = Acts.newcomer();
        Persons.who(bob);
        report(offer(bob).path("id"), "not_sent");
        wants(bob, "{\"max\": 1, \"per\": \"P7D\"}");
        assertEquals("permit defer", outcome(offer(bob)) + " " + outcome(offer(bob)));
    }

    /** The report waits for the row of somebody who is somebody else once it has it. */
    @Test
    void whatWasNotSentGivesItsSlotBackAlsoInTheMiddleOfAMerge() throws Exception {
        var ana = capped("{\"max\": 1, \"per\": \"P7D\"}");
        var permit = offer(ana).<String>path("id");
        var person = Persons.idOf(ana);
        var shard = database.count("select shard from usage where person_id = ?", person);
        var other = Persons.who(Acts.newcomer());
        try (var threads = Executors.newFixedThreadPool(2);
                var holder = dataSource.getConnection()) {
            holder.setAutoCommit(false);
            try (var lock =
                    holder.prepareStatement("select 1 from usage where person_id = ? and shard = ? for update")) {
                lock.setObject(1, person);
                lock.setLong(2, shard);
                lock.execute();
            }
            var merge =
                    threads.submit(() -> Persons.merge(other, person, database).statusCode());
            awaitWaiting(1);
            var report = threads.submit(() -> report(permit, "not_sent"));
            awaitWaiting(2);
            holder.commit();
            assertEquals(200, merge.get());
            report.get();
        }
        assertEquals("permit defer", outcome(offer(ana)) + " " + outcome(offer(ana)));
        checking.assertWhole();
    }

    @Test
    void oneBatchCarriesAlongWhatItSpends() {
        var ana = capped("{\"max\": 3, \"per\": \"P7D\"}");
        var bob = capped("{\"max\": 1, \"per\": \"P7D\"}");
        var questions = new ArrayList<String>();
        for (var i = 0; i < 5; i++) questions.addAll(List.of(json(ana, "offers", ""), json(bob, "offers", "")));
        var outcomes = sender("acme-mailer")
                .body("{\"questions\": " + questions + "}")
                .post("/v1/decisions/batch")
                .jsonPath()
                .getList("decisions.outcome");
        assertEquals(
                List.of("permit", "permit", "permit", "defer", "permit", "defer", "defer", "defer", "defer", "defer"),
                outcomes);
    }

    @Test
    void aControllersCapHoldsForPeopleAndForStrangersAndFollowsThoseWhoBecomePeople() {
        caps("{\"topic\": \"orders\", \"max\": 2, \"per\": \"P7D\"}");
        var ana = Acts.newcomer();
        var first = question(ana, "orders", "");
        assertEquals("permit permit", outcome(first) + " " + outcome(question(ana, "orders", "")));
        var third = question(ana, "orders", "");
        third.then().body("outcome", is("deny"), "reasons.code", contains("consent_unknown"));
        staff("compliance")
                .get("/v1/decisions/" + third.path("id"))
                .then()
                .body("reasons.code", contains("cap_reached"), "reasons[0].source", is("controller:acme"));
        report(first.path("id"), "not_sent");
        assertEquals("permit", outcome(question(ana, "orders", "")));
        assertEquals(
                1,
                database.count("select count(*) from stranger_usage where contact_key in "
                        + "(select contact_key from stranger_usage order by at desc limit 1)"));
        Persons.who(ana);
        question(ana, "orders", "").then().body("outcome", is("defer"), "reasons.source", contains("controller:acme"));
        var person = Persons.idOf(ana);
        assertEquals(2, database.count("select json_array_length(uses) from usage where person_id = ?", person));
        caps("");
        assertEquals("permit", outcome(question(ana, "orders", "")));
    }

    @Test
    void aLawCountsPermitsAsAttemptsOfItsController() throws Exception {
        clock.set(Instant.parse("2027-01-13T09:30:00Z"));
        var ana = Acts.newNumber("+336", 8);
        sender("acme-dialler")
                .body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "voice",
                 "notice": {"id": "acme-marketing", "version": 1, "language": "fr"},
                 "evidence": {"method": "form"}}""".formatted(ana))
                .post("/v1/grants")
                .then()
                .statusCode(201);
        var question = "{\"to\": \"%s\", \"channel\": \"voice\", \"topic\": \"offers\"}".formatted(ana);
        var first = ask("acme-dialler", question)
                .then()
                .body("outcome", is("permit"))
                .extract();
        for (var i = 0; i < 3; i++) assertEquals("permit", outcome(ask("acme-dialler", question)));
        var free = Instant.parse(first.path("decidedAt")).plus(Duration.ofDays(30));
        ask("acme-dialler", question)
                .then()
                .body("outcome", is("defer"), "reasons.code", contains("cap_reached"))
                .body("reasons[0].source", is("law:fr-calls"), "reasons[0].until", is(free.toString()));
    }

    @Test
    void whoIsErasedIsCountedNoLonger() {
        var ana = capped("{\"max\": 1, \"per\": \"P7D\"}");
        offer(ana);
        var person = Persons.idOf(ana);
        assertEquals(1, database.count("select count(*) from usage where person_id = ?", person));
        staff("admin")
                .delete("/v1/persons/" + person)
                .then()
                .statusCode(200)
                .body("erased.find { it.what == 'usage' }.count", is(1));
        assertEquals(0, database.count("select count(*) from usage where person_id = ?", person));
    }

    @Test
    void theRecordTellsWhatWasUsed() {
        var ana = capped("{\"max\": 3, \"per\": \"P7D\", \"reserve\": {\"topic\": \"offers.shoes\", \"n\": 1}}");
        offer(ana);
        question(ana, "offers.shoes", "");
        var id = UUID.fromString(offer(ana).path("id"));
        assertEquals(
                List.of(List.of("{\"usage\": [{\"kept\": 1, \"used\": 2, \"source\": \"preference\"}]}")),
                database.rows("select facts::text from decision where id = ?", id));
    }

    @Test
    void manyAtOnceGetExactlyAsManyAsThereAre() throws Exception {
        var people = new ArrayList<String>();
        for (var i = 0; i < 12; i++) people.add(capped("{\"max\": 3, \"per\": \"P7D\"}"));
        var permits = Collections.synchronizedList(new ArrayList<String>());
        try (var threads = Executors.newFixedThreadPool(24)) {
            var clients = new ArrayList<Callable<Void>>();
            for (var i = 0; i < 24; i++) {
                var client = i;
                clients.add(() -> {
                    for (var n = 0; n < 8; n++) permits.addAll(permitted(people, client, n));
                    return null;
                });
            }
            for (var client : threads.invokeAll(clients)) client.get();
        }
        for (var person : people) {
            assertEquals(3, permits.stream().filter(person::equals).count(), "permits for one person");
        }
        checking.assertWhole();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            # case                    | caps                                                                                 | where
            none                      | {"max": -1, "per": "day"}                                                            | caps.0.max
            too many                  | {"max": 2147483647, "per": "day"}                                                    | caps.0.max
            no number                 | {"per": "day"}                                                                       | caps.0.max
            no time                   | {"max": 1, "per": "PT0S"}                                                            | caps.0.per
            too long                  | {"max": 1, "per": "P400D"}                                                           | caps.0.per
            no period                 | {"max": 1}                                                                           | caps.0.per
            no such topic             | {"max": 1, "per": "day", "topic": "weather"}                                         | caps.0.topic
            no such channel           | {"max": 1, "per": "day", "channel": "pigeon"}                                        | caps.0.channel
            more kept than there is   | {"max": 1, "per": "day", "reserve": {"topic": "offers", "n": 2}}                     | caps.0.reserve.n
            kept for another topic    | {"max": 1, "per": "day", "topic": "events", "reserve": {"topic": "offers", "n": 1}}  | caps.0.reserve.topic
            """)
    void aControllersCapThatIsNoneIsRefused(String name, String cap, String where) {
        careless("/v1/catalog/controllers/acme", CONTROLLER.formatted(cap))
                .then()
                .statusCode(400)
                .body("errors.field", contains(where));
    }

    @Test
    void aNumberThatNobodyCanCountToIsRefusedByItsName() {
        careless("/v1/catalog/controllers/acme", CONTROLLER.formatted("{\"max\": 2147483648, \"per\": \"day\"}"))
                .then()
                .statusCode(400)
                .body("errors.field", contains("caps.0.max"));
        var ana = Persons.who(Acts.newcomer());
        for (var max : List.of("2147483648", "-1", "1001")) {
            Api.careless(Api.token("admin"))
                    .header("If-Match", "*")
                    .body("{\"caps\": [{\"per\": \"day\", \"max\": " + max + "}]}")
                    .put("/v1/persons/" + ana + "/preferences")
                    .then()
                    .statusCode(400)
                    .body("errors.field[0]", is("caps.0.max"));
        }
    }
}
