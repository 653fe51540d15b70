package dev.askfirst.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.askfirst.consent.Acts;
import dev.askfirst.decision.Questions;
import dev.askfirst.platform.Api;
import dev.askfirst.platform.Database;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.TestClock;
import dev.askfirst.platform.TestService;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An instance that dies while it matches loses nothing; what was given up, broke off or is old leaves nothing behind. */
@QuarkusTest
@QuarkusTestResource(TestService.class)
class ResumedReportTest {

    @Inject
    Scheduler scheduler;

    @Inject
    DataSource dataSource;

    @Inject
    ReportJobs jobs;

    @Inject
    ReconcileConfig config;

    @Inject
    Database database;

    @Inject
    TestClock clock;

    @AfterEach
    void goOn() {
        scheduler.resume();
        clock.reset();
    }

    @Test
    void anotherOneGoesOnWhereItStopped() throws Exception {
        var from = clock.read();
        var ana = Acts.newcomer();
        Acts.grant(ana, "offers");
        for (var i = 0; i < 2; i++)
            Api.ask("acme-mailer", Questions.about(ana)).then().statusCode(200);
        clock.advance(Duration.ofHours(1));
        var csv = new StringBuilder("contact,channel,at\n");
        for (var i = 0; i < 1_500; i++)
            csv.append("%s,email,%s\n"
                    .formatted(i % 749 == 0 ? ana : "mailto:" + i + "@test.example", from.plusSeconds(60)));
        scheduler.pause();
        var reply = Reporting.post(
                "acme-mailer",
                csv.toString(),
                Map.of("from", from.toString(), "to", clock.read().toString()));
        var id = reply.jsonPath().getString("id");

        var dead = jobs.claim(Ids.at(Instant.now())).orElseThrow();
        var reached = dead;
        while (reached.step() == ReportJob.Step.ASKED) reached = piece(reached);
        reached = piece(reached);
        assertEquals(1_000, Reporting.status(id).getInt("done"));
        lapse();
        var after = reached;

        scheduler.resume();
        Reporting.await(id);
        assertEquals(List.of(2, 1_498, 0, 0, 0, 0), Reporting.counts(id));
        assertEquals(1_500, Reporting.status(id).getInt("done"));
        assertThrows(ReportJobs.Gone.class, () -> piece(after));
    }

    @Test
    void whatFailsAgainAndAgainIsGivenUp() throws Exception {
        scheduler.pause();
        var reply = Reporting.post(
                "acme-mailer",
                "contact,channel,at\n\n",
                Map.of("from", clock.read().toString()));
        var id = reply.jsonPath().getString("id");
        for (var attempt = 0; attempt < 3; attempt++) {
            assertEquals(
                    "waiting running".split(" ")[Math.min(attempt, 1)],
                    Reporting.status(id).getString("state"));
            jobs.claim(Ids.at(Instant.now())).orElseThrow();
            lapse();
        }
        assertEquals(Optional.empty(), jobs.claim(Ids.at(Instant.now())));
        assertEquals("failed", Reporting.status(id).getString("state"));
    }

    @Test
    void rowsGoWhenTheirTimeIsOverAndCountsStay() throws Exception {
        var from = clock.read();
        clock.advance(Duration.ofMinutes(10));
        var csv = "contact,channel,at\nmailto:tidied@test.example,email,%s\n".formatted(from);
        var id = Reporting.done("acme-mailer", from, clock.read(), csv);
        jobs.tidy();
        assertEquals(1, Reporting.rows(id).size());
        change("update reconciliation_job set at = at - interval '91 days' where report_id = '%s'".formatted(id));
        jobs.tidy();
        assertEquals(List.of(), Reporting.rows(id));
        assertEquals(List.of(0, 1, 0, 0, 0, 0), Reporting.counts(id));
    }

    @Test
    void whatBrokeOffWhileItCameInIsDeleted() throws Exception {
        var from = clock.read();
        clock.advance(Duration.ofMinutes(10));
        scheduler.pause();
        var csv = "contact,channel,at\nmailto:broken-off@test.example,email,%s\n".formatted(from);
        var reply = Reporting.post("acme-mailer", csv, Map.of("to", clock.read().toString()));
        var id = reply.jsonPath().getString("id");
        change("update reconciliation_job set state = 'receiving', at = at - interval '2 days' where report_id = '%s'"
                .formatted(id));
        jobs.tidy();
        Api.staff("compliance").get("/v1/reconciliations/" + id).then().statusCode(404);
        assertEquals(0, database.count("select count(*) from reconciliation_input"));
    }

    private ReportJob piece(ReportJob job) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var further = job.step() == ReportJob.Step.ASKED
                        ? new AskedStep(connection, config).piece(job)
                        : new SentStep(connection, config).piece(job);
                connection.commit();
                return further;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private void lapse() throws SQLException {
        change("update reconciliation_job set until = '-infinity' where state = 'running'");
    }

    private void change(String sql) throws SQLException {
        try (var connection = dataSource.getConnection();
                var update = connection.createStatement()) {
            assertEquals(1, update.executeUpdate(sql));
        }
    }
}
