package dev.askfirst.decision.record;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static org.hamcrest.Matchers.is;

import dev.askfirst.consent.Acts;
import io.restassured.response.Response;
import java.util.List;

/** Messages that were permitted, and reports of what became of them. */
final class ReportedMessages {

    private ReportedMessages() {}

    static String granted() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        return ana;
    }

    static String permit(String contact) {
        Acts.grant(contact, "offers");
        return ask("acme-mailer", about(contact))
                .then()
                .body("outcome", is("permit"))
                .extract()
                .path("id");
    }

    /** A message that needs no consent. */
    static String order(String contact) {
        return order(contact, "id").split(" ")[1];
    }

    static String order(String contact, String member) {
        var reply = ask("acme-mailer", """
                {"to": "%s", "channel": "email", "topic": "orders"}""".formatted(contact))
                .then()
                .statusCode(200)
                .extract();
        Object value = reply.path(member);
        return reply.path("outcome") + " " + (value instanceof List<?> list ? list.getFirst() : value);
    }

    static Response report(String permit, String outcome) {
        return body(permit, "{\"outcome\": \"%s\"}".formatted(outcome));
    }

    static Response body(String permit, String body) {
        return (permit.equals("nonsense") ? careless(senderToken("acme-mailer")) : sender("acme-mailer"))
                .body(body)
                .post("/v1/decisions/" + permit + "/outcome");
    }
}
