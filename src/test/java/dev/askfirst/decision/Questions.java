package dev.askfirst.decision;

import static dev.askfirst.platform.Api.ask;

import io.restassured.response.Response;

/** The usual question of the tests: may acme write about shoes by e-mail? */
public final class Questions {

    private Questions() {}

    public static String about(String contact) {
        return """
                {"to": "%s", "channel": "email", "topic": "offers.shoes"}""".formatted(contact);
    }

    public static String about(String contact, String more) {
        return """
                {"to": "%s", "channel": "email", "topic": "offers.shoes", %s}""".formatted(contact, more);
    }

    /** The answer as one text: outcome and reasons. */
    public static String answer(String contact) {
        return text(ask("acme-mailer", about(contact)));
    }

    public static String text(Response reply) {
        reply.then().statusCode(200);
        var reasons = String.join(" ", reply.jsonPath().<String>getList("reasons.code"));
        return (reply.jsonPath().getString("outcome") + " " + reasons).strip();
    }
}
