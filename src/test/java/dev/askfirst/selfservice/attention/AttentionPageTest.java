package dev.askfirst.selfservice.attention;

import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.selfservice.Messages;
import dev.askfirst.selfservice.Permits;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People set one budget for all messages, see what is used of it and what waits, and are told why something had to wait. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class AttentionPageTest {

    private static final String PATH = "/me/attention";

    @Inject
    Database database;

    private String ana;
    private Visiting visit;

    @BeforeEach
    void somebodyVisits() {
        ana = Visiting.somebody();
        visit = Visiting.byLink(ana, "orders");
    }

    @Test
    void aBudgetTakesNoCodeAndALargerOneDoes() {
        visit.get("/me").then().body(containsString("as often as they like"), not(containsString(PATH)));
        visit.get("/me/times").then().body(containsString("href=\"" + PATH + "\""), not(containsString("points")));
        page(containsString("value=\"none\" checked"), not(containsString("points used")));
        saves(Map.of("amount", "10"));
        page(containsString("value=\"10\" checked"), containsString("0 of 10 points used"));
        visit.get("/me").then().body(containsString("within the limits you set"));
        visit.get("/me/times").then().body(containsString("at most 10 points in seven days"));
        for (var more : new String[] {"30", "none"}) {
            visit.post(PATH, Map.of("amount", more)).then().statusCode(200).body(containsString("six-digit code"));
            page(containsString("value=\"10\" checked"));
        }
        saves(Map.of("own", "5"));
        visit.proven(database);
        saves(Map.of("amount", "60"));
        preferences().body("preferences.attention.perWeek", is(60));
        visit.get("/me/papers/everything").then().statusCode(200).body(containsString("\"perWeek\":60"));
        saves(Map.of("amount", "none"));
        preferences().body("preferences.attention", nullValue());
    }

    @Test
    void whatIsUsedAndWhatWaitsIsShown() {
        saves(Map.of("own", "3"));
        assertEquals("permit", Permits.outcome(ana, "events"));
        assertEquals("permit", Permits.outcome(ana, "offers"));
        page(containsString("2 of 3 points used in the last seven days, 1 left."), not(containsString("waiting")));
        Messages.waiting(ana, "offers.shoes")
                .then()
                .body("outcome", is("defer"), "reasons.source", contains("preference:attention"))
                .body("reasons.detail", contains(containsString("no attention left")));
        page(containsString("One message is waiting"), not(containsString("at the latest")));
        visit.proven(database);
        page(allOf(containsString("One message is waiting"), containsString("at the latest")));
        visit.get("/me/asked").then().body(containsString("too few points of your budget"));
        assertEquals("permit", Permits.outcome(ana, "orders"), "what needs no consent takes nothing");
    }

    @Test
    void wrongNumbersGiveTheFormBack() {
        wrong(Map.of("amount", "own", "own", "1001"), "from 0 to 1,000", "value=\"1001\" aria-invalid=\"true\"");
        wrong(Map.of("amount", "own", "own", "ten"), "from 0 to 1,000", "value=\"ten\"");
        wrong(Map.of("amount", "11"), "from 0 to 1,000", "id=\"own\"");
        wrong(Map.of("amount", "30", "weight-email", "101"), "href=\"#weight-email\"", "<details open>");
        wrong(Map.of("amount", "10", "points", "5"), "choose a topic and a number", "value=\"10\" checked");
        wrong(Map.of("amount", "10", "topic", "events"), "choose a topic", "value=\"events\" selected");
        wrong(Map.of("amount", "10", "topic", "events", "points", "11"), "At most 10 points", "value=\"11\"");
        wrong(Map.of("amount", "10", "topic", "events", "points", "0"), "At most 10 points", "value=\"0\"");
        wrong(Map.of("amount", "10", "topic", "lottery", "points", "5"), "At most 10 points", "value=\"5\"");
        preferences().body("preferences.attention", nullValue());
    }

    @Test
    void messagesTakeWhatIsSetAndPointsAreKeptForATopic() {
        saves(Map.of("amount", "10", "weight-email", "4", "topic", "events", "points", "5"));
        preferences()
                .body("preferences.attention.weights.channel", contains("email"))
                .body("preferences.attention.weights.units", contains(4))
                .body("preferences.attention.reserves.topic", contains("events"));
        assertEquals("permit", Permits.outcome(ana, "offers"));
        assertEquals("defer", Permits.outcome(ana, "offers"), "two left, and five kept");
        assertEquals("permit", Permits.outcome(ana, "events"));
        page(containsString("8 of 10 points used"), containsString("Events: 5 points kept, of which 1 not used yet"));
        wrong(Map.of("own", "4", "weight-email", "4"), "At most 4 points", "value=\"4\"");
        var without = Map.of("amount", "10", "weight-email", "4", "drop", "events/5");
        visit.post(PATH, without).then().statusCode(200).body(containsString("six-digit code"));
        visit.proven(database);
        page(containsString("Events: 5"));
        saves(without);
        page(not(containsString("Events: 5")));
        saves(Map.of("amount", "10", "weight-email", ""));
        preferences().body("preferences.attention.weights", nullValue());
    }

    @Test
    void whatElseIsChosenKeepsTheBudget() {
        saves(Map.of("amount", "30", "topic", "events", "points", "5"));
        var path = "/v1/persons/%s/".formatted(Persons.idOf(ana));
        staff(Caller.ADMIN)
                .header("If-Match", "*")
                .contentType("application/merge-patch+json")
                .body("{\"timeZone\": \"Europe/Paris\"}")
                .patch(path + "preferences")
                .then()
                .statusCode(200);
        for (var level : new String[] {"quiet", "normal"}) {
            staff(Caller.ADMIN)
                    .body("{\"level\": \"%s\"}".formatted(level))
                    .put(path + "calm")
                    .then()
                    .statusCode(200);
            preferences().body("preferences.attention.perWeek", is(30));
        }
    }

    private void page(Matcher<String> one) {
        visit.get(PATH).then().statusCode(200).body(one);
    }

    private void page(Matcher<String> one, Matcher<String> other) {
        page(allOf(one, other));
    }

    /** It is recorded, and the page that follows says so. */
    private void saves(Map<String, String> form) {
        visit.get(PATH);
        var to = visit.post(PATH, form).then().statusCode(303).extract().header("Location");
        visit.get(to.substring(to.indexOf(PATH))).then().body(containsString("Saved."));
    }

    private void wrong(Map<String, String> form, String says, String keeps) {
        visit.get(PATH);
        visit.post(PATH, form)
                .then()
                .statusCode(400)
                .body(containsString("role=\"alert\""), containsString(says), containsString(keeps));
    }

    private ValidatableResponse preferences() {
        return person(Persons.idOf(ana)).get("/v1/me").then().statusCode(200);
    }
}
