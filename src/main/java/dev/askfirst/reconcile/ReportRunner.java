package dev.askfirst.reconcile;

import dev.askfirst.platform.Ids;
import dev.askfirst.platform.JobsElsewhere;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.reconcile.ReportJob.Step;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Works on reports that wait, one at a time on each instance. */
@ApplicationScoped
class ReportRunner {

    private static final Logger LOG = Logger.getLogger(ReportRunner.class);

    /** The tables of a report are new to the planner: without this it may read them whole for every row. */
    private static final Sql BY_INDEX = Sql.of("set local enable_seqscan = off");

    private final javax.sql.DataSource dataSource;
    private final ReportJobs jobs;
    private final ReconcileConfig config;

    ReportRunner(@DataSource("work") javax.sql.DataSource dataSource, ReportJobs jobs, ReconcileConfig config) {
        this.dataSource = dataSource;
        this.jobs = jobs;
        this.config = config;
    }

    @Scheduled(
            every = "{askfirst.jobs.every}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = JobsElsewhere.class)
    void work() {
        try {
            var job = jobs.claim(Ids.at(Instant.now()));
            if (job.isPresent()) run(job.get());
        } catch (SQLException e) {
            LOG.warnf("delivery reports cannot be worked on: %s", e.getMessage());
        }
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void tidy() {
        try {
            jobs.tidy();
        } catch (SQLException e) {
            LOG.warnf("old delivery reports were not deleted: %s", e.getMessage());
        }
    }

    private void run(ReportJob job) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                steps(connection, job);
            } finally {
                connection.rollback();
            }
        } catch (ReportJobs.Gone _) {
            LOG.infof("delivery report %s was taken over", job.id());
        } catch (SQLException | RuntimeException e) {
            LOG.errorf(e, "delivery report %s failed", job.id());
            jobs.giveBack(job);
        }
    }

    /** Each piece is a transaction of its own that also says how far it came. */
    private void steps(Connection connection, ReportJob begun) throws SQLException {
        var job = begun;
        while (job.step() != Step.OVER) {
            BY_INDEX.update(connection);
            job = switch (job.step()) {
                case ASKED -> new AskedStep(connection, config).piece(job);
                case SENT -> new SentStep(connection, config).piece(job);
                case UNUSED -> new UnusedStep(connection).piece(job);
                case OVER -> throw new IllegalStateException("it is over");
            };
            if (job.step() == Step.OVER) ReportJobs.finish(connection, job);
            connection.commit();
        }
    }
}
