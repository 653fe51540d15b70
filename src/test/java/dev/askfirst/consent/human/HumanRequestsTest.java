package dev.askfirst.consent.human;

import static dev.askfirst.consent.Suppressing.caller;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.limited;
import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.Answering;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Persons;
import dev.askfirst.consent.due.OverdueWatch;
import dev.askfirst.outbound.Follower;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Scraped;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
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
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks for a human is answered in time; while the answer is late, that company's machines write them no marketing. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class HumanRequestsTest {

    /** A Wednesday: three business days in Germany end on Monday. */
    private static final Instant NOON = Instant.parse("2026-12-02T12:00:00Z");

    private static final Instant DUE = Instant.parse("2026-12-07T23:00:00Z");
    private static final Duration A_WEEK = Duration.ofDays(7);
    private static final String PATH = "/v1/human-requests";

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    DemoCatalog catalog;

    @Inject
    OverdueWatch overdue;

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
    void aLateAnswerDefersAutomatedMarketingUntilItIsGiven() {
        var ana = Visiting.somebody();
        var asked = ask("acme-mailer", ana).then().statusCode(201).body("state", is("waiting"), "late", is(false));
        assertEquals(DUE, Instant.parse(asked.extract().path("dueAt")));
        String id = asked.extract().path("id");
        assertEquals("permit", Permits.outcome(ana, "offers"));
        clock.advance(A_WEEK);
        var held = question(ana, "automated");
        held.then().body("outcome", is("defer"), "reasons.code", is(List.of("human_owed")));
        held.then().body("reasons[0].source", is("human_request:" + id));
        question(ana, "personal").then().body("outcome", is("permit"));
        assertEquals("permit", Permits.outcome(ana, "orders"));
        answer(Caller.COMPLIANCE, id)
                .then()
                .statusCode(200)
                .body("state", is("answered"), "late", is(true), "answer", is("It left today"), "by", is("Ines Costa"));
        assertEquals("permit", Permits.outcome(ana, "offers"));
        answer(Caller.COMPLIANCE, id).then().statusCode(409);
        assertEquals(1, database.count("select count(*) from human_answer where request_id = ?::uuid", id));
    }

    @Test
    void withoutTheSwitchNobodyCanAsk() {
        catalog.again();
        var ana = Visiting.somebody();
        ask("acme-mailer", ana).then().statusCode(409).body("detail", containsString("humanRequests"));
    }

    @Test
    void aPersonAsksForThemselvesAndForNobodyElse() {
        var ana = Persons.idOf(Visiting.somebody());
        person(ana)
                .body("{\"controller\": \"acme\", \"text\": \"Where is my order?\"}")
                .post(PATH)
                .then()
                .statusCode(201)
                .body("person", is(ana.toString()), "text", is("Where is my order?"));
        careless(dev.askfirst.platform.Api.personToken(ana))
                .body("{\"controller\": \"acme\", \"text\": \"x\", \"contact\": \"%s\"}".formatted(Visiting.somebody()))
                .post(PATH)
                .then()
                .statusCode(400);
        person(ana).get(PATH).then().statusCode(403);
    }

    @Test
    void aSenderKnowsThemByTheIdOfItsController() {
        var ana = Visiting.somebody();
        String pairwise = ask("acme-mailer", ana).path("person");
        assertTrue(!pairwise.equals(Persons.idOf(ana).toString()));
        sender("acme-mailer")
                .body("{\"controller\": \"acme\", \"text\": \"x\", \"person\": \"%s\"}".formatted(pairwise))
                .post(PATH)
                .then()
                .statusCode(201)
                .body("person", is(pairwise));
        staff(Caller.ADMIN)
                .body("{\"controller\": \"acme\", \"text\": \"x\", \"person\": \"%s\"}".formatted(Persons.idOf(ana)))
                .post(PATH)
                .then()
                .statusCode(201);
    }

    @Test
    void theSameRequestTwiceIsOne() {
        var body = body(Visiting.somebody(), "acme");
        var key = UUID.randomUUID().toString();
        var ids = IntStream.range(0, 2)
                .mapToObj(_ -> sender("acme-mailer")
                        .header("Idempotency-Key", key)
                        .body(body)
                        .post(PATH)
                        .<String>path("id"))
                .distinct()
                .toList();
        assertEquals(1, ids.size());
    }

    @Test
    void fiveWaitAtMost() {
        var ana = Visiting.somebody();
        for (var some = 0; some < 5; some++) ask("acme-mailer", ana).then().statusCode(201);
        ask("acme-mailer", ana).then().statusCode(409);
    }

    @Test
    void whoeverListensIsToldThatItIsDueAndOnceThatItIsLate() {
        var follower = Follower.fromNow(() -> sender("acme-mailer"), 1000);
        String id = ask("acme-mailer", Visiting.somebody()).path("id");
        var late = Scraped.now().sum("askfirst_human_requests_late_total");
        overdue.tell();
        assertEquals(List.of("human_request.due"), told(follower, id));
        clock.advance(A_WEEK);
        overdue.tell();
        overdue.tell();
        assertEquals(List.of("human_request.overdue"), told(follower, id));
        assertTrue(Scraped.now().sum("askfirst_human_requests_late_total") >= late + 1);
        assertTrue(Scraped.now().sum("askfirst_human_requests_due", "state=\"overdue\"") >= 1);
        answer("acme-mailer", id).then().statusCode(200);
        assertEquals(List.of("human_request.answered"), told(follower, id));
        assertEquals(0, database.count("select count(*) from due_human_request where id = ?::uuid", id));
    }

    @Test
    void theFirstToBeDueComesFirst() {
        String sooner = ask("acme-mailer", Visiting.somebody()).path("id");
        clock.advance(A_WEEK);
        String later = ask("acme-mailer", Visiting.somebody()).path("id");
        var ids = list(Caller.COMPLIANCE, "due=true&limit=1000").jsonPath().getList("requests.id", String.class);
        assertTrue(ids.indexOf(sooner) < ids.indexOf(later));
        list(Caller.COMPLIANCE, "due=false&limit=1").then().body("requests[0].id", is(later));
        var first = list(Caller.COMPLIANCE, "due=true&limit=1").jsonPath();
        list(Caller.COMPLIANCE, "due=true&limit=1&cursor=" + first.getString("next"))
                .then()
                .body("requests[0].id", is(ids.get(1)));
    }

    @Test
    void othersNeitherSeeNorAnswerIt() {
        String id = ask("acme-mailer", Visiting.somebody()).path("id");
        list("globex-mailer", "limit=1000").then().body("requests.id", not(hasItem(id)));
        answer("globex-mailer", id).then().statusCode(404);
        limited("compliance", "globex").get(PATH + "?limit=1000").then().body("requests.id", not(hasItem(id)));
        limited("compliance", "globex")
                .body("{\"text\": \"x\", \"by\": \"I\"}")
                .post(PATH + "/" + id + "/answer")
                .then()
                .statusCode(404);
        limited("compliance", "acme").get(PATH + "?limit=1000").then().body("requests.id", hasItem(id));
        ask("globex-mailer", Visiting.somebody()).then().statusCode(403);
        answer(Caller.COMPLIANCE, UUID.randomUUID().toString()).then().statusCode(404);
    }

    @Test
    void itsTextsGoWithThePersonAndNobodyWaitsAnyMore() {
        var ana = Visiting.somebody();
        String id = ask("acme-mailer", ana).path("id");
        String answered = ask("acme-mailer", ana).path("id");
        answer(Caller.COMPLIANCE, answered).then().statusCode(200);
        staff("admin").delete("/v1/persons/" + Persons.idOf(ana)).then().statusCode(200);
        list(Caller.COMPLIANCE, "limit=1000").then().body("requests.id", not(hasItem(id)));
        answer(Caller.COMPLIANCE, id).then().statusCode(404);
        for (var table : List.of("due_human_request where id", "human_request where id", "evidence where event"))
            assertEquals(0, database.count("select count(*) from " + table + " in (?::uuid, ?::uuid)", id, answered));
        assertEquals(
                2, database.count("select count(*) from consent_event where id in (?::uuid, ?::uuid)", id, answered));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"contact\": \"mailto:a@test.example\", \"controller\": \"acme\"}",
                "{\"contact\": \"mailto:a@test.example\", \"controller\": \"acme\", \"text\": \"  \"}",
                "{\"contact\": \"a@test.example\", \"controller\": \"acme\", \"text\": \"x\"}",
                "{\"contact\": \"mailto:a@test.example\", \"text\": \"x\"}",
                "{\"controller\": \"acme\", \"text\": \"x\"}",
                "{\"contact\": \"mailto:a@test.example\", \"controller\": \"acme\", \"text\": 7}",
                "{\"contact\": \"mailto:a@test.example\", \"controller\": \"acme\", \"text\": \"x\", \"due\": \"tomorrow\"}"
            })
    void whatIsNoRequestIsRefused(String body) {
        careless(senderToken("acme-mailer")).body(body).post(PATH).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"text\": \"x\"}",
                "{\"text\": \"\", \"by\": \"I\"}",
                "{\"text\": \"x\", \"by\": \" \"}",
                "[]"
            })
    void whatIsNoAnswerIsRefused(String body) {
        String id = ask("acme-mailer", Visiting.somebody()).path("id");
        careless(senderToken("acme-mailer"))
                .body(body)
                .post(PATH + "/" + id + "/answer")
                .then()
                .statusCode(400);
        careless(senderToken("acme-mailer")).get(PATH + "?due=no").then().statusCode(400);
    }

    private static List<String> told(Follower follower, String request) {
        return follower.rest().stream()
                .filter(it -> it.path("data").path("humanRequest").asText().equals(request))
                .map(it -> it.path("type").asText())
                .toList();
    }

    private static Response question(String contact, String authorship) {
        return sender("acme-mailer")
                .body("""
                {"to": "%s", "channel": "email", "topic": "offers",
                 "message": {"authorship": "%s", "author": "Jo Berg"}}""".formatted(contact, authorship)
                        .replace(authorship.equals("personal") ? "" : ", \"author\": \"Jo Berg\"", ""))
                .post("/v1/decisions");
    }

    private static Response ask(String sender, String contact) {
        return sender(sender).body(body(contact, "acme")).post(PATH);
    }

    private static String body(String contact, String controller) {
        return "{\"contact\": \"%s\", \"controller\": \"%s\", \"text\": \"My order never came\"}"
                .formatted(contact, controller);
    }

    private static Response list(String who, String query) {
        return caller(who).get(PATH + "?" + query);
    }

    private static Response answer(String who, String id) {
        return caller(who)
                .body("{\"text\": \"It left today\", \"by\": \"Ines Costa\"}")
                .post(PATH + "/" + id + "/answer");
    }
}
