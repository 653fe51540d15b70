package dev.askfirst.consent.act;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.ImportAnswer;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reply says of consent is what a question is answered next, whatever the act itself said. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class StateAfterTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        # case                               | path        | no                                                  | state     | why                                  | then
        said now                             | withdrawals | 'topic':'offers'                                    | withdrawn |                                      | deny
        a refusal said now                   | refusals    | 'topic':'offers'                                    | refused   |                                      | deny
        to everything, now                   | withdrawals | 'reason':'enough'                                   | withdrawn |                                      | deny
        older than the yes                   | withdrawals | 'topic':'offers','at':'2024-12-31T00:00:00Z'        | given     | a yes that was given later stands    | permit
        a refusal older than the yes         | refusals    | 'topic':'offers','at':'2024-12-31T00:00:00Z'        | given     | a yes that was given later stands    | permit
        to everything, older than the yes    | withdrawals | 'at':'2024-12-31T00:00:00Z'                         | given     | a yes that was given later stands    | permit
        by the channel, older than the yes   | withdrawals | 'channel':'email','at':'2024-12-31T00:00:00Z'       | given     | a yes that was given later stands    | permit
        older, but about a narrower topic    | withdrawals | 'topic':'offers.shoes','at':'2024-12-31T00:00:00Z'  | withdrawn |                                      | deny
        about something else                 | withdrawals | 'topic':'events','at':'2024-12-31T00:00:00Z'        | withdrawn |                                      | permit
        for this contact alone, older        | withdrawals | 'contactOnly':true,'at':'2024-12-31T00:00:00Z'      | given     | a yes that was given later stands    | permit
        """)
    void aNoSaysWhatHolds(String name, String path, String no, String state, String why, String then) {
        var ana = Acts.newcomer();
        given(ana, "2025-03-01T09:00:00Z");
        for (var status : new int[] {201, 200}) {
            var reply = sender("acme-mailer")
                    .body(("{'contact':'%s','controller':'acme',%s}".formatted(ana, no)).replace('\'', '"'))
                    .post("/v1/" + path);
            assertEquals(status, reply.statusCode());
            assertEquals(state, reply.jsonPath().getString("state"));
            assertEquals(why, reply.jsonPath().getString("why"));
        }
        assertEquals(then, ask("acme-mailer", about(ana)).jsonPath().getString("outcome"));
    }

    /** A yes that waits for its confirmation is asked after an objection, and says so: the link still confirms it. */
    @Test
    void aYesThatWaitsIsPendingWhateverWasSaidBefore() {
        var ana = Acts.newcomer();
        Acts.object(ana).then().statusCode(201);
        var asked = staff(Caller.ADMIN)
                .body(grant(ana, Instant.now().toString()).replace("offers", "newsletter"))
                .post("/v1/grants");
        assertEquals("pending", asked.jsonPath().getString("state"));
    }

    /** Somebody brings the history of years: it is on record, and changes nothing. */
    @Test
    void anOldYesSaysThatALaterNoStands() {
        var ana = Acts.newcomer();
        given(ana, "2025-03-01T09:00:00Z");
        Acts.withdraw(ana, "offers").then().statusCode(201);
        var reply = staff(Caller.ADMIN).body(grant(ana, "2024-03-01T09:00:00Z")).post("/v1/grants");
        assertEquals("withdrawn", reply.jsonPath().getString("state"));
        assertEquals("a no that was said later stands", reply.jsonPath().getString("why"));
    }

    @Test
    void aRowWithoutEffectSaysWhy() {
        var ana = Acts.newcomer();
        given(ana, "2025-03-01T09:00:00Z");
        var csv = "contact,controller,at\n" + ana + ",acme,2024-12-31T00:00:00Z\n";
        var line = ImportAnswer.send(sender("acme-mailer"), "text/csv", "kind=withdrawals", csv.getBytes())
                .asString();
        assertTrue(
                line.startsWith("{\"line\":2,\"status\":\"created\",\"why\":\"a yes that was given later stands\"}"),
                line);
    }

    /** Go's zero, the epoch of Unix, Excel's zero and the last day before anybody wrote to lists. */
    @ParameterizedTest
    @ValueSource(
            strings = {"0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1899-12-30T00:00:00Z", "1994-12-31T23:59:59Z"})
    void whatNobodyCanHaveSaidThenIsRefusedInEveryWayIn(String at) {
        var ana = Acts.newcomer();
        given(ana, "2025-03-01T09:00:00Z");
        var detail =
                "`at` is " + at + ", which is no date on which somebody spoke: nothing from before 1995-01-01 is taken";
        assertRefused(detail, ana, "grants", grant(ana, at));
        var no = "{\"contact\": \"%s\", \"at\": \"%s\"}".formatted(ana, at);
        assertRefused(detail, ana, "refusals", no);
        assertRefused(detail, ana, "withdrawals", no);
        assertRefused(detail, ana, "suppressions", no.replace("{", "{\"reason\": \"legal\", "));
        for (var kind : new String[] {"grants", "withdrawals", "suppressions"}) {
            var scope = kind.equals("grants")
                    ? "&topic=offers&channel=email"
                    : kind.equals("suppressions") ? "&reason=legal" : "";
            var row = ImportAnswer.of(
                    staff(Caller.ADMIN),
                    "text/csv",
                    "kind=" + kind + "&controller=acme" + scope,
                    "contact,at\n" + ana + "," + at + "\n");
            assertEquals("2 rejected invalid-request " + detail, row.getFirst());
        }
        assertEquals("permit", ask("acme-mailer", about(ana)).jsonPath().getString("outcome"));
    }

    private static void assertRefused(String detail, String contact, String path, String body) {
        var reply = staff(Caller.ADMIN).body(body).post("/v1/" + path);
        assertEquals(400, reply.statusCode(), path);
        assertEquals(detail, reply.jsonPath().getString("detail"), path);
    }

    private static void given(String contact, String at) {
        sender("acme-mailer").body(grant(contact, at)).post("/v1/grants").then().statusCode(201);
    }

    private static String grant(String contact, String at) {
        return """
                {"contact": "%s", "controller": "acme", "topic": "offers", "channel": "email", "at": "%s",
                 "notice": {"id": "acme-marketing", "version": 1, "language": "en"},
                 "evidence": {"method": "form", "source": "https://acme.example/join"}}""".formatted(contact, at);
    }
}
