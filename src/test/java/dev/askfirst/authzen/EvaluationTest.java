package dev.askfirst.authzen;

import static dev.askfirst.authzen.Evaluating.about;
import static dev.askfirst.authzen.Evaluating.many;
import static dev.askfirst.authzen.Evaluating.one;
import static dev.askfirst.authzen.Evaluating.several;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.catalog.DemoCatalog;
import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.TestService;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Evaluations are our questions in other words: recorded, kept to the sender's rights, and repeated by their id. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class EvaluationTest {

    @Inject
    DemoCatalog catalog;

    @Inject
    MeterRegistry meters;

    private boolean changed;

    @AfterEach
    void theCatalogIsAsBefore() {
        if (changed) catalog.again();
    }

    @Test
    void aPermitIsTrueAndSaysWhatMustBeDone() {
        var ana = granted();
        var id = one(about(ana))
                .statusCode(200)
                .body(
                        "decision", is(true),
                        "context.outcome", is("permit"),
                        "context.validUntil", notNullValue(),
                        "context.obligations.type", everyItem(is("custom")),
                        "context.obligations.properties.vendor", everyItem(is("askfirst")),
                        "context.obligations.id", contains("1", "2", "3", "4", "5"),
                        "context.obligations.properties.action",
                                contains("add_header", "add_header", "link", "disclose", "contact"),
                        "context.obligations[0].properties.name", is("List-Unsubscribe"),
                        "context.obligations[3].properties.text", notNullValue())
                .extract()
                .<String>path("context.id");
        sender("acme-mailer")
                .get("/v1/decisions/" + id)
                .then()
                .statusCode(200)
                .body("outcome", is("permit"), "mode", is("reserve"), "topic", is("offers.shoes"));
        sender("acme-mailer")
                .body("{\"outcome\": \"sent\"}")
                .post("/v1/decisions/" + id + "/outcome")
                .then()
                .statusCode(201);
    }

    @Test
    void aDenyAndADeferAreFalseAndSayWhy() {
        one(about(Acts.newcomer()))
                .statusCode(200)
                .body(
                        "decision", is(false),
                        "context.outcome", is("deny"),
                        "context.reasons.code", contains("consent_unknown"),
                        "context.reasons[0].detail", notNullValue(),
                        "context.id", notNullValue());
        var ana = granted();
        staff("admin")
                .body("{\"until\": \"%s\"}".formatted(Instant.now().plus(Duration.ofDays(3))))
                .post("/v1/persons/" + Persons.idOf(ana) + "/pause")
                .then()
                .statusCode(201);
        one(about(ana))
                .statusCode(200)
                .body(
                        "decision", is(false),
                        "context.outcome", is("defer"),
                        "context.reasons.code", contains("paused"),
                        "context.notBefore", notNullValue());
    }

    @Test
    void whatASenderMayNotAskIsFalseAndNoError() {
        var other = about(Acts.newcomer()).replace("acme-mailer", "globex-mailer");
        one(other)
                .statusCode(200)
                .body(
                        "decision", is(false),
                        "context.error.status", is(403),
                        "context.error.code", is("forbidden"),
                        "context.error.message", containsString("`subject.id`"),
                        "context.id", nullValue());
        one(about(granted()).replace("\"email\"", "\"sms\""))
                .statusCode(200)
                .body("decision", is(false), "context.error.status", is(403));
    }

    @Test
    void theSameRequestIsTheSameMessageAndAnotherQuestionIsAnother() {
        var ana = granted();
        var id = UUID.randomUUID().toString();
        var first = one(id, about(ana)).header("X-Request-ID", id).extract().<String>path("context.id");
        one(id, about(ana)).body("context.id", is(first));
        one(id, about(ana, ", \"source\": \"unknown to us\"")).body("context.id", is(first));
        one(id, about(ana, ", \"message\": {\"campaign\": \"spring\"}"))
                .statusCode(200)
                .body("decision", is(true), "context.id", not(first));
        one(UUID.randomUUID().toString(), about(ana)).body("context.id", not(first));
        one(about(ana)).body("context.id", not(first));
        var native1 = sender("acme-mailer")
                .header("Idempotency-Key", id)
                .body("{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"offers.shoes\"}".formatted(ana))
                .post("/v1/decisions")
                .then()
                .statusCode(200);
        native1.body("id", not(first));
    }

    @Test
    void eachPlaceIsAMessageOfItsOwn() {
        var ana = granted();
        var id = UUID.randomUUID().toString();
        var body = several("execute_all", List.of(ana, ana));
        var ids = many(id, body)
                .body("evaluations.decision", contains(true, true))
                .extract()
                .<List<String>>path("evaluations.context.id");
        assertEquals(2, ids.stream().distinct().count());
        many(id, body).body("evaluations.context.id", is(ids));
        one(id, about(ana)).body("context.id", is(ids.getFirst()));
    }

    @Test
    void severalEndWhereTheCallerSays() {
        var yes = granted();
        var no = Acts.newcomer();
        many(several("deny_on_first_deny", List.of(yes, no, yes)))
                .body("evaluations.decision", contains(true, false), "evaluations[1].context.outcome", is("deny"));
        many(several("permit_on_first_permit", List.of(no, yes, yes)))
                .body("evaluations.decision", contains(false, true));
        many(several("permit_on_first_permit", List.of(no, no))).body("evaluations.decision", contains(false, false));
        many(several("deny_on_first_deny", List.of(yes, yes))).body("evaluations.decision", contains(true, true));
        many(several("deny_on_first_deny", List.of("nobody", yes)))
                .body("evaluations.decision", contains(false), "evaluations[0].context.error.status", is(400));
        many(several("permit_on_first_permit", List.of("nobody", yes, yes)))
                .body("evaluations.decision", contains(false, true));
    }

    /** A permit uses up a place under the caps: nothing may be asked that the caller does not want answered. */
    @Test
    void afterTheEndNothingIsAsked() {
        var yes = List.of(granted(), granted(), granted());
        many(several("permit_on_first_permit", yes)).body("evaluations", hasSize(1));
        var asked = yes.stream().map(EvaluationTest::decisionsAbout).toList();
        assertEquals(List.of(1, 0, 0), asked);
    }

    @Test
    void anItemMayBringEachOfTheFourAsAWhole() {
        var ana = granted();
        var ids = many("""
                {"subject": {"type": "sender", "id": "acme-mailer"}, "action": {"name": "email"},
                 "resource": {"type": "contact", "id": "%s", "properties": {"topic": "offers.shoes"}},
                 "context": {"mode": "check"},
                 "evaluations": [
                    {},
                    {"context": {"mode": "reserve"}},
                    {"context": null},
                    {"resource": {"type": "contact", "id": "%s"}},
                    {"action": {"name": "push"}},
                    {"subject": {"type": "sender", "id": "agency"}},
                    {"resource": {"type": "contact", "id": "%s"}, "context": {"topic": "offers.shoes", "mode": "check"}}]}""".formatted(ana, ana, Acts.newcomer()))
                .statusCode(200)
                .body(
                        "evaluations.decision", contains(true, true, true, false, false, false, false),
                        "evaluations[3].context.error.message", is("`resource.properties.topic` is missing"),
                        "evaluations[4].context.error.message", is("`push` takes push contacts"),
                        "evaluations[5].context.error.status", is(403),
                        "evaluations[6].context.outcome", is("deny"))
                .extract()
                .<List<String>>path("evaluations.context.id");
        assertEquals(
                List.of("check", "reserve", "check"),
                ids.subList(0, 3).stream().map(EvaluationTest::modeOf).toList());
    }

    @Test
    void aThousandAreAnsweredAndOneMoreIsRefused() {
        var ana = granted();
        many(several("execute_all", java.util.Collections.nCopies(1000, ana)))
                .statusCode(200)
                .body("evaluations", hasSize(1000), "evaluations.decision", everyItem(is(true)));
        Evaluating.sent(Evaluating.MANY, several("execute_all", java.util.Collections.nCopies(1001, ana)))
                .then()
                .statusCode(400)
                .body(is("`evaluations` are more than 1000"));
    }

    @Test
    void aSenderOverItsRateIsToldWhenToComeBack() {
        changed = true;
        staff("admin").body("""
                        {"name": "Mailer", "controllers": ["globex"], "channels": ["email"],
                         "rate": {"quota": 1, "window": "PT1H"}}""").put("/v1/catalog/senders/globex-mailer").then().statusCode(200);
        // The rate is known once a question was decided by the catalog that has it.
        one(about(Acts.newcomer())).statusCode(200);
        globex(Evaluating.ONE, about(Acts.newcomer())).statusCode(200).body("context.outcome", is("deny"));
        globex(Evaluating.ONE, about(Acts.newcomer()))
                .statusCode(429)
                .contentType("text/plain")
                .header("Retry-After", Integer::parseInt, greaterThan(0));
        globex(Evaluating.MANY, several("deny_on_first_deny", List.of(Acts.newcomer(), Acts.newcomer())))
                .statusCode(200)
                .body("evaluations.decision", contains(false), "evaluations[0].context.error.status", is(429));
    }

    @Test
    void evaluationsAreCounted() {
        one(about("nobody"));
        var permits = counted("permit");
        var errors = counted("error");
        one(about(granted()));
        one(about("nobody"));
        assertEquals(permits + 1, counted("permit"));
        assertEquals(errors + 1, counted("error"));
    }

    @Test
    void reasonsAreInTheReadersLanguage() {
        sender("acme-mailer")
                .header("Accept-Language", "fr")
                .body(about(Acts.newcomer()))
                .post(Evaluating.ONE)
                .then()
                .body("context.reasons[0].detail", anyOf(containsString("personne"), endsWith(".")));
    }

    private double counted(String outcome) {
        return meters.get("askfirst.authzen.evaluations")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static ValidatableResponse globex(String path, String body) {
        return sender("globex-mailer")
                .body(body.replace("acme-mailer", "globex-mailer"))
                .post(path)
                .then();
    }

    private static int decisionsAbout(String contact) {
        return staff("compliance")
                .get("/v1/persons/" + Persons.idOf(contact) + "/decisions")
                .then()
                .statusCode(200)
                .extract()
                .<List<Object>>path("decisions")
                .size();
    }

    private static String modeOf(String decision) {
        return sender("acme-mailer").get("/v1/decisions/" + decision).path("mode");
    }

    private static String granted() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        return ana;
    }
}
