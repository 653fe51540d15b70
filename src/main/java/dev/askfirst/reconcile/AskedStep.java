package dev.askfirst.reconcile;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;

/** Copies the sender's answers in the time of its report, indexed by addressee. */
final class AskedStep {

    private static final int PIECE = 20_000;

    // However few of them are this sender's, a piece reads no more than so many decisions.
    private static final String COPY = """
            with piece as (
                select * from decision where id > ? and id < first_uuid_of(?) order by id limit %d),
            copied as (
                insert into reconciliation_asked
                select ?, d.id, coalesce(d.point_id, d.stranger), d.channel, d.decided_at,
                    case when d.outcome = 'permit' then d.valid_until end, d.not_before,
                    case when exists (select 1 from reconciliation_input i where i.job_id = ? and i.decision_id = d.id)
                        then 1 else 0 end
                from piece d where d.sender = ? and d.mode <> 'check'
                on conflict do nothing)
            select id from piece order by id desc limit 1""".formatted(PIECE);

    private final Connection connection;
    private final ReconcileConfig config;

    private record Span(OffsetDateTime from, OffsetDateTime to) {}

    AskedStep(Connection connection, ReconcileConfig config) {
        this.connection = connection;
        this.config = config;
    }

    ReportJob piece(ReportJob job) throws SQLException {
        var span = span(job);
        try (var copy = connection.prepareStatement(COPY)) {
            var after = job.reached().decision();
            copy.setObject(1, after.isPresent() ? after.get() : firstOf(span.from()));
            copy.setObject(2, span.to());
            copy.setObject(3, job.id());
            copy.setObject(4, job.id());
            copy.setString(5, job.sender());
            var row = copy.executeQuery();
            var further = row.next()
                    ? job.reached(new ReportJob.Reached(
                            java.util.Optional.of(row.getObject(1, UUID.class)), java.util.Optional.empty(), 0))
                    : job.next();
            ReportJobs.keep(connection, further, Map.of(), 0);
            return further;
        }
    }

    /** The time of the report and that of its rows, whichever is wider. */
    private Span span(ReportJob job) throws SQLException {
        try (var select =
                connection.prepareStatement("select min(at), max(at) from reconciliation_input where job_id = ?")) {
            select.setObject(1, job.id());
            var row = select.executeQuery();
            row.next();
            var first = earlier(job.first(), row.getObject(1, OffsetDateTime.class));
            var last = later(job.last(), row.getObject(2, OffsetDateTime.class));
            return new Span(
                    first.minus(config.lookBack()).atOffset(ZoneOffset.UTC),
                    last.plus(config.tolerance()).atOffset(ZoneOffset.UTC));
        }
    }

    private UUID firstOf(OffsetDateTime at) throws SQLException {
        try (var select = connection.prepareStatement("select first_uuid_of(?)")) {
            select.setObject(1, at);
            var row = select.executeQuery();
            row.next();
            return row.getObject(1, UUID.class);
        }
    }

    private static Instant earlier(Instant one, OffsetDateTime other) {
        return other == null || one.isBefore(other.toInstant()) ? one : other.toInstant();
    }

    private static Instant later(Instant one, OffsetDateTime other) {
        return other == null || one.isAfter(other.toInstant()) ? one : other.toInstant();
    }
}
