package dev.askfirst.decision.retention;

import dev.askfirst.audit.Entry;
import dev.askfirst.audit.Page;
import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.Sql;
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
import java.util.stream.Stream;

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
    private static final Sql IMPATIENT = Sql.of("set local lock_timeout = '500ms'");

    private static final Sql NO_HOLDS = Sql.of("lock table legal_hold in share mode");

    private static final Sql HELD = Sql.of("""
            with held as (
                select h.person_id from legal_hold h where h.until is null or h.until > :now
            ), one as (
                select person_id from held union select m.person_id from merged_person m join held h on h.person_id = m.into_id
            )
            select point_id, contact_key from contact_point where person_id in (select person_id from one)
            union all
            select (body ->> 'point')::uuid, null from consent_event
            where person_id in (select person_id from one) and body ->> 'point' is not null""");

    private static final Sql FORGET_KEY = Sql.of("delete from audit_key where month = :month");
    private static final Sql DROP = Sql.of("select drop_decision_partition(:month)");
    private static final Sql RETIRED =
            Sql.of("insert into retired_month values (:month, :id, :now, :decisions, :page, :slot)");
    private static final Sql COUNT = Sql.of(
            "select coalesce(sum(n), 0) as n from decision_page where page_id >= first_uuid_of(:from) and page_id < first_uuid_of(:to)");
    private static final Sql ASKED = Sql.of("""
            select 1 from pages_about(:ids::uuid[], first_uuid_of(:from), first_uuid_of(:to)) limit 1""");
    private static final Sql REPLIED = Sql.of("""
            select 1 from (select id, contact_key from reply_text union all select id, contact_key from complaint_text) told
            where contact_key = any (:ids::uuid[])
                and id >= first_uuid_of(:from) and id < first_uuid_of(:to) limit 1""");

    /** All that goes with the month. */
    private static final List<Sql> DELETES = Stream.of(
                    "suppression_subject where page_id",
                    "reply_text where id",
                    "evidence using complaint_step where complaint_step.id = evidence.event and complaint_id",
                    "complaint_text where id",
                    "evidence using outcome where outcome.id = evidence.event and decision_id",
                    "decision_stretch where last_page",
                    "decision_page_default where page_id")
            .map(rows -> Sql.of("delete from " + rows + " between first_uuid_of(:from) and first_uuid_of(:to)"))
            .toList();

    private final Connection connection;
    private final YearMonth month;
    private final Instant now;
    private final boolean drops;

    /** @param drops whether the partition goes in the same transaction; else {@link #drop} is to be called once it is over */
    Retirement(Connection connection, YearMonth month, Instant now, boolean drops) {
        this.connection = connection;
        this.month = month;
        this.now = now;
        this.drops = drops;
    }

    /** Drops the partition of a month that was retired. */
    static Done drop(Connection connection, String month) throws SQLException {
        IMPATIENT.update(connection);
        DROP.with("month", month).exists(connection);
        return Done.NOTHING;
    }

    Done retire() throws SQLException {
        var decisions = count();
        IMPATIENT.update(connection);
        // A new legal hold waits until this transaction ends, so that the reply to it is true.
        NO_HOLDS.update(connection);
        if (isHeld()) return Done.NOTHING;
        var page = record(decisions);
        FORGET_KEY.with("month", month.toString()).update(connection);
        for (var delete : DELETES) delete.with("from", from()).with("to", to()).update(connection);
        if (drops) DROP.with("month", month.toString()).exists(connection);
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
        RETIRED.with("month", month.toString())
                .with("id", id)
                .with("now", now)
                .with("decisions", decisions)
                .with("page", page.id())
                .with("slot", slot)
                .update(connection);
        return page.id();
    }

    private long count() throws SQLException {
        return COUNT.with("from", from())
                .with("to", to())
                .first(connection, row -> row.number("n"))
                .orElseThrow();
    }

    private boolean isHeld() throws SQLException {
        var points = new ArrayList<UUID>();
        var keys = new ArrayList<UUID>();
        HELD.with("now", now).each(connection, row -> {
            points.add(row.id("point_id"));
            row.optionalId("contact_key").ifPresent(keys::add);
        });
        return !points.isEmpty() && (exists(ASKED, points) || exists(REPLIED, keys));
    }

    private boolean exists(Sql rows, List<UUID> ids) throws SQLException {
        return rows.with("ids", ids).with("from", from()).with("to", to()).exists(connection);
    }

    /** The start of the month. The first id of that instant has no valid UUID version, so no decision has it. */
    private Instant from() {
        return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private Instant to() {
        return month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
