package dev.askfirst.console;

import static dev.askfirst.platform.Api.sender;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.decision.Questions;
import dev.askfirst.outbound.Hooks;
import dev.askfirst.outbound.Receiver;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import dev.askfirst.selfservice.Permits;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How fast a no is, as the console says it: what came in is counted by way in, and what is not on record is said not to be. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class NoesTest {

    @Inject
    Hooks hooks;

    @Inject
    TestClock clock;

    private Staff staff;

    @BeforeEach
    void begin() {
        staff = Staff.signedIn("compliance");
    }

    @AfterEach
    void present() {
        clock.reset();
    }

    @Test
    void aNoIsInForceAtTheNextQuestionAndCountedByItsWayIn() {
        var before = List.of(
                number("On a page of ours"),
                number("One click in a mail program"),
                number("STOP in reply"),
                number("By the API"));
        var ana = consented();
        press(Permits.link(ana, "/u/"), "List-Unsubscribe=One-Click&page=yes");
        assertEquals("deny consent_withdrawn", Questions.answer(ana));
        var bo = consented();
        press(Permits.link(bo, "/u/"), "List-Unsubscribe=One-Click");
        assertEquals("deny consent_withdrawn", Questions.answer(bo));
        var cleo = Acts.newNumber("+336", 8);
        sender("acme-texter")
                .body("{\"from\": \"%s\", \"channel\": \"sms\", \"controller\": \"acme\", \"text\": \"STOP\"}"
                        .formatted(cleo))
                .post("/v1/replies")
                .then()
                .statusCode(200);
        var dan = consented();
        Acts.withdraw(dan, "offers");
        assertEquals("deny consent_withdrawn", Questions.answer(dan));
        assertEquals(
                List.of(before.get(0) + 1, before.get(1) + 1, before.get(2) + 1, before.get(3) + 1),
                List.of(
                        number("On a page of ours"),
                        number("One click in a mail program"),
                        number("STOP in reply"),
                        number("By the API")));
        var page = page();
        assertTrue(page.indexOf("In force at the next question: always.") < page.indexOf("From click to in force"));
        for (var text :
                List.of("said and recorded in the same instant", "When each reader fetched it is not on record"))
            assertTrue(page.contains(text), text);
    }

    @Test
    void whatWasSaidElsewhereTellsHowLongItTook() throws Exception {
        var before = said();
        var ana = Acts.newcomer();
        var said = clock.read().minus(Duration.ofHours(30));
        sender("acme-mailer")
                .body("""
                        {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email", "at": "%s",
                         "evidence": {"method": "call", "source": "our desk"}}""".formatted(ana, said))
                .post("/v1/withdrawals")
                .then()
                .statusCode(201);
        assertEquals(before + 1, said());
        var slowest = row(page(), "said", "By the API").replaceAll("(?s).*<td class=\"n\">([^<]+)</td></tr>$", "$1");
        assertTrue(slowest.matches("30 h|3[1-9] h|[4-9][0-9] h|[0-9]+ d"), slowest);
    }

    /** How many noes that callers of the API handed on with the time at which they were said. */
    private long said() {
        var page = page();
        var section = page.substring(page.indexOf("id=\"said\""), page.indexOf("id=\"told\""));
        var found =
                Pattern.compile("By the API</th><td class=\"n\">([0-9,]+)</td>").matcher(section);
        return found.find() ? Long.parseLong(found.group(1).replace(",", "")) : 0;
    }

    @Test
    void itIsToldHowLongSubscribersWaited() throws Exception {
        hooks.begin();
        try (var receiver = new Receiver()) {
            var hook = hooks.make(() -> sender("acme-mailer"), receiver.url());
            var ana = consented();
            Acts.withdraw(ana, "offers");
            var waits = row(page(), "told", hook.id());
            assertTrue(waits.contains("0</td>") || waits.contains("One waits"), waits);
            hooks.tick();
            hooks.tick();
            var told = row(page(), "told", hook.id());
            assertTrue(told.matches("(?s).*<td class=\"n\">1</td><td class=\"n\">[0-9.]+ (ms|s)</td>.*"), told);
            assertTrue(row(page(), "told", "The feed").matches("(?s).*<td class=\"n\">[1-9][0-9,]*</td>.*"));
        } finally {
            hooks.end();
        }
    }

    @Test
    void sortingKeepsTheWeeks() {
        var page = staff.get("/console/noes?weeks=4&sort=ways.slowest").asString();
        assertTrue(page.contains("/console/noes?weeks=4&amp;sort=-ways.slowest#ways"), page);
        assertTrue(page.contains("aria-sort=\"ascending\""));
    }

    private String page() {
        return staff.get("/console/noes").asString();
    }

    /** The row of this name in the section of this id. */
    private static String row(String page, String section, String name) {
        var rows = Pattern.compile("<tr><th scope=\"row\">[^<]*" + Pattern.quote(name) + ".*?</tr>", Pattern.DOTALL)
                .matcher(page.substring(page.indexOf("id=\"" + section + "\"")));
        assertTrue(rows.find(), name + " in " + page);
        return rows.group();
    }

    private long number(String way) {
        return Long.parseLong(row(page(), "ways", way)
                .replaceAll("(?s)^.*?<td class=\"n\">([0-9,]+)</td>.*", "$1")
                .replace(",", ""));
    }

    private static void press(String link, String body) {
        given().contentType("application/x-www-form-urlencoded")
                .body(body)
                .post(link)
                .then()
                .statusCode(200);
    }

    private static String consented() {
        var contact = Acts.newcomer();
        Acts.grant(contact, "offers").then().statusCode(201);
        return contact;
    }
}
