package dev.askfirst.consent;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.check.Checking;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While a legal hold stands nobody is erased; it is on record who ordered it, and why. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class HoldTest {

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    Checking checking;

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @Test
    void whoIsOnHoldIsNotErasedUntilItIsLifted() {
        var id = Persons.who(Acts.newcomer());
        hold(id, "\"reason\": \"court file 117\"").then().statusCode(201).body("reason", is("court file 117"));
        for (var query : new String[] {"", "?dryRun=true"}) {
            staff("admin")
                    .delete("/v1/persons/" + id + query)
                    .then()
                    .statusCode(409)
                    .body("type", is("/problems/on-hold"), "detail", containsString("until the hold is lifted"));
        }
        person(id).delete("/v1/persons/" + id).then().statusCode(409);
        staff("admin").delete("/v1/persons/" + id + "/hold").then().statusCode(204);
        staff("admin").delete("/v1/persons/" + id + "/hold").then().statusCode(204);
        staff("compliance").get("/v1/persons/" + id).then().body("hold", nullValue());
        staff("admin").delete("/v1/persons/" + id).then().statusCode(200);
    }

    @Test
    void itIsShownAndRecordedWithItsReason() {
        var id = Persons.who(Acts.newcomer());
        hold(id, "\"reason\": \"court file 117\", \"until\": \"2099-01-01T00:00:00Z\"");
        for (var view : new Response[] {
            staff("compliance").get("/v1/persons/" + id), person(id).get("/v1/persons/" + id)
        }) {
            view.then()
                    .statusCode(200)
                    .body("hold.reason", is("court file 117"), "hold.until", is("2099-01-01T00:00:00Z"));
        }
        staff("admin").delete("/v1/persons/" + id + "/hold").then().statusCode(204);
        staff("compliance")
                .get("/v1/persons/" + id + "/history")
                .then()
                .body("acts.kind", equalTo(List.of("grant", "hold", "release")))
                .body("acts.evidence.texts.reason", hasItems("court file 117"))
                .body("acts[1].until", is("2099-01-01T00:00:00.000000Z"));
        checking.assertWhole();
    }

    @Test
    void theSameAgainAddsNothingAndAnotherTakesItsPlace() {
        var id = Persons.who(Acts.newcomer());
        hold(id, "\"reason\": \"one\"").then().statusCode(201);
        hold(id, "\"reason\": \"one\"").then().statusCode(200).body("reason", is("one"));
        hold(id, "\"reason\": \"two\", \"until\": \"2099-01-01T00:00:00Z\"")
                .then()
                .statusCode(201);
        assertEquals(1, database.count("select count(*) from legal_hold where person_id = ?", id));
        assertEquals(3, database.count("select version from terms where person_id = ?", id));
    }

    @Test
    void itEndsByItselfAtItsInstant() throws SQLException {
        var id = Persons.who(Acts.newcomer());
        var end = Instant.parse("2095-03-01T00:00:00Z");
        hold(id, "\"reason\": \"a claim\", \"until\": \"%s\"".formatted(end));
        clock.set(end.minusSeconds(10));
        staff("admin").delete("/v1/persons/" + id + "?dryRun=true").then().statusCode(409);
        clock.set(end);
        staff("compliance").get("/v1/persons/" + id).then().body("hold", nullValue());
        staff("admin").delete("/v1/persons/" + id + "?dryRun=true").then().statusCode(200);
    }

    @Test
    void itStaysWithWhoeverTheyTurnOutToBe() {
        var one = Persons.who(Acts.newcomer());
        var other = Persons.who(Acts.newcomer());
        hold(other, "\"reason\": \"a claim\"").then().statusCode(201);
        Persons.merge(one, other, database).then().statusCode(200);
        staff("admin").delete("/v1/persons/" + one).then().statusCode(409);
        staff("admin").delete("/v1/persons/" + one + "/hold").then().statusCode(204);
        staff("admin").delete("/v1/persons/" + one).then().statusCode(200);
    }

    @Test
    void itHasAReasonAndAnEndAheadIfAny() {
        var id = Persons.who(Acts.newcomer());
        careless(Api.token("admin"))
                .body("{}")
                .put("/v1/persons/" + id + "/hold")
                .then()
                .statusCode(400);
        hold(id, "\"reason\": \"late\", \"until\": \"2020-01-01T00:00:00Z\"")
                .then()
                .statusCode(400)
                .body("errors[0].field", is("until"));
        hold(UUID.randomUUID(), "\"reason\": \"nobody\"").then().statusCode(404);
    }

    private static Response hold(UUID person, String body) {
        return staff("admin").body("{" + body + "}").put("/v1/persons/" + person + "/hold");
    }
}
