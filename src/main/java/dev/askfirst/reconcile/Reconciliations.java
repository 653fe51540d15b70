package dev.askfirst.reconcile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Tells what became of delivery reports: each with its counts and rows, and how senders do from month to month. */
@ApplicationScoped
public class Reconciliations {

    /** How many messages were what. */
    public record Counts(
            long sentWithPermit,
            long sentWithoutAsking,
            long sentAfterExpiry,
            long sentAgainstDeny,
            long permitUnused,
            long rejected) {}

    /** A report, how far it is, and what was found so far. */
    public record Report(
            UUID id,
            String sender,
            Instant at,
            Instant from,
            Instant to,
            String state,
            long rows,
            long done,
            Counts counts) {}

    /** What a sender's reports of one month, such as 2026-11, add up to. */
    public record Month(String sender, String month, long reports, Counts counts) {}

    /** One row of a report; permits that were not used have no line. */
    public record Row(
            Optional<Long> line,
            Result result,
            Optional<Instant> at,
            Optional<String> channel,
            Optional<UUID> decision,
            Optional<UUID> contactPoint,
            Optional<String> detail,
            @JsonIgnore long n) {

        Row withoutPoint() {
            return new Row(line, result, at, channel, decision, Optional.empty(), detail, n);
        }
    }

    private static final String COUNTS = "with_permit, without_asking, after_expiry, against_deny, unused, rejected";
    private static final String REPORTS = "select report_id, sender, at, first_at, last_at, state, rows, done, "
            + COUNTS + " from reconciliation_job where report_id is not null";
    private static final String MONTHS = """
            select sender, to_char(last_at at time zone 'UTC', 'YYYY-MM') as month, count(*), sum(with_permit)::bigint,
                sum(without_asking)::bigint, sum(after_expiry)::bigint, sum(against_deny)::bigint, sum(unused)::bigint,
                sum(rejected)::bigint
            from reconciliation_job where state = 'done' and (sender = ? or ?::text is null)
                and date_trunc('month', last_at, 'UTC') in (
                    select distinct date_trunc('month', last_at, 'UTC') from reconciliation_job
                    where state = 'done' and (sender = ? or ?::text is null) order by 1 desc limit ?)
            group by 1, 2 order by 2 desc, 1""";
    // By the job alone, in the order of its key: a piece of a long report costs as much as one of a short one.
    private static final String ROWS = """
            select n, result, at, channel, decision_id, point_id, detail from reconciliation_row
            where job_id = (select id from reconciliation_job where report_id = ?) and n > ?%s order by n limit ?""";

    private final DataSource dataSource;

    Reconciliations(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The newest reports, of one sender or of all, older than one of them if it is given. */
    public List<Report> newest(Optional<String> sender, Optional<UUID> before, int limit) {
        var sql = REPORTS + " and (sender = ? or ?::text is null) and (report_id < ? or ?::uuid is null)"
                + " order by report_id desc limit ?";
        return list(sql, Reconciliations::report, select -> {
            select.setString(1, sender.orElse(null));
            select.setString(2, sender.orElse(null));
            select.setObject(3, before.orElse(null), java.sql.Types.OTHER);
            select.setObject(4, before.orElse(null), java.sql.Types.OTHER);
            select.setInt(5, limit);
        });
    }

    /** What the reports of each of the newest months that have some add up to, the newest first; of one sender or of all. */
    public List<Month> trend(Optional<String> sender, int months) {
        return list(
                MONTHS,
                row -> new Month(row.getString(1), row.getString(2), row.getLong(3), counts(row, 4)),
                select -> {
                    for (var i = 1; i <= 4; i++) select.setString(i, sender.orElse(null));
                    select.setInt(5, months);
                });
    }

    public Optional<Report> one(UUID id) {
        return list(REPORTS + " and report_id = ?", Reconciliations::report, select -> select.setObject(1, id)).stream()
                .findFirst();
    }

    /** Rows of a report after the n-th, in the order of the file, then the permits that were not used. */
    public List<Row> rows(UUID report, Optional<Result> result, long after, int limit) {
        // Written out, so that the few that are looked for are found by their index.
        var wanted = result.map(it -> " and result = '" + Json.text(it) + "'").orElse("");
        return list(ROWS.formatted(wanted), Reconciliations::row, select -> {
            select.setObject(1, report);
            select.setLong(2, after);
            select.setInt(3, limit);
        });
    }

    @FunctionalInterface
    private interface Bound {
        void to(PreparedStatement select) throws SQLException;
    }

    @FunctionalInterface
    private interface Read<R> {
        R of(ResultSet row) throws SQLException;
    }

    private <R> List<R> list(String sql, Read<R> read, Bound bound) {
        try (Connection connection = dataSource.getConnection();
                var select = connection.prepareStatement(sql)) {
            bound.to(select);
            var all = new ArrayList<R>();
            var row = select.executeQuery();
            while (row.next()) all.add(read.of(row));
            return all;
        } catch (SQLException e) {
            throw Outage.undecided("the reports could not be read", e);
        }
    }

    private static Report report(ResultSet row) throws SQLException {
        return new Report(
                row.getObject(1, UUID.class),
                row.getString(2),
                time(row, 3).orElseThrow(),
                time(row, 4).orElseThrow(),
                time(row, 5).orElseThrow(),
                row.getString(6),
                row.getLong(7),
                row.getLong(8),
                counts(row, 9));
    }

    private static Counts counts(ResultSet row, int column) throws SQLException {
        return new Counts(
                row.getLong(column),
                row.getLong(column + 1),
                row.getLong(column + 2),
                row.getLong(column + 3),
                row.getLong(column + 4),
                row.getLong(column + 5));
    }

    private static Row row(ResultSet row) throws SQLException {
        var result = Result.valueOf(row.getString(2).toUpperCase(Locale.ROOT));
        return new Row(
                result == Result.PERMIT_UNUSED ? Optional.empty() : Optional.of(row.getLong(1)),
                result,
                time(row, 3),
                Optional.ofNullable(row.getString(4)),
                Optional.ofNullable(row.getObject(5, UUID.class)),
                Optional.ofNullable(row.getObject(6, UUID.class)),
                Optional.ofNullable(row.getString(7)),
                row.getLong(1));
    }

    private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
