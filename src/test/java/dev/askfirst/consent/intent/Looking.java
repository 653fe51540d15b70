package dev.askfirst.consent.intent;

import static dev.askfirst.platform.Api.person;
import static dev.askfirst.platform.Api.sender;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** People of the tests who look for something, and senders who ask about them. */
final class Looking {

    static final String UNTIL = Instant.now()
            .plus(Duration.ofDays(30))
            .truncatedTo(ChronoUnit.SECONDS)
            .toString();

    private Looking() {}

    /** Somebody who is known, and said nothing about shoes. */
    static String somebody() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "events").then().statusCode(201);
        return ana;
    }

    static Response say(String contact, String topic, int max, String more) {
        var id = Persons.idOf(contact);
        return person(id).body(body(topic, max, more)).post("/v1/persons/" + id + "/intents");
    }

    static String body(String topic, int max, String more) {
        return "{\"topic\": \"%s\", \"until\": \"%s\", \"max\": %d%s}".formatted(topic, UNTIL, max, more);
    }

    static Response own(String contact) {
        var id = Persons.idOf(contact);
        return person(id).get("/v1/persons/" + id + "/intents");
    }

    static Response open(String sender) {
        return open(sender, "?limit=1000");
    }

    static Response open(String sender, String query) {
        return sender(sender).get("/v1/intents" + query);
    }

    static List<Object> idsOf(Response open, String contact) {
        var own = own(contact).jsonPath().<String>getList("intents.id");
        return open.jsonPath().getList("intents.findAll { it.id in ['%s'] }.id".formatted(String.join("', '", own)));
    }

    static Response ask(String sender, String contact, String topic) {
        return sender(sender).body(question(contact, topic)).post("/v1/decisions");
    }

    static String question(String contact, String topic) {
        return "{\"to\": \"%s\", \"channel\": \"email\", \"topic\": \"%s\"}".formatted(contact, topic);
    }

    static String outcome(Response reply) {
        return reply.path("outcome");
    }
}
