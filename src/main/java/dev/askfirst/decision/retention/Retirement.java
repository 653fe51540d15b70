package dev.askfirst.decision.retention;

import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Page;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.PgArray;
import dev.askfirst.platform.postgres.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Deletes the decisions of one month in one transaction, with the month's audit key that hid strangers, and all that
 * was hidden by that key alone. Their pages stay, and an entry says what was deleted. A month with questions about
 * somebody on legal hold is not retired.
 */
final class Retirement {

    /** The result; no page if the month is not retired. */
    record Done(long decisions, Optional<UUID> page) implements Transactions.Recorded {
        private static final Done NOTHING = new Done(0, Optional.empty());
    }

    /**
     * While the drop of a partition waits for its lock, decisions wait behind it: so it gives up early, and is tried
     * again later.
     */
    private static final String IMPATIENT = "set local lock_timeout = '500ms'";

    private static final String HELD = """
            with held as (
                select h.person_id from legal_hold h where h.until is null or h.until > ?
            ), one as (
                select person_id from held union select m.person_id from merged_person m join held h on h.person_id = m.into_id
            )
            select point_id, contact_key from contact_point where person_id in (select person_id from one)
            union all
            select (body ->> 'point')::uuid, null from consent_event
            where person_id in (select person_id from one) and body ->> 'point' is not null""";

    private final Connection connection;
    private final YearMonth month;
    private final Instant now;

    Retirement(Connection connection, YearMonth month, Instant now) {
        this.connection = connection;
        this.month = month;
        this.now = now;
    }

    Done retire() throws SQLException {
        var decisions = count();
        try (var statement = connection.createStatement()) {
            statement.execute(IMPATIENT);
            // A new legal hold waits until this transaction ends, so that the reply to it is true.
            statement.execute("lock table legal_hold in share mode");
        }
        if (isHeld()) return Done.NOTHING;
        var page = record(decisions);
        execute("delete from audit_key where month = ?", month.toString());
        for (var rows : List.of(
                "suppression_subject where page_id",
                "reply_text where id",
                "decision_facts where id",
                "evidence using outcome where outcome.id = evidence.event and decision_id",
                "decision_default where id")) {
            execute("delete from %s between first_uuid_of(?) and first_uuid_of(?)".formatted(rows), from(), to());
        }
        try (var drop = connection.prepareStatement("select drop_decision_partition(?)")) {
            drop.setString(1, month.toString());
            drop.executeQuery();
        }
        return new Done(decisions, Optional.of(page));
    }

    private UUID record(long decisions) throws SQLException {
        var id = Ids.at(now);
        var page = new Page(now);
        var slot = page.add(new Entry()
                .time("at", now)
                .number("decisions", decisions)
                .id("id", id)
                .text("kind", "retirement")
                .text("month", month.toString()));
        page.insert(connection);
        execute(
                "insert into retired_month values (?, ?, ?, ?, ?, ?)",
                month.toString(),
                id,
                now.atOffset(ZoneOffset.UTC),
                decisions,
                page.id(),
                slot);
        return page.id();
    }

    private long count() throws SQLException {
        try (var select = connection.prepareStatement(
                "select count(*) from decision where id >= first_uuid_of(?) and id < first_uuid_of(?)")) {
            select.setObject(1, from());
            select.setObject(2, to());
            var row = select.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    private boolean isHeld() throws SQLException {
        var points = new ArrayList<UUID>();
        var keys = new ArrayList<UUID>();
        try (var select = connection.prepareStatement(HELD)) {
            select.setObject(1, now.atOffset(ZoneOffset.UTC));
            var row = select.executeQuery();
            while (row.next()) {
                points.add(row.getObject(1, UUID.class));
                Optional.ofNullable(row.getObject(2, UUID.class)).ifPresent(keys::add);
            }
        }
        return !points.isEmpty()
                && (exists("decision where point_id = any (?) and id", points)
                        || exists("reply_text where contact_key = any (?) and id", keys));
    }

    private boolean exists(String rows, List<UUID> ids) throws SQLException {
        try (var select = connection.prepareStatement(
                "select exists (select 1 from %s >= first_uuid_of(?) and id < first_uuid_of(?))".formatted(rows))) {
            PgArray.ids(select, 1, ids);
            select.setObject(2, from());
            select.setObject(3, to());
            var row = select.executeQuery();
            row.next();
            return row.getBoolean(1);
        }
    }

    /** The start of the month. The first id of that instant has no valid UUID version, so no decision has it. */
    private Object from() {
        return month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
    }

    private Object to() {
        return month.plusMonths(1).atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) statement.setObject(i + 1, parameters[i]);
            statement.executeUpdate();
        }
    }
}
