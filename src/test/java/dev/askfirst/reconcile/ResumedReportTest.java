package dev.askfirst.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.askfirst.consent.Acts;
import dev.askfirst.decision.Questions;
import dev.askfirst.platform.Api;
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
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An instance that dies while it matches loses nothing, and one that was taken over changes nothing any more. */
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
        while (reached.step() == ReportJob.ASKED) reached = piece(reached);
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

    private ReportJob piece(ReportJob job) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var further = job.step() == ReportJob.ASKED
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
        try (var connection = dataSource.getConnection();
                var update = connection.createStatement()) {
            update.executeUpdate("update reconciliation_job set until = '-infinity' where state = 'running'");
        }
    }
}
