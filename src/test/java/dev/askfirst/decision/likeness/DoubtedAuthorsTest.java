package dev.askfirst.decision.likeness;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.authorship.Letters;
import dev.askfirst.catalog.CheckedAuthors;
import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.security.Caller;
import dev.askfirst.policy.term.AuthorshipCheck;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is called personal and went to many counts as automated, where its sender is checked; in shadow that is only on record. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class DoubtedAuthorsTest {

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    DemoCatalog catalog;

    @Inject
    TextTidying tidying;

    private String name;

    @BeforeEach
    void anotherLetter() {
        name = UUID.randomUUID().toString();
    }

    @AfterEach
    void asItWas() {
        clock.reset();
        catalog.again();
    }

    @Test
    void theTenthCopyIsDisclosedAndOnRecordWithItsCount() {
        check(AuthorshipCheck.ON);
        for (var i = 0; i < 9; i++) told(newcomer()).body("obligations.type", not(hasItem("disclose")));
        var id = told(newcomer())
                .body("outcome", is("permit"), "reasons", is(empty()))
                .body("obligations.find { it.type == 'disclose' }.value", is("automated"))
                .extract()
                .<String>path("id");
        seen(id).body("reasons.code", contains("authorship_doubted"), "reasons.source", contains("contacts:10"))
                .body("told.contacts", is(10), "told.shadow", nullValue(), "message.authorship", is("personal"));
        sender("acme-mailer")
                .get("/v1/decisions/" + id)
                .then()
                .body("reasons", is(empty()), "told", nullValue(), "message.authorship", is("personal"));
        staff(Caller.COMPLIANCE).get("/v1/decisions/" + id + "/replay").then().body("result", is("same"));
    }

    @Test
    void whoWantsOnlyWhatPeopleWriteIsSpared() {
        check(AuthorshipCheck.ON);
        for (var i = 0; i < 9; i++) told(newcomer());
        var id = told(somebodyForPeopleAlone())
                .body("outcome", is("deny"), "reasons.code", contains("authorship_refused"))
                .extract()
                .<String>path("id");
        seen(id).body("reasons.code", contains("authorship_refused", "authorship_doubted"));
        staff(Caller.COMPLIANCE).get("/v1/decisions/" + id + "/replay").then().body("result", is("same"));
    }

    @Test
    void inShadowNoAnswerChangesAndItIsOnRecordWhatItWouldHaveBeen() {
        check(AuthorshipCheck.SHADOW);
        for (var i = 0; i < 9; i++) told(newcomer());
        var id = told(somebodyForPeopleAlone())
                .body("outcome", is("permit"), "obligations.type", not(hasItem("disclose")))
                .extract()
                .<String>path("id");
        seen(id).body(
                        "reasons",
                        is(empty()),
                        "told.contacts",
                        is(10),
                        "told.shadow",
                        is(true),
                        "told.would",
                        is("deny"));
        staff(Caller.COMPLIANCE).get("/v1/decisions/" + id + "/replay").then().body("result", is("same"));
    }

    @Test
    void whereNothingIsCheckedNothingIsKept() {
        for (var i = 0; i < 10; i++) told(newcomer()).body("obligations.type", not(hasItem("disclose")));
        assertEquals(0, database.count("select count(*) from told_text where campaign = ?", name));
    }

    @Test
    void thoseOfOneBatchKnowOfEachOther() {
        check(AuthorshipCheck.ON);
        var message = message();
        var questions = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < 12; i++) questions.add(question(newcomer(), message));
        var disclosed = sender("acme-mailer")
                .body(Json.write(Map.of("questions", questions)))
                .post("/v1/decisions/batch")
                .jsonPath()
                .getList("decisions.collect { it.obligations.any { it.type == 'disclose' } }", Boolean.class);
        assertEquals(9, disclosed.indexOf(true));
        assertEquals(List.of(true, true, true), disclosed.subList(9, 12));
    }

    @Test
    void oneAddressCountsOnceHoweverOftenItIsAskedAbout() {
        check(AuthorshipCheck.ON);
        var ana = newcomer();
        for (var i = 0; i < 12; i++) told(ana);
        seen(told(newcomer()).extract().path("id")).body("told.contacts", is(2), "reasons", is(empty()));
    }

    @Test
    void askingOnlyToKnowCountsNothing() {
        check(AuthorshipCheck.ON);
        for (var i = 0; i < 12; i++) {
            var question = new HashMap<>(question(newcomer(), message()));
            question.put("mode", "check");
            ask("acme-mailer", Json.write(question)).then().statusCode(200);
        }
        seen(told(newcomer()).extract().path("id")).body("told.contacts", is(1));
    }

    @Test
    void aKeyRepeatsNoAnswerThatADoubtHasChanged() {
        check(AuthorshipCheck.ON);
        var question = new HashMap<>(question(newcomer(), message()));
        question.put("key", name);
        var first = keyed(question).extract().<String>path("decisions[0].id");
        keyed(question).body("decisions[0].id", is(first));
        for (var i = 0; i < 9; i++) told(newcomer());
        keyed(question)
                .body("decisions[0].id", not(is(first)))
                .body("decisions[0].obligations.type", hasItem("disclose"));
    }

    private static ValidatableResponse keyed(Map<String, Object> question) {
        var batch = Json.write(Map.of("questions", List.of(question)));
        return sender("acme-mailer").body(batch).post("/v1/decisions/batch").then();
    }

    @Test
    void moreThanAnybodyWritesInAnHourIsDoubted() {
        check(AuthorshipCheck.ON);
        var id = "";
        for (var i = 0; i < 7; i++) {
            name = UUID.randomUUID().toString();
            var message = message();
            message.putAll(Map.of("author", "Jo Quick", "words", 601));
            id = asked(newcomer(), message).extract().path("id");
            seen(id).body("reasons.size()", is(i < 5 ? 0 : 1));
        }
        seen(id).body("reasons.source", contains("words:4207"), "told.words", is(4207));
        clock.advance(Duration.ofMinutes(61));
        name = UUID.randomUUID().toString();
        var later = message();
        later.putAll(Map.of("author", "  jo  QUICK ", "words", 601));
        seen(asked(newcomer(), later).extract().path("id")).body("told.words", is(601), "reasons", is(empty()));
    }

    @Test
    void erasureTakesWhomATextWentTo() {
        check(AuthorshipCheck.ON);
        var ana = newcomer();
        told(ana);
        var bert = newcomer();
        told(bert);
        var person = person(bert);
        assertEquals(2, copies());
        staff(Caller.ADMIN)
                .delete("/v1/persons/" + person)
                .then()
                .statusCode(200)
                .body("erased.find { it.what == 'told_copies' }.count", is(1));
        assertEquals(1, copies());
        seen(told(newcomer()).extract().path("id")).body("told.contacts", is(2));
    }

    @Test
    void whatWasToldIsForgotten() {
        check(AuthorshipCheck.ON);
        told(newcomer());
        told(newcomer());
        assertEquals(32, database.count("select count(*) from told_band where text_id in " + texts(), name));
        clock.advance(Duration.ofDays(32));
        tidying.forget();
        assertEquals(0, database.count("select count(*) from told_band where text_id in " + texts(), name));
        assertEquals(2, copies());
        clock.advance(Duration.ofDays(30));
        tidying.forget();
        assertEquals(0, database.count("select count(*) from told_text where campaign = ?", name));
    }

    private static String texts() {
        return "(select id from told_text where campaign = ?)";
    }

    private long copies() {
        return database.count("select count(*) from told_copy where text_id in " + texts(), name);
    }

    private void check(AuthorshipCheck check) {
        CheckedAuthors.everybody(catalog, check);
    }

    private static String newcomer() {
        var contact = Acts.newcomer();
        Acts.grant(contact, "offers");
        return contact;
    }

    private static String person(String contact) {
        var found =
                staff(Caller.ADMIN).body(Json.write(Map.of("contact", contact))).post("/v1/persons/lookup");
        return found.jsonPath().getString("person");
    }

    private static String somebodyForPeopleAlone() {
        var contact = newcomer();
        staff(Caller.ADMIN)
                .header("If-Match", "*")
                .body("{\"authorship\": [{\"accepts\": [\"personal\"]}]}")
                .put("/v1/persons/" + person(contact) + "/preferences")
                .then()
                .statusCode(200);
        return contact;
    }

    /** Acme's mailer asks about this test's letter. */
    private ValidatableResponse told(String contact) {
        return asked(contact, message());
    }

    private static ValidatableResponse asked(String contact, Map<String, Object> message) {
        return ask("acme-mailer", Json.write(question(contact, message))).then().statusCode(200);
    }

    private Map<String, Object> message() {
        var text = Letters.of(name, 60);
        var made = sender("acme-mailer")
                .body(Json.write(Map.of("text", text)))
                .post("/v1/fingerprints")
                .jsonPath();
        return new HashMap<>(Map.of(
                "authorship",
                "personal",
                "author",
                "Jo " + name.substring(0, 8),
                "campaign",
                name,
                "words",
                made.getInt("words"),
                "fingerprint",
                made.getString("fingerprint")));
    }

    private static Map<String, Object> question(String contact, Map<String, Object> message) {
        return Map.of("to", contact, "channel", "email", "topic", "offers.shoes", "message", message);
    }

    /** The decision as compliance sees it. */
    private static ValidatableResponse seen(String id) {
        return staff(Caller.COMPLIANCE).get("/v1/decisions/" + id).then().statusCode(200);
    }
}
