package dev.askfirst.decision;

import dev.askfirst.audit.Page;
import dev.askfirst.platform.IdempotencyKey;
import dev.askfirst.platform.Json;
import dev.askfirst.platform.PgArray;
import dev.askfirst.platform.PgBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Appends the decisions of one batch and their page with one statement; with another the keys they were asked under. */
final class Recorder {

    /** A decision with the slot it has on the page, and the key it was asked under. */
    record Row(Recorded recorded, short slot, Optional<IdempotencyKey> key) {}

    private static final String INSERT = """
            with page as (insert into page (page_id, n, leaves) values (?, ?, ?))
            insert into decision select * from unnest(?::decision[])""";

    private Recorder() {}

    static void write(Connection connection, Page page, List<Row> rows) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, page.id());
            insert.setShort(2, page.size());
            insert.setBytes(3, page.leaves());
            PgArray.rows(insert, 4, "decision", rows, (row, columns) -> write(row, page, columns));
            insert.executeUpdate();
        }
        keys(connection, rows.stream().filter(row -> row.key().isPresent()).toList());
    }

    private static void write(Row row, Page page, PgBuffer columns) {
        var recorded = row.recorded();
        var matter = recorded.matter();
        var message = matter.message();
        var verdict = recorded.verdict();
        columns.id(recorded.id())
                .time(recorded.decidedAt())
                .text(Json.text(matter.mode()))
                .time(matter.at())
                .text(recorded.sender())
                .text(recorded.controller())
                .text(matter.topic())
                .text(matter.channel())
                .id(recorded.about().point())
                .id(recorded.about().stranger())
                .text(Json.text(message.authorship()))
                .flag(message.critical())
                .text(message.author())
                .text(message.campaign())
                .bytes(recorded.texts().map(Recorded.Texts::salt))
                .text(Json.text(verdict.outcome()))
                .texts(recorded.reasonCodes())
                .flag(verdict.cut())
                .id(verdict.grant())
                .time(verdict.validUntil())
                .time(verdict.notBefore())
                .int8Column(recorded.basis().termsVersion())
                .int8Column(recorded.basis().catalogVersion())
                .texts(recorded.basis().suppressions())
                .id(page.id())
                .int2Column(row.slot());
    }

    private static void keys(Connection connection, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) return;
        try (var insert =
                connection.prepareStatement("insert into idempotency select * from unnest(?::idempotency[])")) {
            PgArray.rows(
                    insert,
                    1,
                    "idempotency",
                    rows,
                    (row, columns) -> columns.id(row.key().orElseThrow().key())
                            .id(row.key().orElseThrow().fingerprint())
                            .id(row.recorded().id())
                            .text(Optional.empty())
                            .time(row.recorded().decidedAt()));
            insert.executeUpdate();
        }
    }
}
