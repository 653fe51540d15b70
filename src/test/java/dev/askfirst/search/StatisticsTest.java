package dev.askfirst.search;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.local.LocalRoles;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts are those of the record, whether they were counted behind it, are still to be, or were counted under another clock. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class StatisticsTest {

    /** Each test has years of its own. */
    private static int year = 2040;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "test.owner.password")
    String password;

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    DecisionCounts counts;

    private Instant start;

    @BeforeEach
    void start() throws SQLException {
        start = Instant.parse(year++ + "-03-03T10:15:00Z");
        clock.set(start);
    }

    @AfterEach
    void present() {
        clock.reset();
        counts.count();
    }

    @Test
    void whatIsCountedBehindTheRecordAndWhatIsNotYetAddUp() throws SQLException {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers.shoes");
        for (var round = 1; round <= 3; round++) {
            ask("acme-mailer", about(ana));
            ask("globex-mailer", about(ana));
            ask("acme-mailer", about(ana).replace("offers.shoes", "events"));
            assertEquals(Map.of("permit", (long) round, "deny", 2L * round), by("outcome"));
            assertEquals(Map.of("consent_unknown", 2L * round), by("reason"));
            assertEquals(Map.of("acme-mailer", 2L * round, "globex-mailer", (long) round), by("sender"));
            assertEquals(Map.of("offers.shoes", 2L * round, "events", (long) round), by("topic"));
            assertEquals(Map.of("email", 3L * round), by("channel"));
            if (round == 2) counts.count();
        }
        assertEquals(9L, reply("reason").getLong("total"));
        assertEquals(Map.of("deny", 3, "permit", 3), reply("sender").getMap("rows[0].outcomes"));
    }

    @Test
    void aLongTimeIsCountedByDays() throws SQLException {
        var ana = Acts.newcomer();
        for (var day = 0; day < 3; day++) {
            ask("acme-mailer", about(ana));
            counts.count();
            clock.advance(Duration.ofDays(20));
        }
        var days = new TreeMap<String, Long>();
        for (var day = 0; day < 3; day++)
            days.put(start.plus(20L * day, ChronoUnit.DAYS).toString().substring(0, 10), 1L);
        assertEquals(days, new TreeMap<>(by("day")));
        assertEquals(start.truncatedTo(ChronoUnit.DAYS).toString(), reply("day").getString("from"));
    }

    @Test
    void afterTheClockWasSetBackItIsCountedAnew() throws SQLException {
        ask("acme-mailer", about(Acts.newcomer()));
        counts.count();
        clock.reset();
        ask("acme-mailer", about(Acts.newcomer()));
        var day = clock.read().truncatedTo(ChronoUnit.DAYS).toString();
        Await.until("all of the day is counted", Duration.ofSeconds(60), () -> {
            counts.count();
            return recorded(day) == counted(day);
        });
    }

    @Test
    void ofOneInstantSomeMayBeCountedAndOthersNotYet() throws SQLException {
        for (var i = 0; i < 3; i++) ask("acme-mailer", about(Acts.newcomer()));
        Await.until("they are counted", Duration.ofSeconds(60), () -> {
            counts.count();
            return database.count("select coalesce(sum(n), 0) from decision_hour where " + hour()) == 3;
        });
        database.execute("update decision_hour set n = 2 where " + hour());
        database.execute("""
                update decision_count_mark set leaf = (select max(first_leaf) from page join decision_page using (page_id, shard)
                    where page_id >= first_uuid_of('%s'))""".formatted(start));
        // What searches need of it is not written either.
        try (var owner = DriverManager.getConnection(url, LocalRoles.OWNER, password);
                var statement = owner.createStatement()) {
            statement.execute("delete from decision_stretch where end_leaf > (select leaf from decision_count_mark)");
        }
        assertEquals(Map.of("deny", 3L), by("outcome"));
        counts.count();
        assertEquals(Map.of("deny", 3L), by("outcome"));
    }

    @Test
    void whateverTheClockSaysEachIsCountedOnce() throws SQLException {
        for (var hours : List.of(0, -3, 5, -5)) {
            clock.advance(Duration.ofHours(hours));
            ask("acme-mailer", about(Acts.newcomer()));
            counts.count();
        }
        Await.until("all are counted", Duration.ofSeconds(60), () -> {
            counts.count();
            return counted(start.truncatedTo(ChronoUnit.DAYS).toString()) == 4;
        });
        counts.count();
        assertEquals(4, counted(start.truncatedTo(ChronoUnit.DAYS).toString()));
    }

    @Test
    void aHundredYearsAreCountedAtOnce() {
        assertTimeout(
                Duration.ofSeconds(5),
                () -> staff("compliance")
                        .get("/v1/audit/statistics?from=1950-01-01T00:00:00Z&to=2050-01-01T00:00:00Z&by=day")
                        .then()
                        .statusCode(200));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z             | by
            from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z&by=person   | by
            from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z&by=day      | to
            to=2026-01-02T00:00:00Z&by=day                                | from
            from=now&to=2026-01-02T00:00:00Z&by=day                       | from
            """)
    void whatCannotBeIsRefused(String query, String field) {
        careless(Api.token("compliance"))
                .get("/v1/audit/statistics?" + query)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field));
    }

    private String hour() {
        return "hour = '" + start.truncatedTo(ChronoUnit.HOURS) + "'";
    }

    private long recorded(String day) {
        return database.count(
                "select count(*) from decision where date_trunc('day', decided_at, 'UTC') = ?::timestamptz", day);
    }

    private long counted(String day) {
        return database.count("select coalesce(sum(n), 0) from decision_day where day = ?::timestamptz", day);
    }

    private Map<String, Long> by(String what) throws SQLException {
        var counted = new TreeMap<String, Long>();
        var reply = reply(what);
        for (var i = 0; i < reply.getList("rows").size(); i++)
            counted.put(reply.getString("rows[" + i + "].value"), reply.getLong("rows[" + i + "].count"));
        return counted;
    }

    private io.restassured.path.json.JsonPath reply(String what) throws SQLException {
        var to = clock.read().plusSeconds(1);
        var reply = staff("compliance").get("/v1/audit/statistics?by=" + what + "&from=" + start + "&to=" + to);
        reply.then().statusCode(200);
        return reply.jsonPath();
    }
}
