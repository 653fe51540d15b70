package dev.askfirst.decision;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import io.restassured.response.Response;

/** STOPs by text, and questions that confirm them. */
abstract class StopsOverHttp {

    static final String STOPPED = "deny consent_withdrawn quiet_hours";
    static final String SPENT = "deny consent_withdrawn nothing_to_confirm quiet_hours";

    /** What a question says that confirms one. */
    static final String CONFIRMS = ", \"message\": {\"confirms\": \"stop\"}";

    /** In New York, who said yes to offers by text. */
    static String somebody() {
        var ana = Acts.newNumber("+164673", 5);
        grant(ana);
        return ana;
    }

    static void grant(String contact) {
        sender("acme-texter")
                .body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "sms",
                 "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                 "evidence": {"method": "form"}}""".formatted(contact))
                .post("/v1/grants")
                .then()
                .statusCode(201);
    }

    static Response stop(String from) {
        return reply(from, "STOP");
    }

    static Response reply(String from, String text) {
        return sender("acme-texter")
                .body("{\"from\": \"%s\", \"channel\": \"sms\", \"controller\": \"acme\", \"text\": \"%s\"}"
                        .formatted(from, text))
                .post("/v1/replies");
    }

    static Response confirm(String to) {
        return question(to, CONFIRMS);
    }

    static Response question(String to, String more) {
        return ask("acme-texter", about(to, "sms", "offers", more));
    }

    static Response keyed(String to, String key) {
        return sender("acme-texter")
                .header("Idempotency-Key", key)
                .body(about(to, "sms", "offers", CONFIRMS))
                .post("/v1/decisions");
    }

    static String about(String to, String channel, String topic, String more) {
        return "{\"to\": \"%s\", \"channel\": \"%s\", \"topic\": \"%s\"%s}".formatted(to, channel, topic, more);
    }

    static void report(String permit, String outcome) {
        sender("acme-texter")
                .body("{\"outcome\": \"%s\"}".formatted(outcome))
                .post("/v1/decisions/" + permit + "/outcome")
                .then()
                .statusCode(201);
    }

    static String text(Response answer) {
        assertEquals(200, answer.statusCode(), answer::asString);
        var codes = answer.jsonPath().<String>getList("reasons.code").stream()
                .distinct()
                .toList();
        return (answer.path("outcome") + " " + String.join(" ", codes)).strip();
    }

    static void capped(String contact, String cap) {
        staff("admin")
                .header("If-Match", "*")
                .body("{\"caps\": [%s]}".formatted(cap))
                .put("/v1/persons/" + Persons.idOf(contact) + "/preferences")
                .then()
                .statusCode(200);
    }
}
