package dev.askfirst.decision.retention;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.check.Checking;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.local.LocalRoles;
import dev.askfirst.platform.postgres.RetentionDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Months of decisions go as a whole, five years after their end, with the key that hid strangers; pages and leaves stay. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class MonthsTest {

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    Checking checking;

    @Inject
    Months months;

    @Inject
    RetentionDatabase retention;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "test.owner.password")
    String password;

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @Test
    void aMonthGoesAtItsEndAndNotBefore() throws SQLException {
        var month = partition("1996-02");
        clock.set(Instant.parse("1996-02-29T23:00:00Z"));
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        var about = asked(ana);
        sender("acme-mailer")
                .body("{\"outcome\": \"bounced\", \"detail\": \"550 no such user\"}")
                .post("/v1/decisions/" + about + "/outcome")
                .then()
                .statusCode(201);
        staff("admin")
                .body("{\"until\": \"1996-04-01T00:00:00Z\"}")
                .post("/v1/persons/" + id + "/pause")
                .then()
                .statusCode(201);
        var deferred = asked(ana);
        assertEquals(1, database.count("select count(*) from decision where id = ? and facts is not null", deferred));
        var stranger = asked(Acts.newcomer());
        var page = database.value("select page_id from decision where id = ?", stranger)
                .map(UUID::fromString)
                .orElseThrow();
        assertEquals(1, keys(month));
        retireAt("2001-02-28T23:59:50Z");
        assertEquals(3, decisions(month));
        assertEquals(1, keys(month));
        retireAt("2001-03-01T00:00:00Z");
        assertEquals(0, decisions(month));
        assertEquals(0, keys(month));
        assertEquals(0, database.count("select count(*) from pg_class where relname = 'decision_page_1996_02'"));
        assertEquals(1, database.count("select count(*) from page where page_id = ? and n = 1", page));
        assertEquals(
                0,
                database.count(
                        "select count(*) from evidence join outcome on id = event where decision_id = ?", about));
        assertEquals(0, database.count("select count(*) from decision where id = ?", deferred));
        assertEquals(3, database.count("select decisions from retired_month where month = ?", month.toString()));
        staff("compliance").get("/v1/decisions/" + about).then().statusCode(404);
        itIsNow();
        checking.assertWhole();
        retireAt("2001-03-02T00:00:00Z");
        assertEquals(1, database.count("select count(*) from retired_month where month = ?", month.toString()));
    }

    @Test
    void whatHadToGoIntoTheDefaultPartitionGoesToo() throws SQLException {
        clock.set(Instant.parse("1995-12-05T10:00:00Z"));
        asked(Acts.newcomer());
        var month = YearMonth.of(1995, 12);
        assertEquals(1, decisions(month));
        retireAt("2001-01-01T00:00:00Z");
        assertEquals(0, decisions(month));
        itIsNow();
        checking.assertWhole();
    }

    @Test
    void aMonthInWhichSomebodyOnHoldWasAskedAboutStaysWhole() throws SQLException {
        var month = partition("1994-05");
        clock.set(Instant.parse("1994-05-05T10:00:00Z"));
        var ana = Acts.newcomer();
        var id = Persons.who(ana);
        asked(ana);
        asked(Acts.newcomer());
        staff("admin")
                .body("{\"reason\": \"a claim\", \"until\": \"2000-01-01T00:00:00Z\"}")
                .put("/v1/persons/" + id + "/hold")
                .then()
                .statusCode(201);
        retireAt("1999-12-31T23:59:50Z");
        assertEquals(2, decisions(month));
        assertEquals(1, keys(month));
        retireAt("2000-01-01T00:00:00Z");
        assertEquals(0, decisions(month));
    }

    @Test
    void nobodyDropsAMonthThatIsNotOver() throws SQLException {
        var now = YearMonth.from(clock.read().atOffset(ZoneOffset.UTC));
        for (var month :
                new String[] {now.toString(), now.plusMonths(1).toString(), "default", "2012_02; drop table page"}) {
            try (var connection = retention.connect();
                    var drop = connection.prepareStatement("select drop_decision_partition(?)")) {
                drop.setString(1, month);
                assertThrows(SQLException.class, drop::executeQuery, month);
            }
        }
        assertThrows(
                IllegalStateException.class,
                () -> database.value("select drop_decision_partition('2009-01')"),
                "the service");
    }

    @Test
    void operatorsSeeThatItWorks() throws SQLException {
        clock.set(Instant.parse("1999-01-01T00:00:00Z"));
        months.retire();
        var health = given().get("/q/health/well").jsonPath();
        assertEquals("UP", health.getString("checks.find { it.name == 'retention' }.status"));
        var metrics = given().get("/q/metrics").asString();
        assertTrue(metrics.contains("askfirst_retention_removed_total{what=\"months\"}"));
        assertTrue(metrics.contains("askfirst_retention_pass_age_seconds"));
    }

    private static UUID asked(String contact) {
        var asked = ask("acme-mailer", about(contact));
        asked.then().statusCode(200);
        return UUID.fromString(asked.jsonPath().getString("id"));
    }

    private void retireAt(String instant) throws SQLException {
        clock.set(Instant.parse(instant));
        months.retire();
    }

    private long decisions(YearMonth month) {
        return database.count("""
                select coalesce(sum(n), 0) from decision_page where page_id >= first_uuid_of((?::text || '-01')::timestamp at time zone 'UTC')
                    and page_id < first_uuid_of(((?::text || '-01')::timestamp + interval '1 month') at time zone 'UTC')""", month.toString(), month.toString());
    }

    private long keys(YearMonth month) {
        return database.count("select count(*) from audit_key where month = ?", month.toString());
    }

    /** A partition of long ago, as it would have been made then. */
    private YearMonth partition(String text) throws SQLException {
        var month = YearMonth.parse(text);
        try (var owner = DriverManager.getConnection(url, LocalRoles.OWNER, password);
                var statement = owner.createStatement()) {
            statement.execute("""
                    do $$ begin execute format('create table %%I partition of decision_page for values from (%%L) to (%%L)',
                        'decision_page_%s', first_uuid_of('%s-01T00:00:00Z'), first_uuid_of('%s-01T00:00:00Z')); end $$""".formatted(text.replace('-', '_'), month, month.plusMonths(1)));
        }
        return month;
    }
}
