package dev.askfirst.decision.record;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.decision.Questions.answer;
import static dev.askfirst.decision.record.ReportedMessages.granted;
import static dev.askfirst.decision.record.ReportedMessages.order;
import static dev.askfirst.decision.record.ReportedMessages.permit;
import static dev.askfirst.decision.record.ReportedMessages.report;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a bounce or a complaint ends, and for whom. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ReportedBounceTest {

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @Inject
    UnknownRecipients unknown;

    @AfterEach
    void now() {
        clock.reset();
    }

    /** One sender's word silences its own controllers; it takes the word of another's to silence all. */
    @Test
    void aBounceEndsMessagesOfTheSendersControllersAndOfAllOnceAnotherReportsItToo() {
        var ana = granted();
        for (var topic : List.of("offers", "events"))
            Acts.grant(ana, topic).then().statusCode(201);
        atGlobex(ana);
        var later = permit(ana);
        var atGlobex = ask("globex-mailer", about(ana)).<String>path("id");
        report(permit(ana), "bounced").then().statusCode(201);
        assertEquals("deny suppressed", answer(ana));
        ask("globex-mailer", about(ana)).then().body("outcome", is("permit"));
        report(later, "bounced").then().statusCode(201);
        ask("globex-mailer", about(ana)).then().body("outcome", is("permit"));
        assertEquals(0, forAll(ana));
        sender("globex-mailer").body("{\"outcome\": \"bounced\"}").post("/v1/decisions/" + atGlobex + "/outcome");
        ask("globex-mailer", about(ana)).then().body("reasons.code", contains("suppressed"));
        assertEquals(1, forAll(ana));
    }

    /** A sender of several controllers is one voice, whichever of them it speaks for. */
    @Test
    void oneSenderIsNoSecondVoiceForAnotherOfItsControllers() {
        var ana = granted();
        atGlobex(ana);
        for (var controller : List.of("acme", "globex")) {
            Acts.grant(ana, "offers");
            var permit = ask("agency", about(ana, "\"controller\": \"%s\"".formatted(controller)));
            if (!permit.<String>path("outcome").equals("permit")) continue;
            sender("agency").body("{\"outcome\": \"bounced\"}").post("/v1/decisions/" + permit.path("id") + "/outcome");
        }
        assertEquals("deny suppressed", answer(ana));
        assertEquals(0, forAll(ana));
    }

    /** What the staff ordered is nobody's report; and what holds for all is not the reporter's to lift. */
    @Test
    void whatHoldsForAllIsLiftedByTheStaff() {
        var ana = granted();
        atGlobex(ana);
        var atGlobex = ask("globex-mailer", about(ana)).<String>path("id");
        report(permit(ana), "bounced").then().statusCode(201);
        sender("globex-mailer").body("{\"outcome\": \"bounced\"}").post("/v1/decisions/" + atGlobex + "/outcome");
        var all = staff(Caller.ADMIN)
                .body("{\"contact\": \"%s\"}".formatted(ana))
                .post("/v1/suppressions/lookup")
                .jsonPath()
                .getString("suppressions.find { it.controller == '*' }.id");
        sender("globex-mailer")
                .queryParam("reason", "typo")
                .delete("/v1/suppressions/" + all)
                .then()
                .statusCode(403);
        staff(Caller.ADMIN)
                .queryParam("reason", "typo")
                .delete("/v1/suppressions/" + all)
                .then()
                .statusCode(200);
    }

    private static void atGlobex(String contact) {
        sender("globex-mailer")
                .body("""
                {"contact": "%s", "controller": "globex", "topic": "offers", "channel": "email",
                 "notice": {"id": "globex-marketing", "version": 1, "language": "en"},
                 "evidence": {"method": "form"}}""".formatted(contact))
                .post("/v1/grants")
                .then()
                .statusCode(201);
    }

    private static int forAll(String contact) {
        return staff(Caller.ADMIN)
                .body("{\"contact\": \"%s\"}".formatted(contact))
                .post("/v1/suppressions/lookup")
                .jsonPath()
                .getList("suppressions.findAll { it.controller == '*' }")
                .size();
    }

    @Test
    void aComplaintEndsThoseOfTheSendersControllersOnly() {
        var ana = granted();
        sender("globex-mailer")
                .body("""
                {"contact": "%s", "controller": "globex", "topic": "offers", "channel": "email",
                 "notice": {"id": "globex-marketing", "version": 1, "language": "en"},
                 "evidence": {"method": "form"}}""".formatted(ana))
                .post("/v1/grants")
                .then()
                .statusCode(201);
        report(permit(ana), "complained").then().statusCode(201);
        assertEquals("deny suppressed", answer(ana));
        ask("globex-mailer", about(ana)).then().body("outcome", is("permit"));
        var permit = ask("agency", about(ana, "\"controller\": \"globex\"")).<String>path("id");
        sender("agency").body("{\"outcome\": \"complained\"}").post("/v1/decisions/" + permit + "/outcome");
        ask("globex-mailer", about(ana)).then().body("reasons.code", contains("suppressed"));
    }

    @Test
    void whatBouncedAtAStrangersIsSuppressedToo() {
        var nobody = Acts.newcomer();
        report(order(nobody), "bounced").then().statusCode(201);
        assertEquals("deny consent_unknown", order(nobody, "reasons.code"), "cut as for any stranger");
        staff(Caller.COMPLIANCE)
                .get("/v1/decisions/" + order(nobody, "id").split(" ")[1])
                .then()
                .body("reasons.code", contains("suppressed"));
        var later = Acts.newcomer();
        var permit = order(later);
        Acts.grant(later, "offers").then().statusCode(201);
        report(permit, "complained").then().statusCode(201);
        assertEquals("deny suppressed", answer(later));
    }

    @Test
    void aStrangersAddressIsForgottenAfterThirtyDays() {
        var permit = order(Acts.newcomer());
        var other = order(Acts.newcomer());
        clock.advance(Duration.ofDays(29));
        unknown.forget();
        assertEquals(1, kept(permit));
        clock.advance(Duration.ofDays(2));
        unknown.forget();
        assertEquals(0, kept(permit));
        report(other, "bounced").then().statusCode(201);
    }

    @Test
    void theSameIsKeptOfPeopleTheControllerNeverHeardOf() {
        var ana = Acts.newcomer();
        sender("globex-mailer").body("{\"contact\": \"%s\"}".formatted(ana)).post("/v1/withdrawals");
        assertEquals(1, kept(order(ana)));
        assertEquals(1, kept(order(Acts.newcomer())));
        assertEquals(0, kept(order(granted())));
    }

    private long kept(String permit) {
        return database.count("select count(*) from unknown_recipient where decision_id = ?", UUID.fromString(permit));
    }
}
