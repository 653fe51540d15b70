package dev.askfirst.decision;

import dev.askfirst.audit.Page;
import dev.askfirst.platform.Columns;
import dev.askfirst.platform.IdempotencyKey;
import dev.askfirst.platform.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Appends the decisions of one batch and their page with one statement; with another the keys they were asked under. */
final class Recorder {

    /** A decision with the slot it has on the page, and the key it was asked under. */
    record Row(Recorded recorded, short slot, Optional<IdempotencyKey> key) {
        private Matter matter() {
            return recorded.matter();
        }

        private Recorded.Verdict verdict() {
            return recorded.verdict();
        }
    }

    private static final String INSERT = """
            with page as (insert into page (page_id, n, leaves) values (?, ?, ?))
            insert into decision (page_id, id, decided_at, mode, asked_at, sender, controller, topic, channel, point_id,
                stranger, authorship, critical, author, campaign, salt, outcome, reasons, cut, grant_id, valid_until,
                not_before, terms_version, catalog_version, suppressions, slot)
            select ?, id, decided_at, mode, asked_at, sender, controller, topic, channel, point_id, stranger, authorship,
                critical, author, campaign, salt, outcome, string_to_array(reasons, ','), cut, grant_id, valid_until,
                not_before, terms_version, catalog_version, string_to_array(suppressions, ','), slot
            from unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::bool[], ?::text[], ?::text[], ?::bytea[], ?::text[],
                ?::text[], ?::bool[], ?::uuid[], ?::timestamptz[], ?::timestamptz[], ?::bigint[], ?::bigint[], ?::text[],
                ?::int[])
            u (id, decided_at, mode, asked_at, sender, controller, topic, channel, point_id, stranger, authorship,
                critical, author, campaign, salt, outcome, reasons, cut, grant_id, valid_until, not_before, terms_version,
                catalog_version, suppressions, slot)""";

    private Recorder() {}

    static void write(Connection connection, Page page, List<Row> rows) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            var columns = Columns.of(insert, rows)
                    .constant(page.id())
                    .constant((int) page.size())
                    .constant(page.leaves())
                    .constant(page.id());
            question(columns);
            answer(columns);
            insert.executeUpdate();
        }
        keys(connection, rows.stream().filter(row -> row.key().isPresent()).toList());
    }

    private static void question(Columns<Row> columns) throws SQLException {
        columns.uuids(row -> row.recorded().id())
                .times(row -> row.recorded().decidedAt())
                .texts(row -> Json.text(row.matter().mode()))
                .times(row -> row.matter().at().orElse(null))
                .texts(row -> row.recorded().sender())
                .texts(row -> row.recorded().controller())
                .texts(row -> row.matter().topic())
                .texts(row -> row.matter().channel())
                .uuids(row -> row.recorded().about().point().orElse(null))
                .uuids(row -> row.recorded().about().stranger().orElse(null))
                .texts(row -> Json.text(row.matter().message().authorship()))
                .flags(row -> row.matter().message().critical())
                .texts(row -> row.matter().message().author().orElse(null))
                .texts(row -> row.matter().message().campaign().orElse(null))
                .bytes(row -> row.recorded().texts().map(Recorded.Texts::salt).orElse(null));
    }

    private static void answer(Columns<Row> columns) throws SQLException {
        columns.texts(row -> Json.text(row.verdict().outcome()))
                .texts(row -> String.join(",", row.recorded().reasonCodes()))
                .flags(row -> row.verdict().cut())
                .uuids(row -> row.verdict().grant().orElse(null))
                .times(row -> row.verdict().validUntil().orElse(null))
                .times(row -> row.verdict().notBefore().orElse(null))
                .longs(row -> row.recorded().basis().termsVersion())
                .longs(row -> row.recorded().basis().catalogVersion())
                .texts(row -> String.join(",", row.recorded().basis().suppressions()))
                .ints(Row::slot);
    }

    private static void keys(Connection connection, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) return;
        try (var insert = connection.prepareStatement("""
                insert into idempotency (key, fingerprint, ref, at)
                select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::timestamptz[])""")) {
            Columns.of(insert, rows)
                    .uuids(row -> row.key().orElseThrow().key())
                    .uuids(row -> row.key().orElseThrow().fingerprint())
                    .uuids(row -> row.recorded().id())
                    .times(row -> row.recorded().decidedAt());
            insert.executeUpdate();
        }
    }
}
