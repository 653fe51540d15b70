package dev.askfirst.selfservice.preferences;

import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.Rateable;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.selfservice.Messages;
import dev.askfirst.selfservice.Permits;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People see what they said of messages, set when a topic rests, and let their answers be forgotten. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class UsefulPageTest {

    private static final String PATH = "/me/useful";

    @Inject
    Database database;

    @Inject
    DemoCatalog catalog;

    @BeforeEach
    void acmeAsks() {
        Rateable.on(catalog);
    }

    @AfterEach
    void nobodyAsks() {
        catalog.again();
    }

    @Test
    void whereNobodyAsksNobodyIsLedThere() {
        catalog.again();
        var visit = Visiting.byLink(Visiting.somebody());
        visit.get("/me").then().body(not(containsString(PATH)));
        visit.get(PATH).then().statusCode(200).body(containsString("have not said anything"));
    }

    @Test
    void theySeeWhatTheySaidAndUntilWhenItRests() {
        var ana = Visiting.somebody();
        Messages.rated(ana, "events", "more");
        Messages.rated(5, ana, "offers", "less");
        var visit = Visiting.byLink(ana, "orders");
        visit.get("/me").then().body(containsString(PATH));
        visit.get(PATH)
                .then()
                .statusCode(200)
                .body(containsString("More: 0 · Fine: 0 · Less: 5"), containsString("More: 1 · Fine: 0 · Less: 0"))
                .body(containsString("Takes a break until"));
        person(Persons.idOf(ana))
                .get("/v1/me")
                .then()
                .body("ratings.topic", is(List.of("events", "offers")), "ratings.less", is(List.of(0, 5)))
                .body("ratings[0].restsUntil", nullValue(), "ratings[1].restsUntil", notNullValue());
    }

    @Test
    void aFloorTakesNoCodeAndALowerOneDoes() {
        var ana = Visiting.somebody();
        Messages.rated(1, ana, "offers", "more");
        Messages.rated(4, ana, "offers", "less");
        assertEquals("permit", Permits.outcome(ana, "offers"));
        var visit = Visiting.byLink(ana, "orders");
        visit.get(PATH);
        visit.post(PATH, Map.of("floor", "50")).then().statusCode(303);
        visit.get(PATH).then().body(containsString("value=\"50\" checked"));
        assertEquals("defer", Permits.outcome(ana, "offers"));
        visit.post(PATH, Map.of("floor", "")).then().statusCode(200).body(containsString("code"));
        assertEquals("defer", Permits.outcome(ana, "offers"));
        visit.proven(database);
        visit.get(PATH);
        visit.post(PATH, Map.of("floor", "")).then().statusCode(303);
        assertEquals("permit", Permits.outcome(ana, "offers"));
        for (var wrong : new String[] {"9", "51", "all", "025"})
            visit.post(PATH, Map.of("floor", wrong)).then().statusCode(400);
    }

    @Test
    void answersAreForgottenWithACode() {
        var ana = Visiting.somebody();
        Messages.rated(5, ana, "offers", "less");
        assertEquals("defer", Permits.outcome(ana, "offers"));
        var visit = Visiting.byLink(ana, "orders");
        visit.get(PATH);
        var offers = Map.of("controller", "acme", "topic", "offers");
        visit.post(PATH + "/forget", offers).then().statusCode(200).body(containsString("code"));
        assertEquals("defer", Permits.outcome(ana, "offers"));
        visit.proven(database);
        visit.get(PATH);
        visit.post(PATH + "/forget", offers).then().statusCode(303);
        assertEquals("permit", Permits.outcome(ana, "offers"));
        visit.get(PATH).then().body(containsString("have not said anything"));
        visit.post(PATH + "/forget", offers).then().statusCode(303);
        staff(Caller.COMPLIANCE)
                .get("/v1/persons/%s/history".formatted(Persons.idOf(ana)))
                .then()
                .body("acts.kind", hasItems("feedback", "feedback_reset"));
    }

    @Test
    void otherPreferencesKeepTheFloor() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana).proven(database);
        visit.get(PATH);
        visit.post(PATH, Map.of("floor", "25")).then().statusCode(303);
        staff(Caller.ADMIN).body("{\"level\": \"quiet\"}").put("/v1/persons/%s/calm".formatted(Persons.idOf(ana)));
        visit.get(PATH).then().body(containsString("value=\"25\" checked"));
    }
}
