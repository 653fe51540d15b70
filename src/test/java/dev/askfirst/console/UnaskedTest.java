package dev.askfirst.console;

import static dev.askfirst.decision.Questions.about;
import static dev.askfirst.platform.Api.ask;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.consent.Persons;
import dev.askfirst.platform.Await;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who sent without asking: a report goes in by a form, and comes out in numbers, weeks and rows; nonsense leaves nothing. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class UnaskedTest {

    private static final String HEADER = "contact,channel,at,decision\n";
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String ALL = """
            select (select count(*) from reconciliation) + (select count(*) from reconciliation_job)
                + (select count(*) from reconciliation_input) + (select count(*) from reconciliation_row)
                + (select count(*) from reconciliation_week)""";

    @Inject
    Database database;

    @Inject
    TestClock clock;

    private Staff staff;
    private Instant from;

    @BeforeEach
    void begin() throws Exception {
        staff = Staff.signedIn("compliance");
        from = clock.read();
    }

    @AfterEach
    void present() {
        clock.reset();
    }

    @Test
    void whatWasSentWithoutAskingIsToldDownToItsRows() throws Exception {
        var ana = consented();
        String permit = ask("acme-mailer", about(ana)).path("id");
        var bo = consented();
        var cleo = Acts.newcomer();
        ask("acme-mailer", about(cleo));
        clock.advance(Duration.ofMinutes(40));
        var before = number("acme-mailer");

        var report = handedIn(
                "acme-mailer", HEADER + row(ana, 1, permit) + row(bo, 2, "") + row(cleo, 3, "") + row("x", 4, ""));

        var page = staff.get(report).asString();
        for (var text : List.of(
                "sent 3 messages: 1 without asking, none after its permit had ended, 1 against a no",
                "1 row could not be read",
                "With a permit <strong>1</strong>")) assertTrue(page.contains(text), text + " in " + page);
        assertEquals(before + 1, number("acme-mailer"));
        assertTrue(staff.get("/console").asString().contains("href=\"/console/unasked\""));

        var seen = database.count("select count(*) from access where what = 'deliveries'");
        var rows = staff.get("/console/unasked/rows?sender=acme-mailer&result=sent_without_asking")
                .asString();
        assertEquals(seen + 1, database.count("select count(*) from access where what = 'deliveries'"));
        assertTrue(rows.contains("/console/people/" + Persons.idOf(bo)), rows);
        assertFalse(rows.contains(bo.replace("mailto:", "")), "addresses are masked");
        assertTrue(rows.contains("nobody asked about it"));
        var wrong = staff.get("/console/unasked/rows?report=" + id(report) + "&result=rejected")
                .asString();
        assertTrue(wrong.contains("line 5") && wrong.contains("“contact” is not a contact URI"), wrong);
        var against = staff.get("/console/unasked/rows?report=" + id(report) + "&result=sent_against_deny");
        assertTrue(against.asString().contains("/console/entries/"), "the decision is a click away");
    }

    /** What the numbers say is what the rows are, and what the file has. */
    @Test
    void numbersAndRowsAndFileAgree() throws Exception {
        clock.advance(Duration.ofMinutes(40));
        var csv = new StringBuilder(HEADER);
        for (var i = 0; i < 120; i++) csv.append(row(Acts.newcomer(), i % 30, ""));
        handedIn("agency", csv.toString());
        var path = "?sender=agency&result=sent_without_asking";
        var number = number("agency");
        var rows = 0;
        var next = "/console/unasked/rows" + path + "&sort=at";
        while (!next.isEmpty()) {
            var page = staff.get(next).asString();
            rows += page.split("<tr><td>", -1).length - 1;
            next = page.contains("Next rows")
                    ? page.replaceAll("(?s).*<a class=\"button\" href=\"([^\"]+)\">Next rows.*", "$1")
                            .replace("&amp;", "&")
                    : "";
        }
        assertEquals(number, rows);
        var file = staff.get("/console/unasked/rows.csv" + path);
        assertTrue(file.header("Content-Disposition").startsWith("attachment"), file.header("Content-Disposition"));
        assertEquals(number + 1, file.asString().lines().count());
        assertEquals(
                "line,result,at,channel,decision,detail,contactPoint,report",
                file.asString().lines().findFirst().orElseThrow());
    }

    @Test
    void messagesCountInTheWeekInWhichTheyWereSent() throws Exception {
        var early = from.minus(Duration.ofDays(8));
        var late = from.minus(Duration.ofDays(1));
        var report = handedIn(
                "acme-shop",
                HEADER + Acts.newcomer() + ",email," + early + ",\n" + Acts.newcomer() + ",email," + late + ",\n"
                        + Acts.newcomer() + ",email," + late + ",\n");
        var weeks = database.rows("""
                select (week - date_trunc('week', ?::timestamptz at time zone 'UTC')::date) / 7 + 0, n from reconciliation_week
                where job_id = (select id from reconciliation_job where report_id = ?::uuid) order by week""", early.toString(), id(report));
        assertEquals(List.of(List.of("0", "1"), List.of("1", "2")), weeks);
        var monday = database.value(
                        "select date_trunc('week', ?::timestamptz at time zone 'UTC')::date", late.toString())
                .orElseThrow();
        var rows = staff.get("/console/unasked/rows?sender=acme-shop&week=" + monday);
        assertTrue(rows.asString().contains("2 messages in the week from"), rows.asString());
    }

    @Test
    void objectsInLinesAreTakenToo() throws Exception {
        clock.advance(Duration.ofMinutes(40));
        var line = "{\"contact\":\"%s\",\"channel\":\"email\",\"at\":\"%s\"}\n".formatted(Acts.newcomer(), from);
        var reply = upload("acme-mailer", "sent.ndjson", line);
        assertEquals(303, reply.statusCode(), reply.asString());
        assertTrue(matched(path(reply)).contains("1 without asking"));
    }

    /** Nothing of it is held in memory as a whole: it is larger than what a form may have. */
    @Test
    void aReportOfMegabytesIsTaken() throws Exception {
        clock.advance(Duration.ofMinutes(40));
        var report = handedIn("acme-mailer", HEADER + "\n".repeat(5_000_000) + row(Acts.newcomer(), 1, ""));
        assertTrue(staff.get(report).asString().contains("sent 1 message: 1 without asking"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            sent.csv  | a,b~1,2~                                       | The file has no header row with a column “channel”
            sent.csv  | contact,channel,at~ana,email,now~bo,email,x~   | Nothing can be made of any of its 2 rows
            sent.csv  | contact,channel,at~ana,email,now~              | <th scope="row" class="n">2</th><td><bdi>“contact” is not a contact URI
            sent.csv  | contact,channel,at~                            | a header and no rows
            sent.xlsx | PK~                                            | workbook
            sent.json | nonsense~                                      | The row is not JSON
            sent.csv  | ''                                             | The file is empty
            """)
    void aReportOfNonsenseIsRefusedWithWhatIsWrongAndLeavesNothing(String name, String text, String why) {
        var before = counts();
        var reply = upload("acme-mailer", name, text.replace('~', '\n'));
        assertEquals(400, reply.statusCode());
        var said = reply.asString();
        // Which column is named first is not what matters.
        assertTrue(
                said.contains(why)
                        || said.contains(why.replace("channel", "contact"))
                        || said.contains(why.replace("channel", "at")),
                said);
        assertTrue(said.contains("Nothing of it was kept"), "it says what became of it");
        assertTrue(said.contains("<option value=\"acme-mailer\" selected>"), "what was chosen stays");
        assertEquals(before, counts());
    }

    @Test
    void aFormThatIsWrongIsSaidToBeSo() {
        var before = counts();
        for (var wrong : List.of(
                Map.of("sender", "nobody"),
                Map.of("sender", ""),
                Map.of("sender", "acme-mailer", "from", "yesterday"),
                Map.of("sender", "acme-mailer", "from", "2026-02-02", "to", "2026-01-01"))) {
            var reply = staff.upload("/console/unasked", wrong, "a.csv", HEADER.getBytes(StandardCharsets.UTF_8));
            assertEquals(400, reply.statusCode(), wrong.toString());
            assertTrue(reply.asString().contains("role=\"alert\""), wrong.toString());
        }
        assertEquals(
                400,
                staff.upload("/console/unasked", Map.of("sender", "acme-mailer"), null, null)
                        .statusCode());
        assertEquals(before, counts());
    }

    @Test
    void whoIsNotSignedInOrComesFromElsewhereHandsInNothing() {
        var before = counts();
        var row = (HEADER + row(Acts.newcomer(), 0, "")).getBytes(StandardCharsets.UTF_8);
        var fields = Map.of("sender", "acme-mailer", "token", "0".repeat(64));
        assertEquals(403, staff.upload("/console/unasked", fields, "a.csv", row).statusCode());
        given().redirects()
                .follow(false)
                .contentType("multipart/form-data")
                .multiPart("sender", "acme-mailer")
                .multiPart("file", "a.csv", row)
                .post("/console/unasked")
                .then()
                .statusCode(303)
                .header("Location", containsString("/console/enter"));
        assertEquals(before, counts());
    }

    @Test
    void rowsOfNobodyAndReportsThatAreNotThereAreSaidToBeSo() {
        for (var report : List.of("00000000", "01a202b2-c57b-774b-9a55-0a4c7c1d2e3f"))
            staff.get("/console/unasked/reports/" + report).then().statusCode(404);
        staff.get("/console/unasked/rows").then().statusCode(400);
        staff.get("/console/unasked/rows?sender=nobody&after=nonsense&sort=nonsense&week=nonsense")
                .then()
                .statusCode(200)
                .body(containsString("There are none."));
    }

    @Test
    void sortingKeepsWhatElseWasAskedFor() throws Exception {
        clock.advance(Duration.ofMinutes(40));
        handedIn("acme-mailer", HEADER + row(Acts.newcomer(), 1, ""));
        var page = staff.get("/console/unasked?sort=-senders.late&sort=reports.rows")
                .asString();
        assertTrue(page.contains("?sort=senders.late&amp;sort=reports.rows#senders"), page);
        assertTrue(page.contains("?sort=-senders.late&amp;sort=-reports.rows#reports"), page);
        for (var way : List.of("descending", "ascending"))
            assertEquals(1, page.split("aria-sort=\"" + way, -1).length - 1);
    }

    /** How many of a sender's messages the page says nobody had asked about. */
    private long number(String sender) {
        var page = staff.get("/console/unasked").asString();
        var cell = "?sender=" + sender + "&amp;result=sent_without_asking\" aria-label";
        if (!page.contains(cell)) return 0;
        return Long.parseLong(page.substring(page.indexOf(cell))
                .replaceAll("(?s)^.*?>([0-9,]+)</a>.*", "$1")
                .replace(",", ""));
    }

    private long counts() {
        return database.count(ALL);
    }

    private String handedIn(String sender, String csv) {
        var reply = upload(sender, "sent.csv", csv);
        assertEquals(303, reply.statusCode(), reply.asString());
        matched(path(reply));
        return path(reply);
    }

    private String matched(String report) {
        Await.until(
                "the report is matched",
                LONG,
                () -> !staff.get(report).asString().contains("data-again"));
        return staff.get(report).asString();
    }

    private Response upload(String sender, String name, String text) {
        return staff.upload("/console/unasked", Map.of("sender", sender), name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String path(Response reply) {
        return reply.header("Location").replaceFirst("^https?://[^/]+", "");
    }

    private static String id(String report) {
        return report.substring(report.lastIndexOf('/') + 1);
    }

    private static String consented() {
        var contact = Acts.newcomer();
        Acts.grant(contact, "offers").then().statusCode(201);
        return contact;
    }

    private String row(String contact, int minutes, String decision) {
        return "%s,email,%s,%s\n".formatted(contact, from.plus(Duration.ofMinutes(minutes)), decision);
    }
}
