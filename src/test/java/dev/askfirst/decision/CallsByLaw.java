package dev.askfirst.decision;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;

import dev.askfirst.consent.Acts;
import io.restassured.response.Response;
import java.util.UUID;

/** Telephone calls to people in places that have a law, and what is looked up of them. */
final class CallsByLaw {

    private CallsByLaw() {}

    /** Somebody who said yes to calls, at a number of their own. */
    static final class Caller {
        final String contact;
        final UUID person;

        Caller(String prefix) {
            contact = Acts.newNumber(prefix, 8);
            var grant = sender("acme-dialler").body("""
                    {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "voice",
                     "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                     "at": "2026-01-10T09:00:00Z", "evidence": {"method": "form"}}""".formatted(contact)).post("/v1/grants");
            person = UUID.fromString(lookup(contact, grant));
        }

        Response check(String at) {
            return ask("acme-dialler", question(contact, at));
        }
    }

    static String question(String contact, String at) {
        return """
                {"to":"%s","channel":"voice","topic":"offers","mode":"check","at":"%s"}""".formatted(contact, at);
    }

    static String lookup(String contact, Response grant) {
        grant.then().statusCode(201);
        return staff("admin")
                .body("{\"contact\":\"" + contact + "\"}")
                .post("/v1/persons/lookup")
                .jsonPath()
                .getString("person");
    }

    static void preferences(UUID person, String body) {
        staff("admin")
                .header("If-Match", "*")
                .body(body)
                .put("/v1/persons/" + person + "/preferences")
                .then()
                .statusCode(200);
    }

    static void put(String id, String row, int status) {
        staff("admin").body(row).put("/v1/catalog/laws/" + id).then().statusCode(status);
    }

    static UUID id(Response reply) {
        reply.then().statusCode(200);
        return UUID.fromString(reply.jsonPath().getString("id"));
    }
}
