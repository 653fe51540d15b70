package dev.askfirst.reconcile;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Reports under way: one instance works on each, and another one goes on where it stopped when that dies. */
@ApplicationScoped
class ReportJobs {

    /** Is thrown to whoever works on a report that was taken over. */
    static final class Gone extends SQLException {
        private static final long serialVersionUID = 1;
    }

    /** Failures in a row, without a step forward between them. */
    private static final int MOST_ATTEMPTS = 3;

    private static final List<String> WORK = List.of("reconciliation_input", "reconciliation_asked");

    private static final String CLAIM = """
            update reconciliation_job set state = 'running', claim = ?, until = clock_timestamp() + interval '60 seconds',
                attempts = attempts + 1
            where id = (select id from reconciliation_job where state in ('waiting', 'running') and until < clock_timestamp()
                        order by at limit 1 for update skip locked)
            returning id, sender, first_at, last_at, claim, step, reached_id, reached_at, reached_line, attempts""";

    private final DataSource dataSource;
    private final ReconcileConfig config;

    ReportJobs(DataSource dataSource, ReconcileConfig config) {
        this.dataSource = dataSource;
        this.config = config;
    }

    /** A report that nobody works on, for whoever works under this id from now on. */
    Optional<ReportJob> claim(UUID claim) throws SQLException {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement(CLAIM)) {
            update.setObject(1, claim);
            var row = update.executeQuery();
            if (!row.next()) return Optional.empty();
            var job = read(row);
            if (row.getInt("attempts") <= MOST_ATTEMPTS) return Optional.of(job);
            end(connection, job, "failed");
            return Optional.empty();
        }
    }

    /** Keeps how far the job is now, in the transaction that brought it there. */
    static void keep(Connection connection, ReportJob job, Map<Result, Long> found, long rows) throws SQLException {
        try (var update = connection.prepareStatement("""
                update reconciliation_job set step = ?, reached_id = ?, reached_at = ?, reached_line = ?, done = done + ?,
                    with_permit = with_permit + ?, without_asking = without_asking + ?, after_expiry = after_expiry + ?,
                    against_deny = against_deny + ?, unused = unused + ?, attempts = 0,
                    until = clock_timestamp() + interval '60 seconds'
                where id = ? and claim = ? and state = 'running'""")) {
            var reached = job.reached();
            update.setInt(1, job.step());
            update.setObject(2, reached.decision().orElse(null));
            update.setObject(
                    3, reached.at().map(it -> it.atOffset(ZoneOffset.UTC)).orElse(null));
            update.setLong(4, reached.line());
            update.setLong(5, rows);
            update.setLong(6, found.getOrDefault(Result.SENT_WITH_PERMIT, 0L));
            update.setLong(7, found.getOrDefault(Result.SENT_WITHOUT_ASKING, 0L));
            update.setLong(8, found.getOrDefault(Result.SENT_AFTER_EXPIRY, 0L));
            update.setLong(9, found.getOrDefault(Result.SENT_AGAINST_DENY, 0L));
            update.setLong(10, found.getOrDefault(Result.PERMIT_UNUSED, 0L));
            update.setObject(11, job.id());
            update.setObject(12, job.claim());
            if (update.executeUpdate() != 1) throw new Gone();
        }
    }

    static Map<Result, Long> count(List<ReportRow> rows) {
        return rows.stream().collect(Collectors.groupingBy(ReportRow::result, Collectors.counting()));
    }

    /** Finishes a job: the ids of the addressees are no longer needed, and are deleted. */
    static void finish(Connection connection, ReportJob job) throws SQLException {
        for (var table : WORK) delete(connection, table, job.id());
        end(connection, job, "done");
    }

    /** Lets somebody try again. */
    void giveBack(ReportJob job) throws SQLException {
        try (var connection = dataSource.getConnection();
                var update = connection.prepareStatement("""
                        update reconciliation_job set until = clock_timestamp() + interval '1 second' * attempts
                        where id = ? and claim = ? and state = 'running'""")) {
            update.setObject(1, job.id());
            update.setObject(2, job.claim());
            update.executeUpdate();
        }
    }

    /** Deletes a report that never arrived whole. */
    static void discard(Connection connection, UUID job) throws SQLException {
        try (var delete =
                connection.prepareStatement("delete from reconciliation_job where id = ? and state = 'receiving'")) {
            delete.setObject(1, job);
            if (delete.executeUpdate() == 0) return;
        }
        for (var table : List.of("reconciliation_input", "reconciliation_row")) delete(connection, table, job);
    }

    /** Deletes rows that were kept long enough, and what broke off while it came in. */
    void tidy() throws SQLException {
        try (var connection = dataSource.getConnection()) {
            for (var job : ids(connection, "state = 'receiving' and at < clock_timestamp() - interval '1 day'"))
                discard(connection, job);
            for (var job : ids(connection, "state = 'failed'")) {
                for (var table : WORK) delete(connection, table, job);
            }
            var old = "at < clock_timestamp() - interval '%d seconds'"
                    .formatted(config.keep().toSeconds());
            for (var job : ids(connection, old)) delete(connection, "reconciliation_row", job);
        }
    }

    private static void end(Connection connection, ReportJob job, String state) throws SQLException {
        try (var update = connection.prepareStatement("""
                update reconciliation_job set state = ?, claim = null, until = 'infinity'
                where id = ? and claim = ? and state = 'running'""")) {
            update.setString(1, state);
            update.setObject(2, job.id());
            update.setObject(3, job.claim());
            if (update.executeUpdate() != 1) throw new Gone();
        }
    }

    private static List<UUID> ids(Connection connection, String where) throws SQLException {
        try (var select = connection.prepareStatement("select id from reconciliation_job where " + where)) {
            var ids = new java.util.ArrayList<UUID>();
            var row = select.executeQuery();
            while (row.next()) ids.add(row.getObject(1, UUID.class));
            return ids;
        }
    }

    private static void delete(Connection connection, String table, UUID job) throws SQLException {
        try (var delete = connection.prepareStatement("delete from " + table + " where job_id = ?")) {
            delete.setObject(1, job);
            delete.executeUpdate();
        }
    }

    private static ReportJob read(ResultSet row) throws SQLException {
        var reached = new ReportJob.Reached(
                Optional.ofNullable(row.getObject("reached_id", UUID.class)),
                Optional.ofNullable(row.getObject("reached_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getLong("reached_line"));
        return new ReportJob(
                row.getObject("id", UUID.class),
                row.getString("sender"),
                instant(row, "first_at"),
                instant(row, "last_at"),
                row.getObject("claim", UUID.class),
                row.getInt("step"),
                reached);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
