package dev.askfirst.reconcile;

import static dev.askfirst.platform.Api.careless;
import static dev.askfirst.platform.Api.sender;
import static dev.askfirst.platform.Api.staff;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.askfirst.consent.Acts;
import dev.askfirst.decision.Questions;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.TestService;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sender really sent is held against what it was answered. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ReconciliationTest extends ReportedMonth {

    @Test
    void everyMessageIsNamedForWhatItWas() throws Exception {
        var ana = consented();
        var permit = permit(ana);
        var bo = consented();
        permit(bo);
        var cleo = Acts.newcomer();
        var dan = Acts.newcomer();
        assertEquals("deny consent_unknown", Questions.answer(dan));
        var eve = consented();
        permit(eve);
        permit(consented());
        var back = permit(consented());
        sender(ACME).body("{\"outcome\": \"not_sent\"}").post("/v1/decisions/" + back + "/outcome");
        clock.advance(Duration.ofHours(1));

        var id = Reporting.done(
                ACME,
                from,
                clock.read(),
                HEADER + row(ana, 1, permit) + row(bo, 1, "") + row(bo, 2, "")
                        + row(cleo, 1, "") + row(dan, 1, "") + row(eve, 20, "") + row(ana, 3, permit)
                        + row("=cmd()", 1, "")
                        + "mailto:x@test.example,email,yesterday,\n" + row(bo, 1, "permit 7") + row(bo, 90, ""));

        assertEquals(
                List.of(
                        "2 sent_with_permit",
                        "3 sent_with_permit",
                        "4 sent_without_asking permit_used",
                        "5 sent_without_asking not_asked",
                        "6 sent_against_deny",
                        "7 sent_after_expiry",
                        "8 sent_without_asking permit_used",
                        "9 rejected `contact` is not a contact URI such as `mailto:ana@example.org`",
                        "10 rejected `at` must be a time such as `2026-11-22T10:00:00Z`",
                        "11 rejected `decision` is not the id of a decision",
                        "12 rejected `at` lies in the future",
                        "- permit_unused"),
                Reporting.rows(id));
        assertEquals(List.of(2, 3, 1, 1, 1, 4), Reporting.counts(id));
        assertEquals(11, Reporting.status(id).getInt("done"));
        checking.assertWhole();
    }

    @Test
    void addressesAreNotStoredAndNothingLeadsToThemOnceItIsMatched() throws Exception {
        var ana = consented();
        permit(ana);
        clock.advance(Duration.ofHours(1));
        var id =
                Reporting.done(ACME, from, clock.read(), HEADER + row(ana, 1, "") + row("mailto:broken@" + ana, 1, ""));
        var name = ana.substring("mailto:".length(), ana.indexOf('@'));
        for (var table : List.of("reconciliation", "reconciliation_job", "reconciliation_row"))
            assertEquals(
                    0, database.count("select count(*) from " + table + " t where t::text like ?", "%" + name + "%"));
        for (var table : List.of("reconciliation_input", "reconciliation_asked"))
            assertEquals(0, database.count("select count(*) from " + table));
        assertEquals(List.of(1, 0, 0, 0, 0, 1), Reporting.counts(id));
    }

    @Test
    void ofSomebodyErasedTheMessageThatNamesItsPermitIsStillFound() throws Exception {
        var ana = consented();
        var permit = permit(ana);
        var person = staff("admin")
                .body("{\"contact\": \"" + ana + "\"}")
                .post("/v1/persons/lookup")
                .jsonPath()
                .getString("person");
        staff("admin").delete("/v1/persons/" + person).then().statusCode(200);
        clock.advance(Duration.ofHours(1));
        var id = Reporting.done(ACME, from, clock.read(), HEADER + row(ana, 1, permit));
        assertEquals(List.of("2 sent_with_permit"), Reporting.rows(id));
        assertEquals(
                0,
                database.count(
                        "select count(*) from reconciliation_row where point_id is not null and job_id = (select id from reconciliation_job where report_id = ?::uuid)",
                        id));
    }

    @Test
    void whoBecameKnownAfterwardsIsFoundAsAStranger() throws Exception {
        var dan = Acts.newcomer();
        assertEquals("deny consent_unknown", Questions.answer(dan));
        Acts.grant(dan, "offers");
        clock.advance(Duration.ofHours(1));
        var id = Reporting.done(ACME, from, clock.read(), HEADER + row(dan, 1, ""));
        assertEquals(List.of("2 sent_against_deny"), Reporting.rows(id));
    }

    @Test
    void aLongReportWithNonsenseInItIsCountedToItsEnd() throws Exception {
        var ana = consented();
        permit(ana);
        permit(ana);
        clock.advance(Duration.ofHours(1));
        var csv = new StringBuilder(HEADER);
        // Of these the third is an empty row, which counts for nothing.
        var nonsense = List.of(
                "\"a\"\"b\",\u00e9,\u0001,x\n", "mailto:a@b.example,email\n", ",,,\n", "tel:12,sms,2026-01-01,\n");
        for (var i = 0; i < 5_000; i++) {
            csv.append(i % 10 == 0 ? nonsense.get(i / 10 % 4) : row("mailto:" + i + "@test.example", 1, ""));
        }
        for (var i = 0; i < 1_200; i++) csv.append(row(ana, 1, ""));
        var id = Reporting.done(ACME, from, clock.read(), csv.toString());
        assertEquals(List.of(2, 5_698, 0, 0, 0, 375), Reporting.counts(id));
        assertEquals(6_075, Reporting.status(id).getInt("done"));
        var rejected = staff("compliance")
                .queryParam("result", "rejected")
                .get("/v1/reconciliations/" + id + "/rows")
                .jsonPath();
        assertEquals(List.of(2, 12, 32), rejected.<Integer>getList("rows.line").subList(0, 3));
    }

    @Test
    void aReportOfMegabytesIsTaken() throws Exception {
        clock.advance(Duration.ofHours(1));
        var csv = HEADER + "\n".repeat(3_000_000) + row(Acts.newcomer(), 1, "");
        var id = Reporting.done(ACME, from, clock.read(), csv);
        assertEquals(List.of("3000002 sent_without_asking not_asked"), Reporting.rows(id));
    }

    @Test
    void theRowsAreAFileThatNoSpreadsheetRuns() throws Exception {
        clock.advance(Duration.ofHours(1));
        var id = Reporting.done(
                ACME,
                from,
                clock.read(),
                "at,contact,channel\n" + from + ",\"=1+1\",email\n" + from + ",mailto:a@b.example,-1\n");
        var csv = staff("compliance").get("/v1/reconciliations/" + id + "/report.csv");
        assertTrue(csv.header("Content-Disposition").startsWith("attachment"), csv.header("Content-Disposition"));
        var lines = csv.asString().lines().toList();
        assertEquals("line,result,at,channel,decision,detail,contactPoint", lines.getFirst());
        assertEquals(3, lines.size());
        for (var cell : csv.asString().split("[,\r\n]+")) assertFalse(cell.matches("[=+@\t-].*"), cell);
    }

    @Test
    void aSenderHandsInItsOwnAndSeesNoContactPoints() throws Exception {
        var ana = consented();
        permit(ana);
        clock.advance(Duration.ofHours(1));
        var mine = sender(ACME)
                .contentType("application/x-ndjson")
                .body("{\"contact\":\"%s\",\"channel\":\"email\",\"at\":\"%s\"}\n".formatted(ana, from.plusSeconds(60)))
                .post("/v1/reconciliations");
        mine.then().statusCode(202);
        var path = "/v1/reconciliations/" + Reporting.await(mine.jsonPath().getString("id"));
        assertEquals(
                List.of("sent_with_permit"),
                sender(ACME).get(path + "/rows").jsonPath().getList("rows.result"));
        assertFalse(sender(ACME).get(path + "/rows").asString().contains("contactPoint"));
        assertTrue(staff("compliance").get(path + "/rows").asString().contains("contactPoint"));
        assertEquals(
                "line,result,at,channel,decision,detail",
                sender(ACME)
                        .get(path + "/report.csv")
                        .asString()
                        .lines()
                        .findFirst()
                        .orElseThrow());
        for (var part : List.of("", "/rows", "/report.csv"))
            careless(Api.senderToken("globex-mailer")).get(path + part).then().statusCode(404);
        var theirs = sender("globex-mailer").get("/v1/reconciliations").jsonPath();
        assertFalse(theirs.<String>getList("reconciliations.sender").contains(ACME));
        sender("globex-mailer")
                .queryParam("sender", ACME)
                .get("/v1/reconciliations")
                .then()
                .statusCode(403);
    }

    @Test
    void theSameFileForTheSameTimeIsTheSameReport() throws Exception {
        clock.advance(Duration.ofHours(1));
        var csv = HEADER + row(Acts.newcomer(), 1, "");
        var to = clock.read();
        var first = Reporting.done(ACME, from, to, csv);
        assertEquals(first, Reporting.done(ACME, from, to, csv));
        assertFalse(first.equals(Reporting.done(ACME, from, to.plusSeconds(1), csv)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sender=                                                                    | contact,channel,at | sender
            sender=nobody                                                              | contact,channel,at | sender
            sender=acme-mailer&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z       | contact,channel,at | to
            sender=acme-mailer&from=1926-01-02T00:00:00Z                               | contact,channel,at | from
            sender=acme-mailer&to=tomorrow                                             | contact,channel,at | to
            sender=acme-mailer                                                         | contact,at         | body
            sender=acme-mailer                                                         | contact,at,channel,at | body
            """)
    void whatCannotBeAReportIsRefused(String query, String header, String field) {
        careless(Api.token("compliance"))
                .contentType("text/csv")
                .body(header + "\n")
                .post("/v1/reconciliations?" + query)
                .then()
                .statusCode(400)
                .body("errors.field", hasItem(field));
    }

    @Test
    void brokenCursorsAndOtherPeoplesReportsAreNotServerErrors() throws Exception {
        clock.advance(Duration.ofHours(1));
        var id = Reporting.done(ACME, from, clock.read(), HEADER);
        assertEquals(List.of(), Reporting.rows(id));
        for (var bad : List.of("?cursor=x", "?limit=0", "?limit=100000", "?result=nice")) {
            careless(Api.token("compliance"))
                    .get("/v1/reconciliations/" + id + "/rows" + bad)
                    .then()
                    .statusCode(400);
        }
        careless(Api.token("compliance"))
                .get("/v1/reconciliations?cursor=1")
                .then()
                .statusCode(400);
        careless(Api.token("compliance"))
                .get("/v1/reconciliations/nothing/rows")
                .then()
                .statusCode(404);
        careless(Api.senderToken(ACME))
                .contentType("text/csv")
                .queryParams(Map.of("sender", "globex-mailer"))
                .body(HEADER)
                .post("/v1/reconciliations")
                .then()
                .statusCode(403);
    }

    /** Whom they name, staff may find out. */
    @Test
    void whoReadsItsRowsIsOnRecord() throws Exception {
        clock.advance(Duration.ofHours(1));
        var id = Reporting.done(ACME, from, clock.read(), HEADER + row(Acts.newcomer(), 1, ""));
        var looks = "select count(*) from access where what = 'deliveries'";
        var before = database.count(looks);
        staff("compliance").get("/v1/reconciliations/" + id + "/rows").then().statusCode(200);
        staff("compliance")
                .get("/v1/reconciliations/" + id + "/report.csv")
                .then()
                .statusCode(200);
        assertEquals(before + 2, database.count(looks));
        Api.sender(ACME).get("/v1/reconciliations/" + id + "/rows").then().statusCode(200);
        assertEquals(before + 2, database.count(looks));
    }
}
