package dev.askfirst.reconcile;

import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Copies the sender's answers in the time of its report, indexed by addressee. */
final class AskedStep {

    private static final int PIECE = 20_000;

    // However few of them are this sender's, a piece reads no more than so many decisions.
    private static final Sql COPY = Sql.of("""
            with piece as materialized (select * from pages_between(:after, first_uuid_of(:end), %d)),
            copied as (
                insert into reconciliation_asked
                select :job, d.id, coalesce(d.point_id, d.stranger), d.channel, d.decided_at,
                    case when d.outcome = 'permit' then d.valid_until end, d.not_before,
                    case when exists (select 1 from reconciliation_input i where i.job_id = :job and i.decision_id = d.id)
                        then 1 else 0 end
                from (select * from decision d
                      where d.page_id > :after and d.page_id <= (select last from piece)
                          and strpos(d.template, '"sender":' || to_json(:sender::text)) > 0 and d.sender = :sender
                          and d.mode <> 'check' offset 0) d
                on conflict do nothing)
            select last as id from piece where last is not null""".formatted(PIECE));

    private static final Sql TIMES =
            Sql.of("select min(at) as first, max(at) as last from reconciliation_input where job_id = :job");

    private static final Sql FIRST = Sql.of("select first_uuid_of(:at) as id");

    private final Connection connection;
    private final ReconcileConfig config;

    private record Span(Instant from, Instant to) {}

    AskedStep(Connection connection, ReconcileConfig config) {
        this.connection = connection;
        this.config = config;
    }

    ReportJob piece(ReportJob job) throws SQLException {
        var span = span(job);
        var after = job.reached().decision();
        var last = COPY.with("after", after.isPresent() ? after.get() : firstOf(span.from()))
                .with("end", span.to())
                .with("job", job.id())
                .with("sender", job.sender())
                .first(connection, row -> row.id("id"));
        var further = last.isPresent() ? job.reached(new ReportJob.Reached(last, Optional.empty(), 0)) : job.next();
        ReportJobs.keep(connection, further, Map.of(), 0);
        return further;
    }

    /** The time of the report and that of its rows, whichever is wider. */
    private Span span(ReportJob job) throws SQLException {
        return TIMES.with("job", job.id())
                .first(connection, row -> {
                    var first = row.optionalTime("first")
                            .filter(job.first()::isAfter)
                            .orElse(job.first());
                    var last = row.optionalTime("last")
                            .filter(job.last()::isBefore)
                            .orElse(job.last());
                    return new Span(first.minus(config.lookBack()), last.plus(config.tolerance()));
                })
                .orElseThrow();
    }

    private UUID firstOf(Instant at) throws SQLException {
        return FIRST.with("at", at).first(connection, row -> row.id("id")).orElseThrow();
    }
}
