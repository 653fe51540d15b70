package dev.askfirst.selfservice.rights;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.Answering;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Permits;
import dev.askfirst.selfservice.Visiting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People ask for a human on their page and by the link of a message, and read the answer on their page. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class OwnRequestsTest {

    private static final Instant NOON = Instant.parse("2026-12-02T12:00:00Z");
    private static final Duration A_WEEK = Duration.ofDays(7);
    private static final String PATH = "/v1/human-requests";

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    DemoCatalog catalog;

    @BeforeEach
    void acmeAnswers() throws SQLException {
        Answering.on(catalog);
        clock.set(NOON);
    }

    @AfterEach
    void nobodyAnswers() {
        clock.reset();
        catalog.again();
    }

    @Test
    void withoutTheSwitchNobodyIsLedThere() {
        catalog.again();
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        visit.get("/me").then().body(not(containsString("/me/human")));
        visit.get("/me/human").then().statusCode(200).body(not(containsString("<textarea")));
        visit.post("/me/human", Map.of("controller", "acme", "text", "Hello"))
                .then()
                .statusCode(400);
        var link = Permits.link(ana, "/u/");
        anybody().get(link).then().body(not(containsString("/human")));
        anybody().get(link + "/human").then().statusCode(404);
    }

    @Test
    void fiveWaitAtMost() {
        var ana = Visiting.somebody();
        for (var some = 0; some < 5; some++)
            sender("acme-mailer")
                    .body("{\"contact\": \"%s\", \"controller\": \"acme\", \"text\": \"Hello?\"}".formatted(ana))
                    .post(PATH)
                    .then()
                    .statusCode(201);
        var visit = Visiting.byLink(ana);
        visit.get("/me/human");
        visit.post("/me/human", Map.of("controller", "acme", "text", "A sixth"))
                .then()
                .statusCode(409)
                .body(containsString("A sixth"), containsString("still wait for an answer"));
    }

    @Test
    void aPersonAsksOnTheirPageAndReadsTheAnswerThere() {
        var ana = Visiting.somebody();
        var visit = Visiting.byLink(ana);
        visit.get("/me").then().body(containsString("/me/human?to=acme"));
        visit.get("/me/human?to=acme").then().statusCode(200).body(containsString("Acme Shoes"));
        var words = "Not here! <b>" + UUID.randomUUID();
        visit.post("/me/human", Map.of("controller", "acme", "text", words))
                .then()
                .statusCode(303);
        visit.get("/me").then().body(containsString("A person answers by"));
        visit.get("/me/human")
                .then()
                .body(
                        containsString("A person answers by"),
                        not(containsString("Not here!")),
                        containsString("/me/human/read"));
        var id = database.value("select event from evidence where texts ->> 'note' = ?", words)
                .orElseThrow();
        clock.advance(A_WEEK);
        visit = Visiting.byLink(ana, "orders");
        visit.get("/me").then().body(containsString("is held back"));
        answer(id).then().statusCode(200).body("text", is(words));
        visit.proven(database);
        visit.get("/me/human/read").then().statusCode(303);
        visit.get("/me/human")
                .then()
                .body(
                        containsString(words.replace("<b>", "&lt;b&gt;")),
                        containsString("Answer from Ines Costa"),
                        containsString("It left today"));
        Visiting.byLink(Visiting.somebody(), "orders")
                .proven(database)
                .get("/me/human")
                .then()
                .body(not(containsString("It left today")));
        staff("compliance")
                .get("/v1/persons/%s/history".formatted(Persons.idOf(ana)))
                .then()
                .body("acts.kind", hasItem("human_answer"), "acts.request", hasItem(id), "acts.dueAt", notNullValue());
    }

    @Test
    void whoeverHoldsTheLinkOfAMessageAsksWithoutSigningIn() {
        var ana = Visiting.somebody();
        var link = Permits.link(ana, "/u/");
        anybody().get(link).then().body(containsString(link + "/human"));
        anybody().get(link + "/human").then().statusCode(200).body(containsString("Acme Shoes"));
        assertEquals(List.of(), owed(ana));
        for (var text : List.of("", "  ", "x".repeat(3001)))
            post(link, text).then().statusCode(400).body(containsString("aria-invalid"));
        post(link, "Call me, please").then().statusCode(200).body(containsString("recorded"));
        assertEquals(List.of("Call me, please"), owed(ana));
        assertEquals("permit", Permits.outcome(ana, "offers"));
        anybody().get("/u/nothing/human").then().statusCode(404);
        post("/u/nothing", "Hello").then().statusCode(404);
    }

    @Test
    void aPageThatIsNotFilledInSaysSoAndKeepsWhatWasTyped() {
        var visit = Visiting.byLink(Visiting.somebody());
        visit.get("/me/human");
        for (var text : List.of("", "   ", "x".repeat(3001)))
            visit.post("/me/human", Map.of("controller", "acme", "text", text))
                    .then()
                    .statusCode(400)
                    .body(containsString("aria-invalid"));
        visit.post("/me/human", Map.of("controller", "globex", "text", "x"))
                .then()
                .statusCode(400);
        visit.post("/me/human", Map.of("controller", "acme", "text", "x", "token", "0"))
                .then()
                .statusCode(409);
    }

    private static List<String> owed(String contact) {
        return list("due=true&limit=1000")
                .jsonPath()
                .getList("requests.findAll { it.person == '%s' }.text".formatted(Persons.idOf(contact)), String.class);
    }

    private static Response post(String link, String text) {
        return anybody()
                .contentType("application/x-www-form-urlencoded")
                .formParam("text", text)
                .post(link + "/human");
    }

    private static Response list(String query) {
        return staff("compliance").get(PATH + "?" + query);
    }

    private static Response answer(String id) {
        return staff("compliance")
                .body("{\"text\": \"It left today\", \"by\": \"Ines Costa\"}")
                .post(PATH + "/" + id + "/answer");
    }
}
