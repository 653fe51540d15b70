package dev.askfirst.consent.imports;

import static dev.askfirst.platform.Api.ask;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.askfirst.consent.ImportAnswer;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestService;
import dev.askfirst.platform.security.Caller;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an import may do, on whose word, and what it says about where its rows come from. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ImportRulesTest {

    private static final String NDJSON = "application/x-ndjson";

    @Inject
    Database database;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        # case                              | sender       | kind         | row                                                                              | result
        its own controller                  | acme-mailer  | grants       | 'controller':'acme','topic':'offers','channel':'email'                           | created
        another's controller                | acme-mailer  | grants       | 'controller':'globex','topic':'offers','channel':'email'                         | rejected forbidden `globex` is not a controller of this sender
        a controller there is not           | acme-mailer  | grants       | 'controller':'initech','topic':'offers','channel':'email'                        | rejected forbidden `initech` is not a controller of this sender
        a channel that is not its own       | acme-mailer  | grants       | 'controller':'acme','topic':'offers','channel':'sms'                             | rejected forbidden `sms` is not a channel of this sender
        a no by a channel not its own       | acme-mailer  | withdrawals  | 'controller':'acme','topic':'offers','channel':'sms'                             | created
        a no to another's controller        | acme-mailer  | withdrawals  | 'controller':'globex'                                                            | rejected forbidden `globex` is not a controller of this sender
        a no to all its controllers         | agency       | withdrawals  | 'topic':'events'                                                                 | created
        a suppression for its own           | acme-mailer  | suppressions | 'reason':'bounce'                                                                | created
        a suppression for another           | acme-mailer  | suppressions | 'reason':'bounce','controller':'globex'                                          | rejected forbidden `globex` is not a controller of this sender
        """)
    void aSenderImportsForItsOwnControllersOnly(String name, String sender, String kind, String row, String result) {
        var line = "{'contact':'mailto:%s@rules.example','at':'2024-01-01T00:00:00Z',%s}"
                .formatted(name.replaceAll("[^a-z]", ""), row);
        assertEquals("1 " + result, one(sender, kind, line));
    }

    @Test
    void whatASenderLeavesOutMeansItsOwnControllers() {
        one("agency", "withdrawals", "{'contact':'mailto:all@rules.example','at':'2024-01-01T00:00:00Z'}");
        one(
                "agency",
                "suppressions",
                "{'contact':'mailto:all@rules.example','at':'2024-01-01T00:00:00Z','reason':'legal'}");
        assertEquals(
                List.of(List.of("acme"), List.of("globex")),
                database.rows(
                        "select body ->> 'controller' from consent_event where person_id = ? order by 1",
                        person("mailto:all@rules.example")));
        for (var controller : List.of("acme", "globex")) {
            ask("agency", """
                    {"to": "mailto:all@rules.example", "channel": "email", "topic": "offers", "controller": "%s"}""".formatted(controller))
                    .then()
                    .body("reasons.code", contains("suppressed", "objected", "consent_withdrawn"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        # case                           | who         | row                                                                          | result  | then
        a sender's old grant             | acme-mailer | 'at':'2024-01-01T00:00:00Z'                                                  | refused | consent_withdrawn
        a sender's later grant           | acme-mailer | 'at':'2024-07-01T00:00:00Z'                                                  | refused | consent_withdrawn
        later, with a form               | acme-mailer | 'at':'2024-07-01T00:00:00Z','evidence':{'method':'form'}                     | refused | consent_withdrawn
        later, with a form and its place | acme-mailer | 'at':'2024-07-01T00:00:00Z','evidence':{'method':'form','source':'fair'}     | created |
        earlier, with all of it          | acme-mailer | 'at':'2024-05-01T00:00:00Z','evidence':{'method':'form','source':'fair'}     | refused | consent_withdrawn
        at the very instant of the no    | acme-mailer | 'at':'2024-06-01T00:00:00Z','evidence':{'method':'form','source':'fair'}     | refused | consent_withdrawn
        later, from another import       | acme-mailer | 'at':'2024-07-01T00:00:00Z','evidence':{'method':'import','source':'export'} | refused | consent_withdrawn
        an admin's old grant             | admin       | 'at':'2024-01-01T00:00:00Z'                                                  | created | consent_withdrawn
        an admin's later grant           | admin       | 'at':'2024-07-01T00:00:00Z'                                                  | refused | consent_withdrawn
        an admin's, confirmed later      | admin       | 'at':'2024-05-01T00:00:00Z','confirmedAt':'2024-07-01T00:00:00Z'             | refused | consent_withdrawn
        an admin's, said to be by api    | admin       | 'at':'2024-07-01T00:00:00Z','evidence':{'method':'api','source':'crm'}       | refused | consent_withdrawn
        an admin's form without a place  | admin       | 'at':'2024-07-01T00:00:00Z','evidence':{'method':'form'}                     | refused | consent_withdrawn
        an admin's paper with its place  | admin       | 'at':'2024-07-01T00:00:00Z','evidence':{'method':'paper','source':'fair'}    | created |
        an admin's call with its place   | admin       | 'at':'2024-07-01T00:00:00Z','evidence':{'method':'call','source':'hotline'}  | created |
        """)
    void aStandingNoIsNotOverwrittenByHabit(String name, String who, String row, String result, String then) {
        var contact = "mailto:%s@standing.example".formatted(name.replaceAll("[^a-z]", ""));
        var scope = "'contact':'%s','controller':'acme','topic':'offers','channel':'email',".formatted(contact);
        assertEquals("1 created", one("acme-mailer", "withdrawals", "{" + scope + "'at':'2024-06-01T00:00:00Z'}"));
        var refused = "1 rejected standing-no the person said no on 2024-06-01T00:00:00Z";
        var answer = one(who, "grants", "{" + scope + row + "}");
        assertEquals(result.equals("created") ? "1 created" : refused, answer);
        var question = "{'to':'%s','channel':'email','topic':'offers'}".formatted(contact);
        ask("acme-mailer", question.replace('\'', '"'))
                .then()
                .body("reasons.code", is(then == null ? List.of() : List.of(then)));
    }

    /** The same file again, by an admin, after people have said no in every way there is. */
    @Test
    void aFileNeverLiftsANoHoweverItWasSaid() {
        var file = "contact,at,confirmedAt\n"
                + "mailto:%s@revive.example,2025-07-01T00:00:00Z,2025-07-01T00:00:00Z\n"
                        .repeat(3)
                        .formatted("one", "every", "everything");
        var query = "kind=grants&controller=acme&topic=newsletter&channel=email";
        ImportAnswer.of(staff(Caller.ADMIN), "text/csv", query, file.replace("2025", "2024"));
        one("acme-mailer", "withdrawals", no("one", ",'topic':'newsletter'"));
        one("acme-mailer", "withdrawals", no("every", ""));
        one(Caller.ADMIN, "withdrawals", no("everything", "").replace("'controller':'acme',", ""));
        assertEquals(
                List.of("2 rejected standing-no", "3 rejected standing-no", "4 rejected standing-no"),
                ImportAnswer.of(staff(Caller.ADMIN), "text/csv", query, file).stream()
                        .limit(3)
                        .map(line -> line.replaceFirst(" the person said no.*", ""))
                        .toList());
        for (var name : List.of("one", "every", "everything")) {
            var question = "{'to':'mailto:%s@revive.example','channel':'email','topic':'newsletter'}".formatted(name);
            ask("acme-mailer", json(question)).then().body("outcome", is("deny"));
        }
    }

    private static String no(String name, String more) {
        return "{'contact':'mailto:%s@revive.example','controller':'acme','at':'2024-08-01T00:00:00Z'%s}"
                .formatted(name, more);
    }

    /** When somebody said no to others is theirs alone. */
    @Test
    void whoWasNeverSpokenToIsNotToldWhenTheNoWasSaid() {
        var no = "{'contact':'mailto:shy@revive.example','at':'2024-08-01T00:00:00Z'}";
        assertEquals("1 created", one(Caller.ADMIN, "withdrawals", no));
        var grant =
                "{'contact':'mailto:shy@revive.example','controller':'acme','topic':'offers','channel':'email','at':'2025-01-01T00:00:00Z'}";
        assertEquals("1 rejected standing-no the person said no", one("acme-mailer", "grants", grant));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        # case                       | date of the row                  | date of the file     | made
        only the row's               | 'at':'2024-01-01T00:00:00Z'      |                      | 2024-01-01T00:00:00Z
        only the file's              |                                  | 2024-02-01T00:00:00Z | 2024-02-01T00:00:00Z
        the row's own goes first     | 'at':'2024-01-01T00:00:00Z'      | 2024-02-01T00:00:00Z | 2024-01-01T00:00:00Z
        with an offset, to the micro | 'at':'2024-01-01T02:00:00.1234567+02:00' |              | 2024-01-01T00:00:00.123456Z
        confirmed is when it counts  | 'confirmedAt':'2024-03-01T00:00:00Z' | 2024-02-01T00:00:00Z | 2024-03-01T00:00:00Z
        """)
    void aRowWithoutADateHasThatOfTheFile(String name, String ofRow, String ofFile, String made) {
        var contact = "mailto:%s@dates.example".formatted(name.replaceAll("[^a-z]", ""));
        var row = "{'contact':'%s','controller':'acme','topic':'newsletter','channel':'email'%s}"
                .formatted(contact, ofRow == null ? "" : "," + ofRow);
        var query = "kind=grants" + (ofFile == null ? "" : "&at=" + ofFile);
        assertEquals(
                "1 created",
                ImportAnswer.of(staff(Caller.ADMIN), NDJSON, query, json(row)).getFirst());
        assertEquals(made, database.value("""
                        select to_json(made at time zone 'UTC') #>> '{}' || 'Z' from consent_event where person_id = ?""", person(contact)).orElseThrow());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        # format  | query                                       | row                                             | evidence
        acts      | source=crm-2024.csv                         | contact,at^mailto:acts@from.example,2024-01-15T10:30:45Z | import {"source": "crm-2024.csv"}
        acts      | source=crm-2024.csv                         | contact,at,evidence.source^mailto:own@from.example,2024-01-15T10:30:45Z,fair | import {"source": "fair"}
        listmonk  | source=listmonk.csv                         | email,status,created_at^listmonk@from.example,enabled,2024-01-15 10:30:45.5 +0000 UTC | import {"note": "created_at 2024-01-15T10:30:45.500Z", "source": "listmonk.csv"}
        listmonk  | at=2024-02-01T00:00:00Z                     | email,status,created_at^undated@from.example,enabled, | import {"note": "said of the whole file 2024-02-01T00:00:00Z", "source": "listmonk export"}
        mailchimp | at=2024-02-01T00:00:00Z                     | Email Address,OPTIN_TIME,CONFIRM_TIME^optin@from.example,2024-01-15 10:30:45,2024-01-15 10:31:00 | import {"note": "OPTIN_TIME 2024-01-15T10:30:45Z", "source": "mailchimp export"}
        mailchimp | at=2024-02-01T00:00:00Z                     | Email Address,OPTIN_TIME,CONFIRM_TIME^confirm@from.example,,2024-01-15 10:31:00 | import {"note": "CONFIRM_TIME 2024-01-15T10:31:00Z", "source": "mailchimp export"}
        """)
    void theEvidenceSaysImportedFromWhereAndByWhatDate(String format, String query, String file, String evidence) {
        var all = "kind=grants&controller=acme&topic=offers&channel=email&format=" + format + "&" + query;
        var csv = file.replace('^', '\n');
        assertEquals(
                "2 created",
                ImportAnswer.of(staff(Caller.ADMIN), "text/csv", all, csv).getFirst());
        var email = csv.replaceAll("(?s).*?([a-z]+@from.example).*", "mailto:$1");
        assertEquals(List.of(List.of(evidence)), database.rows("""
                        select body ->> 'method' || ' ' || texts from consent_event join evidence on event = id
                        where person_id = ?""", person(email)));
    }

    @Test
    void everyRowOfALongFileIsAnsweredInItsOrder() {
        var file = new StringBuilder("contact,at\r\n");
        IntStream.range(0, 2500)
                .forEach(i -> file.append(
                        "mailto:%d@long.example,%s\r\n".formatted(i % 2400, i % 7 == 0 ? "" : "2024-01-01T00:00:00Z")));
        var query = "kind=grants&controller=acme&topic=offers&channel=email";
        var answer = ImportAnswer.of(staff(Caller.ADMIN), "text/csv", query, "\uFEFF" + file);
        assertEquals(2501, answer.size());
        var results = IntStream.range(0, 2500)
                .mapToObj(i -> answer.get(i).split(" invalid")[0].split(" "))
                .toList();
        for (var i = 0; i < 2500; i++) {
            assertEquals(String.valueOf(i + 2), results.get(i)[0]);
            assertEquals(i % 7 == 0, results.get(i)[1].equals("rejected"));
        }
        for (var i = 0; i < 2400; i++) {
            var ofOneAddress = Stream.of(i, i + 2400)
                    .filter(row -> row < 2500 && row % 7 > 0)
                    .map(row -> results.get(row)[1])
                    .sorted()
                    .toList();
            assertEquals(List.of("created", "unchanged").subList(0, ofOneAddress.size()), ofOneAddress);
        }
    }

    /** Pieces of a file are written at the same time: the second row of an address may overtake the first. */
    @ParameterizedTest
    @ValueSource(strings = {"grants", "withdrawals", "suppressions"})
    void anAddressThatStandsTwiceInAFileCountsOnce(String kind) {
        var file = new StringBuilder("contact\n");
        IntStream.range(0, 6000)
                .forEach(i -> file.append("mailto:%s%d@twice.example\n".formatted(kind, (i / 2000) * 1000 + i % 1000)));
        var query = "kind=" + kind + "&controller=acme&at=2024-01-01T00:00:00Z"
                + (kind.equals("suppressions") ? "&reason=legal" : "&topic=offers&channel=email");
        assertEquals(
                "{\"created\":3000,\"rejected\":0,\"rows\":6000,\"unchanged\":3000}",
                ImportAnswer.of(staff(Caller.ADMIN), "text/csv", query, file.toString())
                        .getLast());
    }

    private static String one(String who, String kind, String row) {
        var caller = who.equals(Caller.ADMIN) ? staff(who) : sender(who);
        return ImportAnswer.of(caller, NDJSON, "kind=" + kind, json(row)).getFirst();
    }

    private static String json(String row) {
        return row.replace('\'', '"');
    }

    private static UUID person(String contact) {
        return UUID.fromString(staff(Caller.ADMIN)
                .body("{\"contact\": \"%s\"}".formatted(contact))
                .post("/v1/persons/lookup")
                .then()
                .statusCode(200)
                .extract()
                .path("person"));
    }
}
