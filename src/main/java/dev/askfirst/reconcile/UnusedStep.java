package dev.askfirst.reconcile;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;

/** Finds permits on which nothing was sent: given in the time of the report, over by its end, and not given back. */
final class UnusedStep {

    private static final int PIECE = 5_000;

    private static final String PERMITS = """
            select a.decision_id, a.decided_at, a.channel,
                a.valid_until is not null and a.taken <> 2 and a.decided_at >= ? and a.valid_until <= ? and not exists (
                    select 1 from outcome o where o.decision_id = a.decision_id and o.outcome = 'not_sent')
            from reconciliation_asked a where a.job_id = ? and a.decision_id > ? order by a.decision_id limit %d""".formatted(PIECE);

    private static final UUID FIRST = new UUID(0, 0);

    private final Connection connection;

    UnusedStep(Connection connection) {
        this.connection = connection;
    }

    ReportJob piece(ReportJob job) throws SQLException {
        var unused = new ArrayList<ReportRow>();
        var last = Optional.<UUID>empty();
        var n = lastRow(job);
        try (var select = connection.prepareStatement(PERMITS)) {
            select.setObject(1, job.first().atOffset(ZoneOffset.UTC));
            select.setObject(2, job.last().atOffset(ZoneOffset.UTC));
            select.setObject(3, job.id());
            select.setObject(4, job.reached().decision().orElse(FIRST));
            var row = select.executeQuery();
            while (row.next()) {
                last = Optional.of(row.getObject(1, UUID.class));
                if (!row.getBoolean(4)) continue;
                unused.add(new ReportRow(
                        ++n,
                        Result.PERMIT_UNUSED,
                        Optional.of(row.getObject(2, OffsetDateTime.class).toInstant()),
                        Optional.of(row.getString(3)),
                        Optional.empty(),
                        last,
                        Optional.empty()));
            }
        }
        ReportRow.insert(connection, job.id(), unused);
        var further = last.isPresent() ? job.reached(new ReportJob.Reached(last, Optional.empty(), 0)) : job.next();
        ReportJobs.keep(connection, further, ReportJobs.count(unused), 0);
        return further;
    }

    private long lastRow(ReportJob job) throws SQLException {
        try (var select =
                connection.prepareStatement("select coalesce(max(n), 0) from reconciliation_row where job_id = ?")) {
            select.setObject(1, job.id());
            var row = select.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }
}
