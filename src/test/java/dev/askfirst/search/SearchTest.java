package dev.askfirst.search;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askfirst.audit.Leaves;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.export.EntryTables;
import dev.askfirst.log.Sealing;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Staff find every entry, newest first, by what it holds; and whose they looked for is an entry too. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class SearchTest {

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    DecisionCounts counts;

    @Inject
    Sealing sealing;

    /** Each test has a day of its own. */
    private static int days = 300;

    private Instant from;

    @BeforeEach
    void start() throws SQLException {
        clock.advance(Duration.ofDays(++days));
        from = clock.read();
    }

    @AfterEach
    void present() {
        clock.reset();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            kind=decision | shoes shoes events
            kind=decision&outcome=permit | shoes
            kind=decision&outcome=deny | shoes events
            kind=decision&reason=consent_unknown | shoes events
            kind=decision&sender=globex-mailer | shoes
            kind=decision&topic=offers | shoes shoes
            kind=decision&topic=offers.sho | ''
            kind=decision&channel=sms | ''
            kind=decision&channel=email&topic=events | events
            reason=objected | ''
            kind=outcome&outcome=sent | sent
            outcome=sent&sender=acme-mailer | sent
            kind=act | grant
            kind=act&topic=offers.shoes | grant
            kind=suppression&reason=legal | legal
            kind=retirement | ''
            """)
    void everyFilterShowsWhatMatchesNewestFirst(String filter, String expected) {
        var ana = Acts.newcomer();
        ask("acme-mailer", about(ana).replace("offers.shoes", "events"));
        Acts.grant(ana, "offers.shoes").then().statusCode(201);
        ask("globex-mailer", about(ana));
        String permit = ask("acme-mailer", about(ana)).path("id");
        sender("acme-mailer")
                .body("{\"outcome\": \"sent\"}")
                .post("/v1/decisions/" + permit + "/outcome")
                .then()
                .statusCode(201);
        staff("admin").body("""
                {"contact": "%s", "reason": "legal"}""".formatted(Acts.newcomer())).post("/v1/suppressions");
        var seen = new ArrayList<String>();
        for (var entry : all(entries() + "&" + filter)) {
            var topic = entry.path("topic").asText().replace("offers.", "");
            seen.add(
                    switch (entry.path("kind").asText()) {
                        case "decision" -> topic;
                        case "act" -> entry.path("event").asText();
                        case "suppression" -> entry.path("reason").asText();
                        default -> entry.path("outcome").asText();
                    });
        }
        assertEquals(expected, String.join(" ", seen));
    }

    @Test
    void eachEntryIsTheOneThatWasRecorded() throws NoSuchAlgorithmException, JsonProcessingException {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        ask("acme-mailer", about(ana));
        Acts.object(ana);
        var reply = staff("compliance").get(entries()).asString();
        var entries = Json.MAPPER.readTree(reply).get("entries");
        assertTrue(entries.size() >= 3);
        for (var it : entries) {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(new byte[] {0, 1});
            var leaf = digest.digest(it.get("entry").toString().getBytes(StandardCharsets.UTF_8));
            assertEquals(it.get("leaf").asText(), HexFormat.of().formatHex(leaf));
            assertEquals(it.get("id"), it.get("entry").get("id"));
        }
    }

    @Test
    void pagesFollowEachOtherWithoutGapsOrRepeats() {
        var ana = Acts.newcomer();
        for (var i = 0; i < 3; i++) {
            ask("acme-mailer", about(ana));
            Acts.grant(Acts.newcomer(), "offers");
        }
        var whole = all(entries());
        assertEquals(6, whole.size());
        for (var limit = 1; limit < 8; limit++) assertEquals(whole, all(entries() + "&limit=" + limit));
    }

    @Test
    void whatIsRareIsFoundFarBackAndHoursWithoutItAreLeftOut() {
        var stranger = Acts.newcomer();
        ask("globex-mailer", about(stranger));
        ask("acme-mailer", about(stranger).replace("offers.shoes", "events"));
        for (var i = 0; i < 3; i++) many(stranger);
        var rare = entries() + "&kind=decision&sender=globex-mailer";
        var topic = entries() + "&kind=decision&sender=acme-mailer&topic=events";
        for (var path : List.of(rare, topic)) assertEquals(1, all(path).size());
        counted();
        for (var path : List.of(rare, topic)) assertEquals(1, all(path).size());
        clock.advance(Duration.ofHours(3));
        ask("acme-mailer", about(stranger));
        counted();
        for (var path : List.of(rare, topic)) assertEquals(1, all(path).size());
        assertEquals(List.of(), all(entries() + "&kind=decision&sender=acme-texter"));
    }

    private void counted() {
        sealing.seal();
        counts.count();
        assertEquals(
                0,
                database.count("select count(*) from page where first_leaf >= (select leaf from decision_count_mark)"));
    }

    @Test
    void aPersonsEntriesAreFoundAndLookingForThemIsOneToo() {
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        Acts.grant(ana, "offers");
        ask("acme-mailer", about(ana));
        ask("acme-mailer", about(Acts.newcomer()));
        var kinds = all("/v1/audit/entries?person=" + id).stream()
                .map(it -> it.path("kind").asText())
                .toList();
        assertTrue(kinds.containsAll(List.of("decision", "act", "access")), kinds::toString);
        assertEquals(1, kinds.stream().filter("decision"::equals).count());
        assertEquals(1, database.count("select count(*) from access where person_id = ? and what = 'entries'", id));
        assertEquals(
                1,
                all("/v1/audit/entries?limit=1&kind=decision&outcome=permit&person=" + id)
                        .size());
        assertEquals(List.of(), all("/v1/audit/entries?outcome=sent&person=" + id));
    }

    @Test
    void longTimesAndFiltersThatMatchNothingAreAnsweredAtOnce() {
        for (var filter : List.of("", "&sender=nobody", "&reason=no_such_reason", "&topic=no.such&channel=none")) {
            assertTimeout(
                    Duration.ofSeconds(5),
                    () -> staff("compliance")
                            .get("/v1/audit/entries?from=1926-01-01T00:00:00Z&to=2126-01-01T00:00:00Z" + filter)
                            .then()
                            .statusCode(200));
        }
        staff("compliance")
                .get("/v1/audit/entries?to=1926-01-01T00:00:00Z&from=1826-01-01T00:00:00Z")
                .then()
                .body("entries", hasSize(0), "next", nullValue());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            cursor=1                                                              | cursor
            cursor=6a1f0c55-93a1-8b1c-a2c4-5b1de0c4f0aa                           | cursor
            cursor=01A202B2-C57B-774B-9A55-0A4C7C1D2E3F                           | cursor
            from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z                     | to
            from=2026-01-02T00:00:00Z&to=2026-01-02T00:00:00Z                     | to
            from=yesterday                                                        | from
            from=%2B999999999-01-01T00:00:00Z                                     | from
            kind=person                                                           | kind
            outcome=maybe                                                         | outcome
            reason=quiet'hours                                                    | reason
            sender=%00                                                            | sender
            person=ana                                                            | person
            limit=0                                                               | limit
            limit=201                                                             | limit
            """)
    void whatCannotBeIsRefused(String query, String field) {
        careless(Api.token("compliance"))
                .urlEncodingEnabled(false)
                .get("/v1/audit/entries?" + query)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field));
    }

    @Test
    void everyTableOfEntriesIsSearched() {
        var searched =
                SearchedTable.ALL.stream().map(SearchedTable::table).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                EntryTables.all().stream().map(Leaves::table).collect(Collectors.toCollection(TreeSet::new)), searched);
    }

    /** Those of this test: others let time pass. */
    private String entries() {
        return "/v1/audit/entries?from=" + from + "&to=" + from.plus(Duration.ofDays(1));
    }

    private static void many(String contact) {
        var questions = IntStream.range(0, 1000).mapToObj(_ -> about(contact)).collect(Collectors.joining(","));
        sender("acme-mailer")
                .body("{\"questions\": [" + questions + "]}")
                .post("/v1/decisions/batch")
                .then()
                .statusCode(200);
    }

    /** Every page of it, but for our looking at them, of which each page adds one. */
    private static List<JsonNode> all(String path) {
        var all = new ArrayList<JsonNode>();
        var cursor = "";
        for (var pages = 0; pages < 100; pages++) {
            var reply = staff("compliance").get(path + cursor);
            reply.then().statusCode(200);
            try {
                var page = Json.MAPPER.readTree(reply.asString());
                for (var it : page.get("entries"))
                    if (!it.path("kind").asText().equals("access")
                            || it.get("entry").has("person")) all.add(it.get("entry"));
                if (!page.has("next")) return all;
                cursor = "&cursor=" + page.get("next").asText();
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("there is no end to " + path);
    }
}
