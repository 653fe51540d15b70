package dev.askfirst.decision;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.catalog.Rateable;
import dev.askfirst.consent.Persons;
import dev.askfirst.person.usage.UsageRepository;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A budget of attention over all senders, to the last unit of many who come at once; and whose turn it is when little is left. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class AttentionOverHttpTest {

    @Inject
    Database database;

    @Inject
    DataSource dataSource;

    @Inject
    TestClock clock;

    @Inject
    Again again;

    @Inject
    DemoCatalog catalog;

    @BeforeEach
    void acmeLetsPeopleSayHowUsefulMessagesAre() {
        Rateable.on(catalog);
    }

    @AfterEach
    void itIsNow() {
        clock.reset();
        catalog.again();
    }

    @Test
    void ofManyWhoComeAtOnceSoManyArePermittedAsUnitsAreLeft() throws Exception {
        var ana = wanting("{\"attention\": {\"perWeek\": 7}}");
        var asked = new ArrayList<Callable<String>>();
        for (var i = 0; i < 24; i++) {
            var controller = i % 2 == 0 ? "acme" : "globex";
            var more = i % 3 == 0 ? ", \"value\": {\"until\": \"%s\"}".formatted(in(Duration.ofDays(3))) : "";
            asked.add(() -> ask(ana, controller, more).path("outcome"));
        }
        var outcomes = new ArrayList<String>();
        try (var threads = Executors.newFixedThreadPool(asked.size())) {
            for (var answer : threads.invokeAll(asked)) outcomes.add(answer.get());
        }
        assertEquals(7, outcomes.stream().filter("permit"::equals).count(), outcomes::toString);
        assertEquals(17, outcomes.stream().filter("defer"::equals).count(), outcomes::toString);
    }

    @Test
    void whatIsOfMoreUseGoesFirst() throws SQLException {
        var ana = wanting("{}");
        wantsMore(ask(ana, "acme", ""));
        prefers(ana, "{\"attention\": {\"perWeek\": 1}}");
        var value = ", \"value\": {\"until\": \"%s\"}".formatted(in(Duration.ofDays(3)));
        var first = ask(ana, "globex", value);
        first.then()
                .body("outcome", is("defer"), "reasons.code", contains("cap_reached"))
                .body("reasons.source", contains("preference:attention"));
        var due = Instant.parse(first.path("notBefore"));
        assertEquals(due, Instant.parse(ask(ana, "acme", value).path("notBefore")));
        assertEquals(2, waiting(ana));
        clock.set(due);
        var later = ask(ana, "globex", value);
        later.then().body("outcome", is("defer"));
        assertEquals(due.plus(Duration.ofHours(1)), Instant.parse(later.path("notBefore")));
        var won = ask(ana, "acme", value);
        won.then().body("outcome", is("permit"));
        assertEquals(1, waiting(ana));
        for (var answer : List.of(first, later, won)) again.assertSame(UUID.fromString(answer.path("id")));
        var recorded =
                again.assertSame(UUID.fromString(later.path("id"))).basis().derived();
        assertEquals(1, recorded.usage().getLast().held());
        assertTrue(recorded.waits().isPresent());
    }

    @Test
    void aMessageOfWhichTheyWantMoreIsGivenBack() {
        var ana = wanting("{\"attention\": {\"perWeek\": 1}}");
        var message = ask(ana, "acme", "");
        message.then().body("outcome", is("permit"));
        ask(ana, "globex", "").then().body("outcome", is("defer"));
        wantsMore(message);
        ask(ana, "globex", "").then().body("outcome", is("permit"));
    }

    @Test
    void aCheckWaitsForNothing() throws SQLException {
        var ana = wanting("{\"attention\": {\"perWeek\": 1}}");
        var value = ", \"mode\": \"check\", \"value\": {\"until\": \"%s\"}".formatted(in(Duration.ofDays(3)));
        ask(ana, "acme", value).then().body("outcome", is("defer"));
        assertEquals(0, waiting(ana));
    }

    @Test
    void whatWasNotSentIsGivenBack() {
        var ana = wanting("{\"attention\": {\"perWeek\": 1}}");
        var permit = ask(ana, "acme", "").<String>path("id");
        ask(ana, "globex", "").then().body("outcome", is("defer"));
        sender("agency").body("{\"outcome\": \"not_sent\"}").post("/v1/decisions/" + permit + "/outcome");
        ask(ana, "globex", "").then().body("outcome", is("permit"));
    }

    @Test
    void whatCameBeforeTheBudgetCountsToo() {
        var ana = wanting("{}");
        ask(ana, "acme", "").then().body("outcome", is("permit"));
        prefers(ana, "{\"attention\": {\"perWeek\": 1}}");
        ask(ana, "globex", "").then().body("outcome", is("defer"));
    }

    @Test
    void twoWhoBecomeOneHaveTheSmallerBudgetAndHaveHadWhatEitherHad() {
        var ana = wanting("{\"attention\": {\"perWeek\": 9}}");
        var other = wanting("{\"attention\": {\"perWeek\": 2}}");
        ask(ana, "acme", "").then().body("outcome", is("permit"));
        ask(other, "acme", "").then().body("outcome", is("permit"));
        Persons.merge(Persons.idOf(ana), Persons.idOf(other), database).then().statusCode(200);
        ask(ana, "globex", "").then().body("outcome", is("defer"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"perWeek": 1001}                                                                        | attention.perWeek
            {"weights": []}                                                                          | attention.perWeek
            {"perWeek": 5, "weights": [{"channel": "email", "units": 101}]}                          | attention.weights.0.units
            {"perWeek": 5, "weights": [{"channel": "email", "units": 1}, {"channel": "email", "units": 2}]} | attention.weights.1.channel
            {"perWeek": 5, "reserves": [{"topic": "offers", "n": 6}]}                                | attention.reserves.0.n
            """)
    void aWrongBudgetIsRefused(String budget, String field) {
        var ana = wanting("{}");
        Api.careless(Api.token("admin"))
                .header("If-Match", "*")
                .body("{\"attention\": " + budget + "}")
                .put("/v1/persons/" + Persons.idOf(ana) + "/preferences")
                .then()
                .statusCode(400)
                .body("errors.field", contains(field));
    }

    @Test
    void aValueHasAnEndThatIsNear() throws SQLException {
        var ana = wanting("{}");
        Api.careless(Api.senderToken("agency"))
                .body(json(ana, "acme", ", \"value\": {}"))
                .post("/v1/decisions")
                .then()
                .statusCode(400)
                .body("errors.field", contains("value.until"));
        var far = ", \"value\": {\"until\": \"%s\"}".formatted(in(Duration.ofDays(31)));
        Api.careless(Api.senderToken("agency"))
                .body(json(ana, "acme", far))
                .post("/v1/decisions")
                .then()
                .statusCode(400)
                .body("errors.field", contains("value.until"), "errors.message", contains(containsString("30 days")));
    }

    private String in(Duration time) throws SQLException {
        return clock.read().plus(time).toString();
    }

    private long waiting(String contact) throws SQLException {
        var id = Persons.idOf(contact);
        try (var connection = dataSource.getConnection()) {
            return UsageRepository.all(connection, id).bids().size();
        }
    }

    /** Presses the button behind the link that the permit gave. */
    private static void wantsMore(Response permit) {
        String link = permit.path("obligations.find { it.type == 'feedback' }.value");
        var said = anybody()
                .contentType("application/x-www-form-urlencoded")
                .formParam("value", "more")
                .post(URI.create(link).getPath());
        assertEquals(200, said.statusCode(), said::asString);
    }

    /** Somebody who said yes to both companies, and has these preferences. */
    private static String wanting(String preferences) {
        var contact = "acct:u%s@social.example".formatted(UUID.randomUUID());
        for (var controller : List.of("acme", "globex")) {
            sender("agency")
                    .body("""
                    {"contact": "%s", "controller": "%s", "topic": "offers", "channel": "social",
                     "notice": {"id": "%2$s-marketing", "version": 1, "language": "en"},
                     "evidence": {"method": "form"}}""".formatted(contact, controller))
                    .post("/v1/grants")
                    .then()
                    .statusCode(201);
        }
        prefers(contact, preferences);
        return contact;
    }

    private static void prefers(String contact, String preferences) {
        staff("admin")
                .header("If-Match", "*")
                .body(preferences)
                .put("/v1/persons/" + Persons.idOf(contact) + "/preferences")
                .then()
                .statusCode(200);
    }

    private static Response ask(String contact, String controller, String more) {
        return Api.ask("agency", json(contact, controller, more));
    }

    private static String json(String contact, String controller, String more) {
        return "{\"to\": \"%s\", \"channel\": \"social\", \"topic\": \"offers\", \"controller\": \"%s\"%s}"
                .formatted(contact, controller, more);
    }
}
