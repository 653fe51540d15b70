package dev.askfirst.reconcile;

import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reports under way: one instance works on each, and another one goes on where it stopped when that dies. */
@ApplicationScoped
class ReportJobs {

    /** Is thrown to whoever works on a report that was taken over. */
    static final class Gone extends SQLException {
        private static final long serialVersionUID = 1;
    }

    /** Failures in a row, without a step forward between them. */
    private static final int MOST_ATTEMPTS = 3;

    /** How long whoever works on one may be silent before somebody else goes on. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private static final List<String> WORK = List.of("reconciliation_input", "reconciliation_asked");

    private static final Sql CLAIM = Sql.of("""
            update reconciliation_job set state = 'running', claim = :claim, until = clock_timestamp() + make_interval(secs => :lease),
                attempts = attempts + 1
            where id = (select id from reconciliation_job where state in ('waiting', 'running') and until < clock_timestamp()
                        order by at limit 1 for update skip locked)
            returning id, sender, first_at, last_at, claim, step, reached_id, reached_at, reached_line, attempts""");

    private static final Sql KEEP = Sql.of("""
            update reconciliation_job set step = :step, reached_id = :reachedId, reached_at = :reachedAt,
                reached_line = :reachedLine, done = done + :rows, with_permit = with_permit + :withPermit,
                without_asking = without_asking + :withoutAsking, after_expiry = after_expiry + :afterExpiry,
                against_deny = against_deny + :againstDeny, unused = unused + :unused, attempts = 0,
                until = clock_timestamp() + make_interval(secs => :lease)
            where id = :job and claim = :claim and state = 'running'""");

    private static final Sql GIVE_BACK = Sql.of("""
            update reconciliation_job set until = clock_timestamp() + interval '1 second' * attempts
            where id = :job and claim = :claim and state = 'running'""");

    private static final Sql DISCARD = Sql.of("delete from reconciliation_job where id = :job and state = 'receiving'");

    private static final Sql END = Sql.of("""
            update reconciliation_job set state = :state, claim = null, until = 'infinity'
            where id = :job and claim = :claim and state = 'running'""");

    private static final Sql BROKEN_OFF = Sql.of("""
            select id from reconciliation_job
            where state = 'receiving' and at < clock_timestamp() - make_interval(secs => :kept)""");

    private static final Sql FAILED = Sql.of("select id from reconciliation_job where state = 'failed'");

    private static final Sql OLD = Sql.of("""
            select id from reconciliation_job where at < clock_timestamp() - make_interval(secs => :keep)""");

    private final DataSource dataSource;
    private final ReconcileConfig config;
    private final Duration uploads;

    ReportJobs(
            DataSource dataSource,
            ReconcileConfig config,
            @ConfigProperty(name = "askfirst.keep.uploads") Duration uploads) {
        this.dataSource = dataSource;
        this.config = config;
        this.uploads = uploads;
    }

    private record Claimed(ReportJob job, int attempts) {}

    /** A report that nobody works on, for whoever works under this id from now on. */
    Optional<ReportJob> claim(UUID claim) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            var claimed = CLAIM.with("claim", claim)
                    .with("lease", LEASE)
                    .first(connection, row -> new Claimed(job(row), row.integer("attempts")));
            if (claimed.isEmpty()) return Optional.empty();
            var job = claimed.get().job();
            if (claimed.get().attempts() <= MOST_ATTEMPTS) return Optional.of(job);
            end(connection, job, ReportState.FAILED);
            return Optional.empty();
        }
    }

    /** Keeps how far the job is now, in the transaction that brought it there. */
    static void keep(Connection connection, ReportJob job, Map<Result, Long> found, long rows) throws SQLException {
        var kept = KEEP.with("step", job.step().number())
                .with("reachedId", job.reached().decision())
                .with("reachedAt", job.reached().at())
                .with("reachedLine", job.reached().line())
                .with("rows", rows)
                .with("withPermit", found.getOrDefault(Result.SENT_WITH_PERMIT, 0L))
                .with("withoutAsking", found.getOrDefault(Result.SENT_WITHOUT_ASKING, 0L))
                .with("afterExpiry", found.getOrDefault(Result.SENT_AFTER_EXPIRY, 0L))
                .with("againstDeny", found.getOrDefault(Result.SENT_AGAINST_DENY, 0L))
                .with("lease", LEASE)
                .with("unused", found.getOrDefault(Result.PERMIT_UNUSED, 0L))
                .with("job", job.id())
                .with("claim", job.claim())
                .update(connection);
        if (kept != 1) throw new Gone();
    }

    static Map<Result, Long> count(List<ReportRow> rows) {
        return rows.stream().collect(Collectors.groupingBy(ReportRow::result, Collectors.counting()));
    }

    /** Finishes a job: the ids of the addressees are no longer needed, and are deleted. */
    static void finish(Connection connection, ReportJob job) throws SQLException {
        for (var table : WORK) delete(connection, table, job.id());
        SentWeeks.count(connection, job.id());
        end(connection, job, ReportState.DONE);
    }

    /** Lets somebody try again. */
    void giveBack(ReportJob job) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            GIVE_BACK.with("job", job.id()).with("claim", job.claim()).update(connection);
        }
    }

    /** Deletes a report that never arrived whole. */
    static void discard(Connection connection, UUID job) throws SQLException {
        if (DISCARD.with("job", job).update(connection) == 0) return;
        for (var table : List.of("reconciliation_input", "reconciliation_row")) delete(connection, table, job);
    }

    /** Deletes rows that were kept long enough, and what broke off while it came in. */
    void tidy() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            for (var job : BROKEN_OFF.with("kept", uploads).list(connection, row -> row.id("id")))
                discard(connection, job);
            for (var job : FAILED.list(connection, row -> row.id("id"))) {
                for (var table : WORK) delete(connection, table, job);
            }
            for (var job : OLD.with("keep", config.keep()).list(connection, row -> row.id("id"))) {
                delete(connection, "reconciliation_row", job);
            }
        }
    }

    private static void end(Connection connection, ReportJob job, ReportState state) throws SQLException {
        var ended = END.with("state", state)
                .with("job", job.id())
                .with("claim", job.claim())
                .update(connection);
        if (ended != 1) throw new Gone();
    }

    private static void delete(Connection connection, String table, UUID job) throws SQLException {
        Sql.of("delete from " + table + " where job_id = :job").with("job", job).update(connection);
    }

    private static ReportJob job(Row row) throws SQLException {
        var reached = new ReportJob.Reached(
                row.optionalId("reached_id"),
                row.optionalTime("reached_at"),
                row.optionalNumber("reached_line").orElse(0L));
        return new ReportJob(
                row.id("id"),
                row.text("sender"),
                row.time("first_at"),
                row.time("last_at"),
                row.id("claim"),
                ReportJob.Step.numbered(row.integer("step")),
                reached);
    }
}
