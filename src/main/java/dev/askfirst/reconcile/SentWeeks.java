package dev.askfirst.reconcile;

import dev.askfirst.platform.postgres.Outage;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** What senders did, week by week, by when each message was sent. It is counted once a report is matched, and kept. */
@ApplicationScoped
public class SentWeeks {

    /**
     * What the messages of a sender were in one week, all its reports together.
     *
     * @param week its Monday, in UTC
     */
    public record Week(String sender, LocalDate week, Reconciliations.Counts counts) {}

    private static final Sql COUNT = Sql.of("""
            insert into reconciliation_week (job_id, week, result, n)
            select job_id, date_trunc('week', at at time zone 'UTC')::date, result, count(*)
            from reconciliation_row where job_id = :job and at is not null group by 1, 2, 3""");

    /** Reports that a version before this one matched have no weeks: they are counted where they end. */
    private static final Sql SINCE = Sql.of("""
            with job as (
                select * from reconciliation_job
                where state = 'done' and (sender = :sender or :sender::text is null) and last_at >= :from::date)
            select sender, week, sum(n) filter (where result = 'sent_with_permit') as with_permit,
                sum(n) filter (where result = 'sent_without_asking') as without_asking,
                sum(n) filter (where result = 'sent_after_expiry') as after_expiry,
                sum(n) filter (where result = 'sent_against_deny') as against_deny,
                sum(n) filter (where result = 'permit_unused') as unused
            from (
                select sender, week, result, n from job join reconciliation_week w on w.job_id = job.id
                union all
                select sender, date_trunc('week', last_at at time zone 'UTC')::date, kinds.result, kinds.n
                from job cross join lateral (values ('sent_with_permit', with_permit), ('sent_without_asking', without_asking),
                    ('sent_after_expiry', after_expiry), ('sent_against_deny', against_deny), ('permit_unused', unused)
                ) kinds (result, n)
                where kinds.n > 0 and not exists (select 1 from reconciliation_week w where w.job_id = job.id)
            ) counted
            where week >= :from::date group by 1, 2 order by 1, 2""");

    private final DataSource dataSource;

    SentWeeks(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Counts the rows of a report that is matched, in the transaction that says so. */
    static void count(Connection connection, UUID job) throws SQLException {
        COUNT.with("job", job).update(connection);
    }

    /** By sender and week, from the week of this Monday on; of one sender or of all. */
    public List<Week> since(LocalDate week, Optional<String> sender) {
        try (var connection = dataSource.getConnection()) {
            return SINCE.with("from", week.toString())
                    .with("sender", sender)
                    .list(connection, row -> new Week(row.text("sender"), row.date("week"), counts(row)));
        } catch (SQLException e) {
            throw Outage.undecided("the reports could not be counted", e);
        }
    }

    private static Reconciliations.Counts counts(Row row) throws SQLException {
        return new Reconciliations.Counts(
                row.optionalNumber("with_permit").orElse(0L),
                row.optionalNumber("without_asking").orElse(0L),
                row.optionalNumber("after_expiry").orElse(0L),
                row.optionalNumber("against_deny").orElse(0L),
                row.optionalNumber("unused").orElse(0L),
                0);
    }
}
