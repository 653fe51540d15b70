package dev.askfirst.authzen;

import static dev.askfirst.authzen.Evaluating.about;
import static dev.askfirst.authzen.Evaluating.sent;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.token;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.BareRequest;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.WrongBodies;
import dev.askfirst.platform.json.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the standard demands and does not find is a bad request, told in a line of text. What only we demand is `false`, with
 * an error that names the member. Nothing of either is ever `true`.
 */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class BadEvaluationTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            # request                                              | message
            ~~                                                     | `body` is empty
            null                                                   | `body` is not a JSON object
            []                                                     | `body` must be an object
            "text"                                                 | `body` must be an object
            {"subject": null}                                      | `subject` is missing; `action` is missing; `resource` is missing
            {"subject": [], "action": 1, "resource": "r"}          | `subject` must be an object; `action` must be an object; `resource` must be an object
            {"context": []}                                        | `subject` is missing; `action` is missing; `resource` is missing; `context` must be an object
            """)
    void whatTheStandardDemands(String request, String message) {
        for (var path : List.of(Evaluating.ONE, Evaluating.MANY)) {
            sent(path, request).then().statusCode(400).contentType("text/plain").body(is(message));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "evaluations": {}                                      | `evaluations` must be a list
            "evaluations": "all"                                   | `evaluations` must be a list
            "evaluations": [{}], "options": []                     | `options` must be an object
            "evaluations": [{}], "options": {"evaluations_semantic": "first"} | `options.evaluations_semantic` must be one of `execute_all`, `deny_on_first_deny`, `permit_on_first_permit`
            "evaluations": [{}], "options": {"evaluations_semantic": 1}       | `options.evaluations_semantic` must be one of `execute_all`, `deny_on_first_deny`, `permit_on_first_permit`
            "evaluations": [{}], "options": {"evaluations_semantic": "EXECUTE_ALL"} | `options.evaluations_semantic` must be one of `execute_all`, `deny_on_first_deny`, `permit_on_first_permit`
            "evaluations": [{}], "subject": "alice"                | `subject` must be an object
            "evaluations": [{}], "action": {"name": 5}             | `action.name` must be text
            "evaluations": [{}], "resource": {"type": "contact"}   | `resource.id` is missing
            "evaluations": [{}], "context": "none"                 | `context` must be an object
            "evaluations": [{}], "subject": {"type": "sender", "id": "a", "properties": []} | `subject.properties` must be an object
            """)
    void whatIsWrongWithAllOfABatch(String members, String message) {
        sent(Evaluating.MANY, "{" + members + "}")
                .then()
                .statusCode(400)
                .contentType("text/plain")
                .body(is(message));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            # in the request        | instead                                        | status | message
            "type": "sender"        | "type": "user"                                 | 400 | `subject.type` is not `sender`, of which alone decisions are made here
            "id": "acme-mailer"     | "id": "agency"                                 | 403 | `subject.id` is not the sender of this token, `acme-mailer`
            "id": "acme-mailer"     | "id": ""                                       | 403 | `subject.id` is not the sender of this token, `acme-mailer`
            "type": "contact"       | "type": "record"                               | 400 | `resource.type` is not `contact`, of which alone decisions are made here
            "name": "email"         | "name": "pigeon"                               | 422 |
            "name": "email"         | "name": "E-mail"                               | 400 | `action.name` is not an id such as `offers.shoes`
            "name": "email"         | "name": "sms"                                  | 403 | `sms` is not a channel of this sender
            "name": "email"         | "name": "push"                                 | 422 | `push` takes push contacts
            "id": "mailto:          | "id": "tel:+33639980000", "x": "               | 422 | `email` takes mailto contacts
            "id": "mailto:          | "id": "record-1", "x": "                       | 400 |
            "topic": "offers.shoes" | "subject": "shoes"                             | 400 | `resource.properties.topic` is missing
            "topic": "offers.shoes" | "topic": null                                  | 400 | `resource.properties.topic` is missing
            "topic": "offers.shoes" | "topic": 1e999                                 | 400 | `resource.properties.topic` must not be a number
            "topic": "offers.shoes" | "topic": ["offers"]                            | 400 | `resource.properties.topic` must be text
            "topic": "offers.shoes" | "topic": "gossip"                              | 422 |
            "topic": "offers.shoes" | "topic": "offers", "controller": "globex"      | 403 | `globex` is not a controller of this sender
            "topic": "offers.shoes" | "topic": "offers", "mode": "maybe"             | 400 | `context.mode` must be one of `check`, `reserve`
            "topic": "offers.shoes" | "topic": "offers", "at": "2026-11-22T10:00:00Z" | 400 | `context.at` goes only with `mode` `check`
            "topic": "offers.shoes" | "topic": "offers", "mode": "check", "at": "now" | 400 | `context.at` must be a time such as `2026-11-22T10:00:00Z`
            "topic": "offers.shoes" | "topic": "offers", "message": "hello"          | 400 | `context.message` must be an object
            "topic": "offers.shoes" | "topic": "offers", "message": {"authorship": "personal"} | 400 | `context.message.author` is missing: a personal message has a named author
            "topic": "offers.shoes" | "topic": "offers", "message": {"author": 1e999} | 400 | `context.message.author` must not be a number
            "topic": "offers.shoes" | "topic": "offers", "message": {"campaign": "a\\nb"} | 400 | `context.message.campaign` is more than one line
            "topic": "offers.shoes" | "topic": "offers", "message": {"campaign": "\\ud800"} | 400 |
            """)
    void whatOnlyWeDemandIsFalse(String in, String instead, int status, String message) {
        var request = about(Acts.newcomer()).replace(in, instead);
        var reply = sent(Evaluating.ONE, request)
                .then()
                .statusCode(200)
                .body(
                        "decision", is(false),
                        "context.error.status", is(status),
                        "context.error.code", notNullValue(),
                        "context.error.message", message == null ? notNullValue() : is(message),
                        "context.id", nullValue());
        assertFalse(reply.extract().asString().contains("Exception"));
        sent(Evaluating.MANY, "{\"evaluations\": [%s]}".formatted(request))
                .then()
                .statusCode(200)
                .body(
                        "evaluations[0].decision", is(false),
                        "evaluations[0].context.error.status", is(status));
    }

    @Test
    void whatIsSaidInTwoPlacesMustBeTheSame() {
        var both = about(Acts.newcomer())
                .replace("\"resource\": {", "\"resource\": {\"properties\": {\"topic\": \"%s\"}, ");
        sent(Evaluating.ONE, both.formatted("offers.shoes"))
                .then()
                .statusCode(200)
                .body("context.outcome", is("deny"));
        sent(Evaluating.ONE, both.formatted("orders"))
                .then()
                .statusCode(200)
                .body("decision", is(false), "context.error.message", containsString("another one"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3
            "text"
            [{}]
            {"resource": "r"}
            {"resource": {"type": "contact"}}
            {"subject": {"type": "sender", "id": 5}}
            {"context": "none"}
            """)
    void anItemThatIsNoneStopsNoOther(String item) {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        var good = about(ana);
        var reply = sent(Evaluating.MANY, "{\"evaluations\": [%s, %s, %s]}".formatted(good, item, good));
        reply.then().statusCode(200).body("evaluations[1].context.error.status", is(400));
        assertEquals(List.of(true, false, true), reply.path("evaluations.decision"));
    }

    static Stream<WrongBodies.Operation> operations() {
        return WrongBodies.operations().filter(it -> it.path().startsWith("/access/"));
    }

    /** As the contract tells what is right, one member at a time. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void everyMemberWrong(WrongBodies.Operation operation) {
        for (var wrong : WrongBodies.of(operation)) {
            var reply = sent(operation.path(), wrong.body());
            var text = reply.asString();
            assertFalse(text.contains("Exception") || text.contains("dev.askfirst"), text);
            if (reply.statusCode() == 400) assertTrue(reply.contentType().startsWith("text/plain"), text);
            else assertEquals(200, reply.statusCode(), () -> wrong + " " + text);
            assertFalse(text.contains("\"decision\":true"), () -> wrong + " " + text);
        }
    }

    @Test
    void whoMayNotAskAtAll() {
        for (var path : List.of(Evaluating.ONE, Evaluating.MANY)) {
            Api.anybody()
                    .header("X-Request-ID", "r1")
                    .contentType("application/json")
                    .body("{}")
                    .post(path)
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", "Bearer")
                    .header("X-Request-ID", "r1")
                    .contentType("text/plain")
                    .body(is("no bearer token was sent"));
            careless("not.a.token").body("{}").post(path).then().statusCode(401).contentType("text/plain");
            careless(token("admin"))
                    .header("X-Request-ID", "r2")
                    .body("{}")
                    .post(path)
                    .then()
                    .statusCode(403)
                    .header("X-Request-ID", "r2")
                    .contentType("text/plain");
            careless(token("sender"))
                    .body(about(Acts.newcomer()))
                    .post(path)
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void otherMethodsAndLongBodies() {
        for (var path : List.of(Evaluating.ONE, Evaluating.MANY)) {
            careless(senderToken("acme-mailer")).get(path).then().statusCode(405);
            careless(senderToken("acme-mailer")).put(path).then().statusCode(405);
            sent(path, "{\"x\": \"" + "x".repeat(3 * 1024 * 1024) + "\"}")
                    .then()
                    .statusCode(413);
        }
        sent(Evaluating.ONE, "{\"x\": \"" + "x".repeat(65 * 1024) + "\"}")
                .then()
                .statusCode(413)
                .contentType("text/plain");
    }

    /** Byte by byte, since no client sends such a thing. */
    @Test
    void headersThatNobodyShouldSend() throws IOException {
        var authorization = "Authorization: Bearer " + senderToken("acme-mailer");
        var body = about(Acts.newcomer());
        var line = "POST " + Evaluating.ONE + " HTTP/1.1";
        var untyped = new BareRequest(line, List.of(authorization), body).send();
        assertEquals(400, untyped.status(), untyped::body);
        for (var id : List.of("", " ", "é", "a\u0001b", "a\u000bb", "x".repeat(5_000))) {
            var headers = List.of(authorization, "Content-Type: application/json", "X-Request-ID: " + id);
            var reply = new BareRequest(line, headers, body).send();
            assertTrue(Set.of(200, 400).contains(reply.status()), reply::body);
            if (reply.status() == 200)
                assertFalse(Json.stored(reply.body()).get("decision").booleanValue());
        }
        var utf8 = List.of(authorization, "Content-Type: application/json; charset=utf-8", "X-Request-ID: one, two");
        var reply = new BareRequest(line, utf8, body).send();
        assertEquals(200, reply.status());
        assertEquals("one, two", reply.headers().get("x-request-id"));
    }

    @Test
    void aTimeThatIsNone() {
        careless(senderToken("acme-mailer"))
                .header("Request-Timeout", "soon")
                .body(about(Acts.newcomer()))
                .post(Evaluating.ONE)
                .then()
                .statusCode(400)
                .contentType("text/plain")
                .body(not(containsString("Exception")), containsString("Request-Timeout"));
    }
}
