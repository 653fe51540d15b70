package dev.askfirst.consent.api;

import static dev.askfirst.consent.Persons.who;
import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pause holds until it ends, by itself or because the person ends it. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class PauseResourceTest {

    @Inject
    TestClock clock;

    @AfterEach
    void theTimeIsNow() {
        clock.reset();
    }

    /** Trap T2: an "off" that only sends later in the same breath, or to a shorter list. */
    @Test
    void t2OffIsOffUntilItEndsOrIsEnded() throws SQLException {
        var ana = Acts.newcomer();
        var id = who(ana);
        assertEquals("permit", answer(ana));
        var until = in(Duration.ofDays(30));
        pause(id, "{\"until\":\"%s\"}".formatted(until)).then().statusCode(201).body("until", is(until.toString()));
        var asked = ask("acme-mailer", about(ana)).jsonPath();
        assertEquals("defer", asked.getString("outcome"));
        assertEquals(until, Instant.parse(asked.getString("notBefore")));
        assertEquals(List.of("paused"), asked.getList("reasons.code"));
        staff("admin").get("/v1/persons/" + id).then().body("pauses", hasSize(1), "pauses[0].channel", nullValue());
        clock.set(until.minusMillis(200).minus(Duration.ofMinutes(1)));
        assertEquals("defer paused", answer(ana));
        clock.set(until);
        assertEquals("permit", answer(ana));
        staff("admin").get("/v1/persons/" + id).then().body("pauses", hasSize(0));
        clock.reset();
        assertEquals("defer paused", answer(ana));
        person(id).delete("/v1/persons/" + id + "/pause").then().statusCode(204);
        assertEquals("permit", answer(ana));
    }

    @Test
    void thereIsOnePauseForEachScopeAndItEndsAlone() throws SQLException {
        var ana = Acts.newcomer();
        var id = who(ana);
        var until = in(Duration.ofDays(3));
        pause(id, "{\"until\":\"%s\",\"topic\":\"offers\"}".formatted(in(Duration.ofDays(1))))
                .then()
                .statusCode(201);
        pause(id, "{\"until\":\"%s\",\"topic\":\"offers\"}".formatted(until))
                .then()
                .statusCode(201);
        pause(id, "{\"until\":\"%s\",\"topic\":\"offers\"}".formatted(until))
                .then()
                .statusCode(200);
        pause(id, "{\"until\":\"%s\",\"channel\":\"sms\"}".formatted(until))
                .then()
                .statusCode(201);
        staff("admin").get("/v1/persons/" + id).then().body("pauses", hasSize(2), "version", is(4));
        assertEquals("defer paused", answer(ana));
        for (var other :
                new String[] {"", "?channel=sms", "?topic=offers&channel=sms", "?topic=events", "?topic=gone"}) {
            person(id).delete("/v1/persons/" + id + "/pause" + other).then().statusCode(204);
        }
        assertEquals("defer paused", answer(ana));
        person(id).delete("/v1/persons/" + id + "/pause?topic=offers").then().statusCode(204);
        assertEquals("permit", answer(ana));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # body                                             | status | field
            {}                                                 | 400    | until
            {"until":"tomorrow"}                               | 400    | until
            {"until":"2020-01-01T00:00:00Z"}                   | 400    | until
            {"until":"9999-01-01T00:00:00Z"}                   | 400    | until
            {"until":"2099-01-01T00:00:00Z","channel":"SMS"}   | 400    | channel
            {"until":"2099-01-01T00:00:00Z","channel":"telex"} | 422    | channel
            {"until":"2099-01-01T00:00:00Z","topic":"gossip"}  | 422    | topic
            {"until":"2099-01-01T00:00:00Z","all":true}        | 400    | all
            """)
    void aPauseThatCannotBe(String body, int status, String field) {
        var id = who(Acts.newcomer());
        careless(Api.personToken(id))
                .body(body)
                .post("/v1/persons/" + id + "/pause")
                .then()
                .statusCode(status)
                .body("errors.field", hasItem(field));
    }

    @Test
    void aPauseLastsTwoYearsAtMostAndIsOnesOwn() throws SQLException {
        var id = who(Acts.newcomer());
        pause(id, "{\"until\":\"%s\"}".formatted(in(Duration.ofDays(732))))
                .then()
                .statusCode(400);
        pause(id, "{\"until\":\"%s\"}".formatted(in(Duration.ofDays(729))))
                .then()
                .statusCode(201);
        var body = "{\"until\":\"%s\"}".formatted(in(Duration.ofDays(1)));
        var other = who(Acts.newcomer());
        person(other).body(body).post("/v1/persons/" + id + "/pause").then().statusCode(404);
        person(other).delete("/v1/persons/" + id + "/pause").then().statusCode(404);
        careless(Api.personToken(id))
                .delete("/v1/persons/" + id + "/pause?topic=A")
                .then()
                .statusCode(400);
    }

    private Instant in(Duration time) throws SQLException {
        return clock.read().plus(time).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Response pause(UUID id, String body) {
        return person(id).body(body).post("/v1/persons/" + id + "/pause");
    }
}
