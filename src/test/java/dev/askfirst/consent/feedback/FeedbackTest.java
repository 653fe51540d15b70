package dev.askfirst.consent.feedback;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.Rateable;
import dev.askfirst.catalog.feedback.FeedbackRule;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.outbound.Follower;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.selfservice.Messages;
import dev.askfirst.selfservice.Permits;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People say by links in messages how useful they are; topics of too little use rest, and senders learn totals alone. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class FeedbackTest {

    private static final Duration A_WEEK = Duration.ofDays(7);

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    DemoCatalog catalog;

    @BeforeEach
    void acmeAsks() {
        Rateable.on(catalog);
    }

    @AfterEach
    void nobodyAsks() {
        clock.reset();
        catalog.again();
    }

    @Test
    void aPermitCarriesThreeLinksWithWordsInThePersonsLanguage() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers", "de");
        var said = Messages.permit(ana, "offers")
                .then()
                .body("obligations.findAll { it.type == 'feedback' }.name", is(List.of("more", "fine", "less")))
                .body(
                        "obligations.findAll { it.type == 'feedback' }.text",
                        is(List.of("Mehr davon", "Gut so", "Weniger davon")))
                .extract();
        List<String> links = said.path("obligations.findAll { it.type == 'feedback' }.value");
        assertEquals(
                1, links.stream().map(it -> URI.create(it).getPath()).distinct().count());
        assertTrue(links.getFirst().endsWith("?value=more"), links::toString);
    }

    @Test
    void whereItIsOffAndForOtherTopicsNothingIsThere() {
        var ana = Visiting.somebody();
        Rateable.on(catalog, List.of(new FeedbackRule(Optional.of("events"), Optional.empty(), Optional.empty())));
        assertEquals(List.of(), kinds(ana, "offers"));
        assertEquals(3, kinds(ana, "events").size());
        catalog.again();
        assertEquals(List.of(), kinds(ana, "events"));
    }

    @Test
    void scannersThatFollowEveryLinkRecordNothing() {
        var ana = Visiting.somebody();
        var link = Messages.link(ana, "offers");
        for (var value : List.of("more", "fine", "less", "nothing", "")) {
            anybody()
                    .queryParam("value", value)
                    .get(link)
                    .then()
                    .statusCode(200)
                    .body(containsString("Acme Shoes"));
            anybody().queryParam("value", value).head(link).then().statusCode(200);
            anybody()
                    .header("Sec-Purpose", "prefetch")
                    .queryParam("value", value)
                    .get(link)
                    .then()
                    .statusCode(200);
        }
        assertEquals(0, said(ana));
        anybody().get(link + "?value=less").then().body(containsString("value=\"less\" aria-pressed=\"true\""));
        anybody().get(link + "?value=less").then().body(containsString("value=\"more\" aria-pressed=\"false\""));
        anybody().get(link).then().body(not(containsString("aria-pressed=\"true\"")));
    }

    @Test
    void onePressRecordsAndTheLastWordCounts() {
        var ana = Visiting.somebody();
        var permit = Messages.permit(ana, "offers");
        var link = URI.create(permit.path("obligations.find { it.type == 'feedback' }.value"))
                .getPath();
        for (var value : List.of("less", "less", "more"))
            Messages.press(link, value)
                    .then()
                    .statusCode(200)
                    .body(containsString("value=\"" + value + "\" aria-pressed=\"true\""));
        assertEquals(2, said(ana));
        assertEquals(
                List.of(List.of("more", "offers")),
                database.rows("select value, topic from feedback where message = ?::uuid", permit.<String>path("id")));
        history(ana)
                .then()
                .body("acts.findAll { it.kind == 'feedback' }.value", is(List.of("less", "more")))
                .body("acts.findAll { it.kind == 'feedback' }.message", everyItem(is(permit.<String>path("id"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "MORE", "more less"})
    void whatIsNoneOfTheThreeIsNotRecorded(String value) {
        var ana = Visiting.somebody();
        Messages.press(Messages.link(ana, "offers"), value)
                .then()
                .statusCode(400)
                .body(containsString("role=\"alert\""));
        assertEquals(0, said(ana));
    }

    @Test
    void otherLinksRateNothingAndThisOneOpensNothingElse() {
        var ana = Visiting.somebody();
        var link = Messages.link(ana, "offers");
        for (var other : List.of(Permits.link(ana, "offers", "/u/"), Permits.link(ana, "offers", "/p/")))
            Messages.press(other.replaceFirst("^/[up]/", "/f/"), "less").then().statusCode(404);
        Messages.press("/f/nothing", "less").then().statusCode(404);
        anybody().get("/f/nothing").then().statusCode(404);
        for (var page : List.of("/u/", "/p/"))
            anybody().get(link.replace("/f/", page)).then().statusCode(404);
        anybody()
                .contentType("application/x-www-form-urlencoded")
                .formParam("List-Unsubscribe", "One-Click")
                .post(link.replace("/f/", "/u/"))
                .then()
                .statusCode(404);
        assertEquals("permit", Permits.outcome(ana, "offers"));
    }

    @Test
    void aTopicOfTooLittleUseRestsAndTheRecordSaysWhy() {
        var ana = Visiting.somebody();
        Messages.rated(4, ana, "offers", "less");
        assertEquals("permit", Permits.outcome(ana, "offers"));
        var again = Messages.rated(ana, "offers", "less");
        var held = Messages.permit(ana, "offers");
        held.then()
                .body("outcome", is("defer"), "reasons.code", is(List.of("rested")))
                .body(
                        "reasons[0].source",
                        is("controller:acme"),
                        "reasons[0].detail",
                        containsString("taking a break"));
        assertEquals(held.<String>path("notBefore"), held.<String>path("reasons[0].until"));
        assertEquals("permit", Permits.outcome(ana, "offers.shoes"));
        String id = held.path("id");
        staff(Caller.COMPLIANCE)
                .get("/v1/audit/entries?kind=decision&person=" + Persons.idOf(ana))
                .then()
                .body(
                        "entries.find { it.id == '%s' }.entry.facts.useful".formatted(id),
                        is(Map.of("fine", 0, "floor", 30, "less", 5, "more", 0)));
        staff(Caller.COMPLIANCE).get("/v1/decisions/" + id + "/replay").then().body("result", is("same"));
        Messages.press(again, "more").then().statusCode(200);
        assertEquals("permit", Permits.outcome(ana, "offers"));
        staff(Caller.COMPLIANCE).get("/v1/decisions/" + id + "/replay").then().body("result", is("same"));
    }

    @Test
    void aFloorOfTheirOwnIsAPreference() {
        var ana = Visiting.somebody();
        Rateable.on(catalog, List.of(new FeedbackRule(Optional.empty(), Optional.empty(), Optional.of(7))));
        Messages.rated(5, ana, "offers", "less");
        assertEquals("permit", Permits.outcome(ana, "offers"));
        var path = "/v1/persons/" + Persons.idOf(ana) + "/preferences";
        staff(Caller.ADMIN)
                .header("If-Match", "*")
                .body("{\"usefulFloor\": 25}")
                .put(path)
                .then()
                .statusCode(200)
                .body("usefulFloor", is(25));
        var held = Messages.permit(ana, "offers");
        held.then().body("reasons.code", is(List.of("rested")), "reasons[0].source", is("preference"));
        clock.advance(A_WEEK.plusMinutes(1));
        assertEquals("permit", Permits.outcome(ana, "offers"));
        for (var floor : List.of("9", "51", "\"25\"", "25.5"))
            careless(dev.askfirst.platform.Api.token(Caller.ADMIN))
                    .header("If-Match", "*")
                    .body("{\"usefulFloor\": %s}".formatted(floor))
                    .put(path)
                    .then()
                    .statusCode(400);
    }

    @Test
    void nobodyIsToldWhatOnePersonClicked() {
        var follower = Follower.fromNow(() -> staff(Caller.ADMIN), 1000);
        var ana = Visiting.somebody();
        Messages.rated(ana, "offers", "less");
        var told = follower.rest();
        assertFalse(told.isEmpty());
        assertTrue(told.stream().noneMatch(it -> it.toString().contains("feedback")), told::toString);
        sender("acme-mailer").get("/v1/feedback").then().statusCode(200);
        sender("acme-mailer").get("/v1/audit/entries").then().statusCode(403);
    }

    private static List<String> kinds(String contact, String topic) {
        List<String> types = Messages.permit(contact, topic).path("obligations.type");
        return types.stream().filter("feedback"::equals).toList();
    }

    private static Response history(String contact) {
        return staff(Caller.COMPLIANCE).get("/v1/persons/" + Persons.idOf(contact) + "/history");
    }

    private long said(String contact) {
        UUID person = Persons.idOf(contact);
        return database.count("select count(*) from consent_event where person_id = ? and kind = 'feedback'", person);
    }
}
