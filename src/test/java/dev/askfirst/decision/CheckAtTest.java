package dev.askfirst.decision;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.senderToken;
import static dev.askfirst.platform.Api.staff;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.consent.Suppressing;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A check may ask what would be answered at another instant, given everything that is on record now. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class CheckAtTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Test
    void theClockOfExpiryIsTheInstantAskedAbout() {
        var ana = Acts.newcomer();
        sender("acme-mailer")
                .body("""
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email", "expiresAt": "%s",
                 "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                 "evidence": {"method": "form"}}""".formatted(ana, in(30)))
                .post("/v1/grants")
                .then()
                .statusCode(201);
        assertEquals("permit", at(ana, in(29)));
        assertEquals("deny consent_expired", at(ana, in(31)));
    }

    @Test
    void theClockOfPausesIsTheInstantAskedAbout() {
        var ana = granted();
        staff(Caller.ADMIN)
                .body("{\"until\": \"%s\"}".formatted(in(10)))
                .post("/v1/persons/" + Persons.idOf(ana) + "/pause")
                .then()
                .statusCode(201);
        assertEquals("defer paused", at(ana, in(9)));
        assertEquals("permit", at(ana, in(10)));
    }

    @Test
    void theClockOfWindowsIsTheInstantAskedAbout() {
        var ana = granted();
        var preferences = "/v1/persons/" + Persons.idOf(ana) + "/preferences";
        staff(Caller.ADMIN)
                .header("If-Match", staff(Caller.ADMIN).get(preferences).header("ETag"))
                .body("""
                        {"timeZone": "Europe/Paris", "windows": [{"from": "09:00", "to": "18:00"}]}""")
                .put(preferences)
                .then()
                .statusCode(200);
        var day = in(60).truncatedTo(ChronoUnit.DAYS);
        assertEquals("permit", at(ana, day.plus(Duration.ofHours(12))));
        assertEquals("defer outside_window", at(ana, day.plus(Duration.ofHours(2))));
    }

    @Test
    void actsAreNotFilteredByIt() {
        var ana = granted();
        Acts.withdraw(ana, "offers");
        assertEquals("deny consent_withdrawn", at(ana, in(-100)), "what was said since counts");
    }

    @Test
    void aYearEitherWayAndNoFurther() {
        var ana = granted();
        for (var days : List.of(365, -365)) at(ana, in(days));
        for (var days : List.of(367, -367)) {
            careless(senderToken("acme-mailer"))
                    .body(question(ana, in(days)))
                    .post("/v1/decisions")
                    .then()
                    .statusCode(400)
                    .body("errors.field", contains("at"));
        }
        sender("acme-mailer")
                .body(question(ana, in(5)))
                .post("/v1/decisions")
                .then()
                .body("decidedAt", containsString(Instant.now().toString().substring(0, 10)));
    }

    @Test
    void decisionsAreCountedBySenderOutcomeAndReason() {
        var before = List.of(counted("askfirst_decisions_total"), counted("askfirst_decision_reasons_total"));
        ask("agency", about(Acts.newcomer(), "\"controller\": \"globex\""))
                .then()
                .body("outcome", is("deny"));
        var after = List.of(counted("askfirst_decisions_total"), counted("askfirst_decision_reasons_total"));
        for (var i = 0; i < 2; i++) assertEquals(before.get(i) + 1, after.get(i));
        assertTrue(after.getFirst() > 0);
    }

    /** Metrics are read by people who may not see what a person said: they count what the sender was told. */
    @Test
    void aReplyThatWasCutIsCountedAsItWasGiven() {
        var ana = Acts.newcomer();
        Suppressing.of(Caller.ADMIN, ana);
        var before = counted("askfirst_decision_reasons_total");
        var suppressed = suppressed();
        ask("agency", about(ana, "\"controller\": \"globex\""))
                .then()
                .body("reasons.code", is(List.of("consent_unknown")));
        assertEquals(before + 1, counted("askfirst_decision_reasons_total"));
        assertEquals(suppressed, suppressed());
    }

    private static List<String> suppressed() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(it -> it.contains("sender=\"agency\"") && it.contains("reason=\"suppressed\""))
                .toList();
    }

    private static double counted(String name) {
        var line = Pattern.compile(
                        "^" + name
                                + "\\{(?=[^}]*outcome=\"deny\")(?=[^}]*sender=\"agency\")(?![^}]*reason=\"(?!consent_unknown))[^}]*} (\\S+)$",
                        Pattern.MULTILINE)
                .matcher(given().get("/q/metrics").asString());
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }

    private static String at(String contact, Instant at) {
        return Questions.text(ask("acme-mailer", question(contact, at)));
    }

    private static String question(String contact, Instant at) {
        return about(contact, "\"mode\": \"check\", \"at\": \"%s\"".formatted(at));
    }

    private static Instant in(int days) {
        return NOW.plus(Duration.ofDays(days));
    }

    private static String granted() {
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers").then().statusCode(201);
        return ana;
    }
}
