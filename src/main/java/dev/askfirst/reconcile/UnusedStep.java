package dev.askfirst.reconcile;

import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds permits on which nothing was sent: given in the time of the report, over by its end, and not given back. */
final class UnusedStep {

    private static final int PIECE = 5_000;

    private static final Sql PERMITS = Sql.of("""
            select a.decision_id, a.decided_at, a.channel,
                a.valid_until is not null and a.taken <> 2 and a.decided_at >= :first and a.valid_until <= :last
                    and not exists (
                        select 1 from outcome o where o.decision_id = a.decision_id and o.outcome = 'not_sent') as unused
            from reconciliation_asked a where a.job_id = :job and a.decision_id > :after
            order by a.decision_id limit %d""".formatted(PIECE));

    private static final Sql LAST_ROW =
            Sql.of("select coalesce(max(n), 0) as n from reconciliation_row where job_id = :job");

    private static final UUID FIRST = new UUID(0, 0);

    private record Permit(UUID decision, Instant at, String channel, boolean unused) {}

    private final Connection connection;

    UnusedStep(Connection connection) {
        this.connection = connection;
    }

    ReportJob piece(ReportJob job) throws SQLException {
        var permits = permits(job);
        var unused = new ArrayList<ReportRow>();
        var n = lastRow(job);
        for (var permit : permits) if (permit.unused()) unused.add(row(++n, permit));
        ReportRow.insert(connection, job.id(), unused);
        var further = permits.isEmpty()
                ? job.next()
                : job.reached(
                        new ReportJob.Reached(Optional.of(permits.getLast().decision()), Optional.empty(), 0));
        ReportJobs.keep(connection, further, ReportJobs.count(unused), 0);
        return further;
    }

    private static ReportRow row(long n, Permit permit) {
        return new ReportRow(
                n,
                Result.PERMIT_UNUSED,
                Optional.of(permit.at()),
                Optional.of(permit.channel()),
                Optional.empty(),
                Optional.of(permit.decision()),
                Optional.empty());
    }

    private List<Permit> permits(ReportJob job) throws SQLException {
        return PERMITS.with("first", job.first())
                .with("last", job.last())
                .with("job", job.id())
                .with("after", job.reached().decision().orElse(FIRST))
                .list(
                        connection,
                        row -> new Permit(
                                row.id("decision_id"),
                                row.time("decided_at"),
                                row.text("channel"),
                                row.flag("unused")));
    }

    private long lastRow(ReportJob job) throws SQLException {
        return LAST_ROW.with("job", job.id())
                .first(connection, row -> row.number("n"))
                .orElseThrow();
    }
}
