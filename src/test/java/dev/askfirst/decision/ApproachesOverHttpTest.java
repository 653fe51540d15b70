package dev.askfirst.decision;

import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Persons;
import dev.askfirst.export.Exporting;
import dev.askfirst.person.key.PlaceKeys;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.LogLines;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Approaches: one a day at a place, to the last of many who come at once; and nothing keeps where the place was. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ApproachesOverHttpTest {

    private static final String ONCE = "{\"nearness\": {\"oncePerPlace\": true}}";

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    PlaceKeys keys;

    @Inject
    Again again;

    @TempDir
    Path folder;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "test.owner.password")
    String password;

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @Test
    void ofManyWhoComeAtOnceOneIsPermitted() throws Exception {
        var ana = wanting(ONCE);
        var asked = new ArrayList<Callable<String>>();
        for (var i = 0; i < 24; i++) {
            var controller = i % 2 == 0 ? "acme" : "globex";
            asked.add(() -> approach(ana, controller, ", \"place\": \"shop-7\"").path("outcome"));
        }
        var outcomes = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(asked.size())) {
            for (var answer : threads.invokeAll(asked)) outcomes.add(answer.get());
        }
        assertEquals(1, outcomes.stream().filter("permit"::equals).count(), outcomes::toString);
        assertEquals(23, outcomes.stream().filter("defer"::equals).count(), outcomes::toString);
        assertEquals("permit", approach(ana, "acme", ", \"place\": \"shop-8\"").path("outcome"));
    }

    @Test
    void theAnswerSaysWhatIsAgainstIt() throws SQLException {
        var ana = wanting("{\"nearness\": {\"notAtHome\": true, \"oncePerPlace\": true, \"minDwellS\": 60}}");
        var home = approach(ana, "acme", ", \"place\": \"home\", \"dwellS\": 600");
        home.then().body("outcome", is("deny"), "reasons.code", contains("place_refused"));
        approach(ana, "acme", ", \"place\": \"shop-1\", \"dwellS\": 59")
                .then()
                .body("outcome", is("defer"), "reasons.code", contains("dwell_short"));
        var permit = approach(ana, "acme", ", \"place\": \"shop-1\", \"dwellS\": 60");
        permit.then().body("outcome", is("permit"));
        var second = approach(ana, "globex", ", \"place\": \"shop-1\", \"dwellS\": 60");
        second.then()
                .body("outcome", is("defer"), "reasons.code", contains("cap_reached"))
                .body("reasons.source", contains("preference:place"));
        for (var answer : List.of(home, permit, second)) again.assertSame(UUID.fromString(answer.path("id")));
        staff("compliance")
                .get("/v1/decisions/" + permit.<String>path("id"))
                .then()
                .body("dwellS", is(60), "away", is(true));
        staff("compliance")
                .get("/v1/decisions/" + home.<String>path("id"))
                .then()
                .body("away", is((Object) null));
    }

    @Test
    void whatWasNotSentLeavesThePlaceFree() {
        var ana = wanting(ONCE);
        var permit = approach(ana, "acme", ", \"place\": \"shop-1\"").<String>path("id");
        sender("agency").body("{\"outcome\": \"not_sent\"}").post("/v1/decisions/" + permit + "/outcome");
        assertEquals(
                "permit", approach(ana, "globex", ", \"place\": \"shop-1\"").path("outcome"));
    }

    @Test
    void theSameQuestionAgainIsOneApproach() {
        var ana = wanting(ONCE);
        var key = ", \"place\": \"shop-1\", \"key\": \"near-%s\"".formatted(UUID.randomUUID());
        var questions = "{\"questions\": [%s, %s]}".formatted(json(ana, "acme", key), json(ana, "acme", key));
        sender("agency")
                .body(questions)
                .post("/v1/decisions/batch")
                .then()
                .body("decisions.outcome", contains("permit", "permit"));
    }

    @Test
    void overMidnightThePlaceIsTheSame() throws SQLException {
        var ana = wanting(ONCE);
        var now = clock.read().atOffset(ZoneOffset.UTC);
        clock.set(now.with(LocalTime.of(23, 30)).plusDays(1).toInstant());
        assertEquals("permit", approach(ana, "acme", ", \"place\": \"shop-1\"").path("outcome"));
        clock.advance(Duration.ofHours(1));
        keys.throwAway();
        assertEquals("defer", approach(ana, "globex", ", \"place\": \"shop-1\"").path("outcome"));
        clock.advance(Duration.ofHours(23));
        assertEquals(
                "permit", approach(ana, "globex", ", \"place\": \"shop-1\"").path("outcome"));
    }

    @Test
    void twoWhoBecomeOneHaveHadWhatEitherHad() {
        var ana = wanting(ONCE);
        var other = wanting(ONCE);
        assertEquals(
                "permit", approach(other, "acme", ", \"place\": \"shop-1\"").path("outcome"));
        Persons.merge(Persons.idOf(ana), Persons.idOf(other), database).then().statusCode(200);
        assertEquals("defer", approach(ana, "globex", ", \"place\": \"shop-1\"").path("outcome"));
    }

    @Test
    void whoeverIsErasedLeavesNoMark() {
        var ana = wanting(ONCE);
        var id = Persons.idOf(ana);
        assertEquals("permit", approach(ana, "acme", ", \"place\": \"shop-1\"").path("outcome"));
        assertEquals(1, database.count("select count(*) from usage where person_id = ?", id));
        staff("admin").delete("/v1/persons/" + id).then().statusCode(200);
        assertEquals(0, database.count("select count(*) from usage where person_id = ?", id));
    }

    @Test
    void theKeyOfADayIsThrownAway() throws SQLException {
        var ana = wanting(ONCE);
        var day = clock.read().atOffset(ZoneOffset.UTC).toLocalDate().plusDays(40);
        clock.advance(Duration.ofDays(40));
        approach(ana, "acme", ", \"place\": \"shop-1\"");
        assertEquals(1, database.count("select count(*) from place_key where day = ?", day.toString()));
        clock.advance(Duration.ofDays(1));
        keys.throwAway();
        assertEquals(1, database.count("select count(*) from place_key where day = ?", day.toString()));
        clock.advance(Duration.ofDays(1));
        keys.throwAway();
        assertEquals(0, database.count("select count(*) from place_key where day = ?", day.toString()));
    }

    /** Permits, noes and refusals of the form; then every row, every line of the log, and both kinds of exports are read for it. */
    @Test
    void noPlaceIsKeptAnywhere() throws Exception {
        var place = "beacon-" + UUID.randomUUID();
        var wrong = "no place " + UUID.randomUUID();
        var ana = wanting("{\"nearness\": {\"notAtHome\": true, \"oncePerPlace\": true, \"minDwellS\": 5}}");
        try (var log = LogLines.ofAll()) {
            var told = ", \"dwellS\": 9, \"place\": \"%s\"".formatted(place);
            var permit = approach(ana, "acme", told).<String>path("id");
            approach(ana, "globex", told).then().body("outcome", is("defer"));
            sender("agency")
                    .header("Idempotency-Key", "near-" + UUID.randomUUID())
                    .body(json(ana, "globex", told))
                    .post("/v1/decisions");
            approach(ana, "acme", ", \"mode\": \"check\", \"place\": \"%s\"".formatted(place));
            var refused = Api.careless(Api.senderToken("agency"))
                    .body(json(ana, "acme", ", \"place\": \"%s\"".formatted(wrong)))
                    .post("/v1/decisions");
            refused.then().statusCode(400).body("errors.field", contains("place"));
            var elsewhere = Api.careless(Api.senderToken("agency"))
                    .body(json(ana, "acme", told).replace("proximity", "email"))
                    .post("/v1/decisions");
            elsewhere.then().statusCode(400).body("errors.field", contains("place", "dwellS"));
            var from = clock.read().minusSeconds(60);
            Exporting.order(
                    folder,
                    "{\"from\": \"%s\", \"to\": \"%s\", \"format\": \"ndjson\"}"
                            .formatted(from, from.plusSeconds(3_600)));
            var id = Persons.idOf(ana);
            var own = person(id).get("/v1/persons/%s/export".formatted(id)).asString();
            var texts =
                    List.of(exported(), own, String.join("\n", log.all()), refused.asString(), elsewhere.asString());
            assertTrue(texts.getFirst().contains(permit), "the permit is in the export");
            assertTrue(own.contains(permit), "and in the person's own");
            var traces = Traces.of(place, wrong);
            for (var text : texts) assertNone(traces, text);
            var rows = new AtomicInteger();
            Traces.eachRow(url, password, row -> {
                if (row.contains(permit)) rows.incrementAndGet();
                assertNone(traces, row);
            });
            assertTrue(rows.get() > 0, "the permit is on record");
        }
    }

    private static void assertNone(List<String> traces, String text) {
        for (var trace : traces) assertFalse(text.contains(trace), trace);
    }

    private String exported() throws IOException {
        var text = new StringBuilder();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }

    /** Somebody who said yes to both companies, and has these preferences. */
    private static String wanting(String preferences) {
        var contact = "ble:" + UUID.randomUUID();
        for (var controller : List.of("acme", "globex")) {
            sender("agency")
                    .body("""
                    {"contact": "%s", "controller": "%s", "topic": "offers", "channel": "proximity",
                     "notice": {"id": "%2$s-marketing", "version": 1, "language": "en"},
                     "evidence": {"method": "form"}}""".formatted(contact, controller))
                    .post("/v1/grants")
                    .then()
                    .statusCode(201);
        }
        staff("admin")
                .header("If-Match", "*")
                .body(preferences)
                .put("/v1/persons/" + Persons.idOf(contact) + "/preferences")
                .then()
                .statusCode(200);
        return contact;
    }

    private static Response approach(String contact, String controller, String more) {
        return Api.ask("agency", json(contact, controller, more));
    }

    private static String json(String contact, String controller, String more) {
        return "{\"to\": \"%s\", \"channel\": \"proximity\", \"topic\": \"offers\", \"controller\": \"%s\"%s}"
                .formatted(contact, controller, more);
    }
}
