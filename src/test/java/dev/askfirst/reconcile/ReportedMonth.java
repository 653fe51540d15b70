package dev.askfirst.reconcile;

import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.check.Checking;
import dev.askfirst.consent.Acts;
import dev.askfirst.decision.Questions;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A report of deliveries for a time of its own, in which each test sends. */
abstract class ReportedMonth {

    static final String ACME = "acme-mailer";
    static final String HEADER = "contact,channel,at,decision\n";

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    Reconciliations reconciliations;

    @Inject
    Checking checking;

    Instant from;

    @BeforeEach
    void fromNowOn() throws Exception {
        from = clock.read();
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    long trend() {
        var trend = staff("compliance")
                .queryParam("sender", "agency")
                .get("/v1/reconciliations")
                .jsonPath();
        return trend.<Integer>getList("trend.counts.sentWithoutAsking").stream()
                .mapToLong(it -> it)
                .sum();
    }

    String consented() {
        var contact = Acts.newcomer();
        Acts.grant(contact, "offers").then().statusCode(201);
        return contact;
    }

    static String permit(String contact) {
        var reply = Api.ask(ACME, Questions.about(contact));
        assertEquals("permit", reply.jsonPath().getString("outcome"));
        return reply.jsonPath().getString("id");
    }

    String row(String contact, int minutes, String decision) {
        return "%s,email,%s,%s\n".formatted(contact, from.plus(Duration.ofMinutes(minutes)), decision);
    }
}
