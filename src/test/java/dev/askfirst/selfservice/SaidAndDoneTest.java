package dev.askfirst.selfservice;

import static dev.askfirst.platform.Api.anybody;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static dev.askfirst.selfservice.PagePresses.handOver;
import static dev.askfirst.selfservice.PagePresses.press;
import static dev.askfirst.selfservice.PagePresses.pressed;
import static dev.askfirst.selfservice.PagePresses.remove;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.person.FirstTokens;
import dev.askfirst.person.key.Link;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever somebody is told about a yes or a no, on a page or by the API, the next question is answered so: wherever the
 * address has come to stand since the message was sent.
 */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class SaidAndDoneTest {

    /** What became of the address between the message and the press. */
    enum Since {
        NOTHING,
        ERASED,
        ERASED_AND_BACK,
        REMOVED,
        REMOVED_AND_BACK,
        GIVEN_TO_ANOTHER,
        MERGED
    }

    @Inject
    Database database;

    @Inject
    FirstTokens firstTokens;

    static Stream<Arguments> presses() {
        return Stream.of("one-click", "topic", "controller", "everything")
                .flatMap(press -> Stream.of(Since.values()).map(since -> Arguments.of(press, since)));
    }

    @ParameterizedTest(name = "{0} after {1}")
    @MethodSource("presses")
    void aStopByALinkHolds(String press, Since since) {
        var ana = Visiting.somebody();
        var link = Permits.link(ana, press.equals("one-click") ? "/u/" : "/p/");
        pass(ana, since);
        var page = press(link, press)
                .then()
                .statusCode(200)
                .body(containsString("class=\"done\""))
                .extract()
                .asString();
        assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
        var objects = List.of("controller", "everything").contains(press);
        if (objects) assertEquals("deny", Permits.outcome(ana, "events"));
        // What needs no consent goes on, but at an address that is nobody's: there an objection is left as erasure
        // leaves it.
        var nobodys = List.of(Since.ERASED, Since.REMOVED).contains(since);
        assertEquals(objects && nobodys ? "deny" : "permit", Permits.outcome(ana, "orders"));
        assertEquals(objects && nobodys, page.contains("not even what needs no consent"), page);
        // Who signs up again is not turned away for it.
        if (nobodys) Acts.grant(ana, "events").then().statusCode(201);
    }

    @ParameterizedTest(name = "{0} after {1}")
    @MethodSource("presses")
    void aStopOfAnOrderMailHoldsOrIsNotClaimed(String press, Since since) {
        var ana = Visiting.somebody();
        var link = Permits.link(ana, "orders", press.equals("one-click") ? "/u/" : "/p/");
        pass(ana, since);
        press(link, press).then().statusCode(200).body(containsString("class=\"done\""));
        if (List.of("one-click", "topic").contains(press)) assertEquals("deny", Permits.outcome(ana, "orders"));
        assertEquals(List.of("controller", "everything").contains(press) ? "deny" : state(since), events(ana));
    }

    /** Links of earlier days find a contact point or nothing; then the page says so, and what can be done. */
    @ParameterizedTest(name = "{0} after {1}")
    @MethodSource("presses")
    void anEarlierLinkHoldsOrSaysThatNothingWasStopped(String press, Since since) {
        var ana = Visiting.somebody();
        var point = UUID.fromString(
                database.value("select point_id from contact_point where person_id = ?", Persons.idOf(ana))
                        .orElseThrow());
        var purpose = press.equals("one-click") ? Link.Purpose.ONE_CLICK : Link.Purpose.PAGE;
        var token = firstTokens.of(purpose, point, LocalDate.now(ZoneOffset.UTC));
        pass(ana, since);
        var reply = press((press.equals("one-click") ? "/u/" : "/p/") + token, press);
        if (since == Since.NOTHING || since == Since.MERGED) {
            reply.then().statusCode(200).body(containsString("class=\"done\""));
            assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
        } else {
            reply.then().statusCode(404).body(containsString("Nothing was stopped"), containsString("/enter"));
        }
    }

    /** Whoever has the address now has others too: a message that went to somebody else does not speak for those. */
    @Test
    void aLinkSpeaksForTheAddressAloneOnceItIsAnothersAndShowsNothingOfTheirs() {
        var ana = Visiting.somebody();
        var link = Permits.link(ana, "/p/");
        var bob = Acts.newcomer();
        Acts.grant(bob, "offers");
        handOver(ana, Persons.idOf(ana), Persons.idOf(bob));
        Acts.grant(ana, "offers");
        Visiting.press(link, Map.of("open", "yes"))
                .then()
                .statusCode(200)
                .header("Set-Cookie", emptyOrNullString())
                .body(containsString("This link has nothing to show"));
        press(link, "everything").then().statusCode(200);
        assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
        assertEquals("permit", Permits.outcome(bob, "offers.shoes"));
        Visiting.byLink(ana, "orders").get("/me").then().statusCode(200);
    }

    @Test
    void aPageThatWasNotPressedClaimsNothing() {
        var visit = Visiting.byLink(Visiting.somebody());
        for (var note : List.of("doneStop", "doneNo&at=acme", "doneYes&at=acme", "doneServices", "donePause")) {
            visit.get("/me?done=" + note).then().statusCode(200).body(not(containsString("class=\"done\"")));
        }
        visit.get("/me/times?done=saved").then().body(not(containsString("class=\"done\"")));
    }

    @ParameterizedTest
    @CsvSource({"yes,permit", "no,deny"})
    void anAnswerToADoubleOptInHolds(String answer, String outcome) {
        var ana = Acts.newcomer();
        var link = "/c/" + Acts.asked(ana);
        pressed(link, "answer=" + answer).then().statusCode(200);
        assertEquals(outcome, Permits.outcome(ana, "newsletter"));
        // Pressed twice, or opened once more: still the answer that stands.
        pressed(link, "answer=" + answer).then().statusCode(200);
        var page = anybody().get(link).then().statusCode(200).body(not(containsString("Nothing is sent unless")));
        if (answer.equals("yes")) page.body(containsString("confirmed"));
        assertEquals(outcome, Permits.outcome(ana, "newsletter"));
        pressed(link, "answer=no").then().statusCode(200);
        assertEquals("deny", Permits.outcome(ana, "newsletter"));
        pressed(link, "answer=yes").then().statusCode(409).contentType(containsString("text/html"));
        assertEquals("deny", Permits.outcome(ana, "newsletter"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Since.class,
            names = {"ERASED", "ERASED_AND_BACK"})
    void anAnswerAfterAnErasureIsAPageThatClaimsNothing(Since since) {
        for (var answer : List.of("yes", "no")) {
            var ana = Acts.newcomer();
            var link = "/c/" + Acts.asked(ana);
            pass(ana, since);
            pressed(link, "answer=" + answer)
                    .then()
                    .statusCode(409)
                    .contentType(containsString("text/html"))
                    .body(containsString("Nothing has changed"), containsString("/enter"));
            anybody().get(link).then().statusCode(200).body(containsString("no longer be confirmed"));
            assertEquals("deny", Permits.outcome(ana, "newsletter"));
        }
    }

    /** What an act replies, and what a question about it says right after. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            grants       | "topic": "offers", "channel": "email"                                        | given     | permit
            grants       | "topic": "offers", "channel": "email", "at": "2026-01-05T10:00:00Z"          | given     | permit
            grants       | "topic": "newsletter", "channel": "email"                                    | pending   | deny
            withdrawals  | "topic": "offers"                                                            | withdrawn | deny
            withdrawals  | "topic": "offers", "channel": "email", "contactOnly": true                   | withdrawn | deny
            withdrawals  | "topic": "offers.shoes"                                                      | withdrawn | deny
            withdrawals  |                                                                              | withdrawn | deny
            refusals     | "topic": "offers"                                                            | refused   | deny
            refusals     | "topic": "orders"                                                            | refused   | deny
            suppressions | "reason": "complaint"                                                        |           | deny
            suppressions | "reason": "bounce"                                                           |           | deny
            """)
    void aReplyOfTheApiHolds(String act, String members, String state, String outcome) {
        for (var since : List.of(Since.NOTHING, Since.ERASED, Since.REMOVED)) {
            var ana = act.equals("grants") ? Acts.newcomer() : Visiting.somebody();
            if (!act.equals("grants")) pass(ana, since);
            var reply = act(act, ana, members);
            reply.then().statusCode(201);
            if (state != null) assertEquals(state, reply.path("state"));
            var topic = members != null && members.contains("orders")
                    ? "orders"
                    : members != null && members.contains("newsletter") ? "newsletter" : "offers.shoes";
            assertEquals(outcome, Permits.outcome(ana, topic), () -> since + " " + reply.asString());
            // Said again it holds as much.
            act(act, ana, members);
            assertEquals(outcome, Permits.outcome(ana, topic));
        }
    }

    @Test
    void aStopWordHolds() {
        var ana = Visiting.somebody();
        var reply = sender("acme-mailer").body("""
                {"from": "%s", "channel": "email", "text": "STOP", "controller": "acme"}""".formatted(ana));
        assertEquals("stop", reply.post("/v1/replies").path("understood"));
        assertEquals("deny", Permits.outcome(ana, "offers.shoes"));
    }

    @Test
    void aPauseAndItsEndHold() {
        var ana = Visiting.somebody();
        var path = "/v1/persons/" + Persons.idOf(ana) + "/pause";
        var until = Instant.now().plus(7, ChronoUnit.DAYS);
        var version = staff("admin").get("/v1/persons/" + Persons.idOf(ana)).header("ETag");
        staff("admin")
                .header("If-Match", version)
                .body("{\"until\": \"%s\"}".formatted(until))
                .post(path)
                .then()
                .statusCode(201);
        assertEquals("defer", Permits.outcome(ana, "offers.shoes"));
    }

    private static Response act(String act, String contact, String members) {
        var more = members == null ? "" : ", " + members;
        var evidence = act.equals("suppressions")
                ? ""
                : ", \"evidence\": {\"method\": \"form\", \"source\": \"https://acme.example\"}";
        var notice = act.equals("grants")
                ? ", \"notice\": {\"id\": \"acme-marketing\", \"version\": 1, \"language\": \"en\"}"
                : "";
        return sender("acme-mailer")
                .body("{\"contact\": \"%s\", \"controller\": \"acme\"%s%s%s}"
                        .formatted(contact, more, evidence, notice))
                .post("/v1/" + act);
    }

    private void pass(String contact, Since since) {
        if (since == Since.NOTHING) return;
        var person = Persons.idOf(contact);
        switch (since) {
            case NOTHING -> {}
            case ERASED, ERASED_AND_BACK ->
                staff("admin").delete("/v1/persons/" + person).then().statusCode(200);
            case REMOVED, REMOVED_AND_BACK -> remove(contact, person);
            case GIVEN_TO_ANOTHER -> {
                var bob = Acts.newcomer();
                Acts.grant(bob, "offers");
                handOver(contact, person, Persons.idOf(bob));
            }
            case MERGED -> {
                var other = Acts.newcomer();
                Acts.grant(other, "offers");
                Persons.merge(Persons.idOf(other), person, database).then().statusCode(200);
            }
        }
        if (List.of(Since.ERASED_AND_BACK, Since.REMOVED_AND_BACK, Since.GIVEN_TO_ANOTHER)
                .contains(since)) {
            Acts.grant(contact, "offers");
            Acts.grant(contact, "events");
        }
    }

    /** Of what the link was not about: nothing changes by it. */
    private static String state(Since since) {
        return since == Since.ERASED || since == Since.REMOVED ? "deny" : "permit";
    }

    private static String events(String contact) {
        return Permits.outcome(contact, "events");
    }
}
