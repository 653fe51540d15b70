package dev.askfirst.decision.intake;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.consent.Suppressing;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sender that waited a little asks once more whether its permit still holds. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class CurrentTest {

    @Inject
    TestClock clock;

    @AfterEach
    void now() {
        clock.reset();
    }

    @Test
    void holdsAsLongAsNothingHasComeInBetween() {
        var ana = granted();
        var permit = permit(ana);
        var enquiry = current(permit)
                .body("holds", is(true), "reasons", empty())
                .extract()
                .<String>path("enquiry");
        sender("acme-mailer")
                .get("/v1/decisions/" + enquiry)
                .then()
                .statusCode(200)
                .body("mode", is("check"));
        Acts.withdraw(ana, "offers");
        current(permit).body("holds", is(false), "reasons.code", contains("consent_withdrawn"));
    }

    @Test
    void noLongerThanItWasGiven() {
        var permit = permit(granted());
        clock.advance(Duration.ofMinutes(14));
        current(permit).body("holds", is(true));
        clock.advance(Duration.ofMinutes(1));
        current(permit).body("holds", is(false), "reasons", empty());
    }

    @Test
    void aPermitIsForOneMessage() {
        for (var outcome : List.of("sent", "not_sent")) {
            var permit = permit(granted());
            sender("acme-mailer")
                    .body("{\"outcome\": \"%s\"}".formatted(outcome))
                    .post("/v1/decisions/" + permit + "/outcome");
            current(permit).body("holds", is(false), "reasons", empty());
        }
    }

    @Test
    void ofSomebodyWhoWasErasedNothingHolds() {
        var ana = granted();
        var permit = permit(ana);
        staff(Caller.ADMIN).delete("/v1/persons/" + Persons.idOf(ana));
        current(permit).body("holds", is(false), "reasons.code", contains("consent_unknown"), "enquiry", nullValue());
    }

    @Test
    void aStrangersPermitIsLookedAtTooAndNotMoreIsTold() {
        var nobody = Acts.newcomer();
        var permit = ask("acme-mailer", """
                {"to": "%s", "channel": "email", "topic": "orders"}""".formatted(nobody)).<String>path("id");
        current(permit).body("holds", is(true));
        Suppressing.of("admin", nobody);
        current(permit).body("holds", is(false), "reasons.code", contains("consent_unknown"));
    }

    @Test
    void onlyPermitsAndOnlyOnesOwn() {
        var ana = granted();
        var check = ask("acme-mailer", about(ana, "\"mode\": \"check\"")).<String>path("id");
        var deny = ask("acme-mailer", about(Acts.newcomer())).<String>path("id");
        for (var id : List.of(check, deny)) {
            sender("acme-mailer").get("/v1/decisions/" + id + "/current").then().statusCode(409);
        }
        sender("globex-mailer")
                .get("/v1/decisions/" + permit(ana) + "/current")
                .then()
                .statusCode(404);
    }

    private static ValidatableResponse current(String permit) {
        return sender("acme-mailer")
                .get("/v1/decisions/" + permit + "/current")
                .then()
                .statusCode(200);
    }

    private static String granted() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        return ana;
    }

    private static String permit(String contact) {
        return ask("acme-mailer", about(contact))
                .then()
                .body("outcome", is("permit"))
                .extract()
                .path("id");
    }
}
