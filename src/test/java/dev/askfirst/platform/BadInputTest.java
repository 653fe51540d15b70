package dev.askfirst.platform;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.senderToken;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever arrives, the answer is a problem that says what to do, and never shows what we are made of. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class BadInputTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # case                | body                                                                           | field
            empty                 | ``                                                                             | body
            no JSON               | to=ana                                                                         | body
            half an object        | {"to": "mailto:a@b.example"                                                    | body
            two objects           | {"to":"mailto:a@b.example","channel":"email","topic":"offers"} {}              | body
            a list                | []                                                                             | body
            null                  | null                                                                           | body
            nothing in it         | {}                                                                             | to
            a number as address   | {"to": 5, "channel": "email", "topic": "offers"}                               | to
            a list as topic       | {"to": "mailto:a@b.example", "channel": "email", "topic": ["offers"]}          | topic
            text as flag          | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "message": {"critical": "yes"}} | message.critical
            an unknown member     | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "urgent": true} | urgent
            one deeper            | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "message": {"mood": 1}} | message.mood
            a member twice        | {"to": "mailto:a@b.example", "to": "mailto:a@b.example"}                       | to
            an unknown mode       | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "mode": "maybe"} | mode
            a mode in capitals    | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "mode": "CHECK"} | mode
            at without check      | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "at": "2026-11-22T10:00:00Z"} | at
            a day in place of a time | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "mode": "check", "at": "2026-11-22"} | at
            personal, by nobody   | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "message": {"authorship": "personal"}} | message.author
            key in a single one   | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "key": "k"} | key
            NUL in an address     | {"to": "mailto:a\\u0000@b.example", "channel": "email", "topic": "offers"}     | to
            a hidden character    | {"to": "mailto:a\\u200b@b.example", "channel": "email", "topic": "offers"}     | to
            a lone surrogate      | {"to": "mailto:\\ud800@b.example", "channel": "email", "topic": "offers"}      | to
            text turned around    | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "message": {"campaign": "spring\\u202egnirps"}} | message.campaign
            an isolate in a name  | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "message": {"author": "Bo\\u2066", "authorship": "personal"}} | message.author
            a name on two lines   | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "message": {"author": "Bo\\nDear Ana", "authorship": "personal"}} | message.author
            a tab in a campaign   | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "message": {"campaign": "a\\tb"}} | message.campaign
            a line separator      | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "message": {"campaign": "a\\u2028b"}} | message.campaign
            delete in a campaign  | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "message": {"campaign": "a\\u007f"}} | message.campaign
            a C1 control          | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "message": {"campaign": "a\\u009b2J"}} | message.campaign
            NUL in a text         | {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "message": {"campaign": "a\\u0000"}} | message.campaign
            """)
    void aQuestionThatCannotBeRead(String name, String body, String field) {
        problem(
                        careless(senderToken("acme-mailer"))
                                .body(body)
                                .post("/v1/decisions")
                                .then(),
                        400,
                        "invalid-request")
                .body("errors.field", hasItem(field), "detail", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/decisions",
                "/v1/decisions/batch",
                "/v1/grants",
                "/v1/refusals",
                "/v1/withdrawals",
                "/v1/suppressions",
                "/v1/suppressions/lookup",
                "/v1/replies",
                "/v1/decisions/0197a0c2-7b1e-7c31-9a55-0a4c7c1d2e40/outcome"
            })
    void whatIsNotJsonAtAll(String path) {
        for (var body :
                new String[] {"\u0000\u0001", "<a/>", "{", "[[[[[[[[[[[[[[[[[[[[[[", "\"text\"", "1e999999999"}) {
            problem(careless(senderToken("acme-mailer")).body(body).post(path).then(), 400, "invalid-request");
        }
    }

    /** What staff or people read later of what a sender wrote: none of it may look like something else. */
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /v1/grants       | {"contact": "mailto:a@b.example", "controller": "acme", "topic": "offers", "channel": "email", "evidence": {"method": "form", "source": "https://a.example/\\u202e"}} | evidence.source
            /v1/grants       | {"contact": "mailto:a@b.example", "controller": "acme", "topic": "offers", "channel": "email", "evidence": {"method": "form", "source": "a\\nb"}} | evidence.source
            /v1/grants       | {"contact": "mailto:a@b.example", "controller": "acme", "topic": "offers", "channel": "email", "evidence": {"method": "form", "note": "\\u2067x"}} | evidence.note
            /v1/grants       | {"contact": "mailto:a@b.example", "controller": "acme", "topic": "offers", "channel": "email", "evidence": {"method": "form", "actor": {"id": "jo\\u202e", "role": "clerk"}}} | evidence.actor.id
            /v1/grants       | {"contact": "mailto:a@b.example", "controller": "acme", "topic": "offers", "channel": "email", "evidence": {"method": "form", "actor": {"id": "jo", "role": "cl\\u0085erk"}}} | evidence.actor.role
            /v1/withdrawals  | {"contact": "mailto:a@b.example", "controller": "acme", "reason": "\\u202eno", "evidence": {"method": "form"}} | reason
            /v1/suppressions | {"contact": "mailto:a@b.example", "controller": "acme", "reason": "bounce", "note": "\\u202eno"} | note
            /v1/decisions/0197a0c2-7b1e-7c31-9a55-0a4c7c1d2e40/outcome | {"outcome": "bounced", "detail": "5.1.1\\u202e"} | detail
            """)
    void aTextThatReadsAsSomethingElse(String path, String body, String field) {
        problem(careless(senderToken("acme-mailer")).body(body).post(path).then(), 400, "invalid-request")
                .body("errors.field", hasItem(field));
    }

    /** Writing from right to left, and marks that only say where it goes, are as good as any. */
    @ParameterizedTest
    @ValueSource(
            strings = {"מבצעי אביב", "عروض الربيع", "spring \u200f(ربيع)", "می\u200cخواهم", "Frühling 🌱", "a\u00a0b"})
    void aTextInAnyScriptIsTaken(String campaign) {
        careless(senderToken("acme-mailer"))
                .body("""
                        {"to": "mailto:a@b.example", "channel": "email", "topic": "offers", "message": {"campaign": "%s"}}""".formatted(campaign))
                .post("/v1/decisions")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/decisions",
                "/v1/decisions/batch",
                "/v1/grants",
                "/v1/refusals",
                "/v1/withdrawals",
                "/v1/suppressions",
                "/v1/suppressions/lookup",
                "/v1/replies",
                "/v1/decisions/0197a0c2-7b1e-7c31-9a55-0a4c7c1d2e40/outcome"
            })
    void anotherMediaType(String path) {
        problem(
                careless(senderToken("acme-mailer"))
                        .contentType("text/plain")
                        .body("{}")
                        .post(path)
                        .then(),
                415,
                "unsupported-media-type");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/decisions, 1",
        "/v1/grants, 1",
        "/v1/withdrawals, 1",
        "/v1/persons/lookup, 1",
        "/v1/suppressions, 1",
        "/v1/suppressions/lookup, 1",
        "/v1/replies, 1",
        "/v1/decisions/0197a0c2-7b1e-7c31-9a55-0a4c7c1d2e40/outcome, 1",
        "/v1/decisions, 3",
        "/v1/decisions/batch, 3"
    })
    void aBodyOfMegabytes(String path, int megabytes) {
        var long1 = "x".repeat(megabytes * 1024 * 1024);
        var token = path.contains("persons") ? Api.token("admin") : senderToken("acme-mailer");
        problem(careless(token).body("{\"to\": \"" + long1 + "\"}").post(path).then(), 413, "too-large");
    }

    @Test
    void aPathThatIsNot() {
        problem(careless(senderToken("acme-mailer")).get("/v1/nothing").then(), 404, "not-found");
        problem(
                careless(senderToken("acme-mailer"))
                        .get("/v1/decisions/not-an-id")
                        .then(),
                404,
                "not-found");
        problem(careless(senderToken("acme-mailer")).get("/v1/webhooks/nobodys").then(), 404, "not-found");
        problem(careless(senderToken("acme-mailer")).delete("/v1/grants").then(), 405, "method-not-allowed");
    }

    @Test
    void everyProblemHasAPageThatHelps() {
        for (var code : ProblemCode.values()) {
            given().get("/problems/" + code.text())
                    .then()
                    .statusCode(200)
                    .contentType(containsString("text/html"))
                    .body(containsString(code.title()));
        }
        given().get("/problems/none-of-ours").then().statusCode(404);
    }

    private static ValidatableResponse problem(ValidatableResponse reply, int status, String code) {
        return reply.statusCode(status)
                .contentType("application/problem+json")
                .body("type", is("/problems/" + code), "status", is(status), "title", notNullValue())
                .body(not(containsString("Exception")))
                .body(not(containsString("dev.askfirst")));
    }
}
