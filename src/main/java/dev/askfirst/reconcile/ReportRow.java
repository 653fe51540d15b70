package dev.askfirst.reconcile;

import dev.askfirst.platform.json.Json;
import dev.askfirst.platform.postgres.RowType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was found out about one row of a report, or about a permit that no row speaks of. */
record ReportRow(
        long n,
        Result result,
        Optional<Instant> at,
        Optional<String> channel,
        Optional<UUID> point,
        Optional<UUID> decision,
        Optional<String> detail) {

    private static final RowType ROW = RowType.of(
            "reconciliation_row", 1, "job_id", "n", "result", "at", "channel", "point_id", "decision_id", "detail");

    static ReportRow rejected(long line, String why) {
        return new ReportRow(
                line,
                Result.REJECTED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(why));
    }

    static void insert(Connection connection, UUID job, List<ReportRow> rows) throws SQLException {
        if (rows.isEmpty()) return;
        // Rows as one array stay JDBC.
        try (var insert = connection.prepareStatement(ROW.insert())) {
            ROW.bind(
                    insert,
                    1,
                    rows,
                    (it, row) -> row.id(job)
                            .int8Column(it.n())
                            .text(Json.text(it.result()))
                            .time(it.at())
                            .text(it.channel())
                            .id(it.point())
                            .id(it.decision())
                            .text(it.detail()));
            insert.executeUpdate();
        }
    }
}
