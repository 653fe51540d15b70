package dev.askfirst.reconcile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
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
            ReportState state,
            long rows,
            long done,
            Counts counts) {}

    /** What a sender's reports of one month, such as 2026-11, add up to. */
    public record Month(String sender, String month, long reports, Counts counts) {}

    /** One row of a report; permits that were not used have no line. */
    public record ListedSending(
            Optional<Long> line,
            Result result,
            Optional<Instant> at,
            Optional<String> channel,
            Optional<UUID> decision,
            Optional<UUID> contactPoint,
            Optional<String> detail,
            @JsonIgnore long n) {

        ListedSending withoutPoint() {
            return new ListedSending(line, result, at, channel, decision, Optional.empty(), detail, n);
        }
    }

    private static final String COUNTS = "with_permit, without_asking, after_expiry, against_deny, unused, rejected";
    private static final String REPORTS = "select report_id, sender, at, first_at, last_at, state, rows, done, "
            + COUNTS + " from reconciliation_job where report_id is not null";

    private static final Sql NEWEST = Sql.of(REPORTS + """
             and (sender = :sender or :sender::text is null) and (sender = any (:of::text[]) or :of::text[] is null)
             and (report_id < :before or :before::uuid is null)
            order by report_id desc limit :limit""");

    private static final Sql ONE = Sql.of(REPORTS + " and report_id = :report");

    private static final Sql MONTHS = Sql.of("""
            select sender, to_char(last_at at time zone 'UTC', 'YYYY-MM') as month, count(*) as reports,
                sum(with_permit) as with_permit, sum(without_asking) as without_asking, sum(after_expiry) as after_expiry,
                sum(against_deny) as against_deny, sum(unused) as unused, sum(rejected) as rejected
            from reconciliation_job where state = 'done' and (sender = :sender or :sender::text is null)
                and (sender = any (:of::text[]) or :of::text[] is null) and date_trunc('month', last_at, 'UTC') in (
                    select distinct date_trunc('month', last_at, 'UTC') from reconciliation_job
                    where state = 'done' and (sender = :sender or :sender::text is null)
                        and (sender = any (:of::text[]) or :of::text[] is null) order by 1 desc limit :months)
            group by 1, 2 order by 2 desc, 1""");

    // By the job alone, in the order of its key: a piece of a long report costs as much as one of a short one.
    private static final String ROWS = """
            select n, result, at, channel, decision_id, point_id, detail from reconciliation_row
            where job_id = (select id from reconciliation_job where report_id = :report) and n > :after%s
            order by n limit :limit""";

    private final DataSource dataSource;

    Reconciliations(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The newest reports, of one sender or of all, older than one of them if it is given. */
    public List<Report> newest(Optional<String> sender, Optional<UUID> before, int limit) {
        return newest(sender, Optional.empty(), before, limit);
    }

    /** The same of these senders alone; empty means all. */
    public List<Report> newest(Optional<String> sender, Optional<List<String>> of, Optional<UUID> before, int limit) {
        return list(
                NEWEST.with("sender", sender)
                        .with("of", of)
                        .with("before", before)
                        .with("limit", limit),
                Reconciliations::report);
    }

    /** What the reports of each of the newest months that have some add up to, the newest first; of one sender or of all. */
    public List<Month> trend(Optional<String> sender, int months) {
        return trend(sender, Optional.empty(), months);
    }

    /** The same of these senders alone; empty means all. */
    public List<Month> trend(Optional<String> sender, Optional<List<String>> of, int months) {
        return list(
                MONTHS.with("sender", sender).with("of", of).with("months", months),
                row -> new Month(row.text("sender"), row.text("month"), row.number("reports"), counts(row)));
    }

    public Optional<Report> one(UUID id) {
        return list(ONE.with("report", id), Reconciliations::report).stream().findFirst();
    }

    /** Rows of a report after the n-th, in the order of the file, then the permits that were not used. */
    public List<ListedSending> rows(UUID report, Optional<Result> result, long after, int limit) {
        // Written out, so that the few that are looked for are found by their index.
        var wanted = result.map(it -> " and result = '" + Json.text(it) + "'").orElse("");
        return list(
                Sql.of(ROWS.formatted(wanted))
                        .with("report", report)
                        .with("after", after)
                        .with("limit", limit),
                Reconciliations::row);
    }

    private <R> List<R> list(Sql.Call select, Sql.Mapper<R> mapper) {
        try (var connection = dataSource.getConnection()) {
            return select.list(connection, mapper);
        } catch (SQLException e) {
            throw Outage.undecided("the reports could not be read", e);
        }
    }

    private static Report report(Row row) throws SQLException {
        return new Report(
                row.id("report_id"),
                row.text("sender"),
                row.time("at"),
                row.time("first_at"),
                row.time("last_at"),
                row.constant(ReportState.class, "state"),
                row.number("rows"),
                row.number("done"),
                counts(row));
    }

    private static Counts counts(Row row) throws SQLException {
        return new Counts(
                row.number("with_permit"),
                row.number("without_asking"),
                row.number("after_expiry"),
                row.number("against_deny"),
                row.number("unused"),
                row.number("rejected"));
    }

    private static ListedSending row(Row row) throws SQLException {
        var result = row.constant(Result.class, "result");
        return new ListedSending(
                result == Result.PERMIT_UNUSED ? Optional.empty() : row.optionalNumber("n"),
                result,
                row.optionalTime("at"),
                row.optionalText("channel"),
                row.optionalId("decision_id"),
                row.optionalId("point_id"),
                row.optionalText("detail"),
                row.number("n"));
    }
}
