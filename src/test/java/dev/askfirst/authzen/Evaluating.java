package dev.askfirst.authzen;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;

/** The usual evaluations of the tests: may acme's mailer write about shoes? */
final class Evaluating {

    static final String ONE = "/access/v1/evaluation";
    static final String MANY = "/access/v1/evaluations";

    private Evaluating() {}

    static String about(String contact) {
        return about(contact, "");
    }

    /** @param more members of the context, each after a comma */
    static String about(String contact, String more) {
        return """
                {"subject": {"type": "sender", "id": "acme-mailer"}, "action": {"name": "email"},
                 "resource": {"type": "contact", "id": "%s"}, "context": {"topic": "offers.shoes"%s}}""".formatted(contact, more);
    }

    static String resource(String contact) {
        return """
                {"resource": {"type": "contact", "id": "%s"}}""".formatted(contact);
    }

    /** Several that differ in the contact alone. */
    static String several(String semantic, List<String> contacts) {
        var items = contacts.stream().map(Evaluating::resource).toList();
        return """
                {"subject": {"type": "sender", "id": "acme-mailer"}, "action": {"name": "email"},
                 "context": {"topic": "offers.shoes"}, "options": {"evaluations_semantic": "%s"},
                 "evaluations": [%s]}""".formatted(semantic, String.join(",", items));
    }

    static ValidatableResponse one(String body) {
        return sender("acme-mailer").body(body).post(ONE).then();
    }

    static ValidatableResponse many(String body) {
        return sender("acme-mailer").body(body).post(MANY).then();
    }

    static ValidatableResponse one(String id, String body) {
        return sender("acme-mailer")
                .header("X-Request-ID", id)
                .body(body)
                .post(ONE)
                .then();
    }

    static ValidatableResponse many(String id, String body) {
        return sender("acme-mailer")
                .header("X-Request-ID", id)
                .body(body)
                .post(MANY)
                .then();
    }

    /** A request that may break the contract; the reply may not. */
    static Response sent(String path, String body) {
        return careless(senderToken("acme-mailer")).body(body).post(path);
    }
}
