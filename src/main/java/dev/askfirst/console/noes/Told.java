package dev.askfirst.console.noes;

import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long after a no was recorded a webhook's receiver had taken it.
 *
 * @param owner the sender whose webhook it is; {@code *} for staff
 * @param name what its owner calls it
 * @param missed how many it was never told of: given up, or not for it any more
 * @param waiting how many it has still to be told of, among the oldest
 * @param oldest when the oldest of these was recorded
 */
record Told(String owner, String name, Speed speed, long missed, long waiting, Optional<Instant> oldest) {

    private static final int MOST = 100_000;
    private static final int MOST_WAITING = 10_000;

    private static final Sql WEBHOOKS = Sql.of("""
            with seen as materialized (
                select webhook_id, at, done_at, result, urgent from webhook_delivery
                where done_at >= :from order by done_at desc limit %d),
            told as (
                select webhook_id, result = 'delivered' as ok, round(1000 * extract(epoch from done_at - at))::bigint as late
                from seen where urgent),
            done as (
                select webhook_id, count(*) filter (where ok) as n, count(*) filter (where not ok) as missed,
                    percentile_disc(0.5) within group (order by late) filter (where ok) as half,
                    percentile_disc(0.99) within group (order by late) filter (where ok) as most,
                    max(late) filter (where ok) as slowest
                from told group by webhook_id),
            open as (
                select webhook_id, count(*) as n, min(at) as oldest
                from (select webhook_id, at from webhook_delivery where done_at is null and urgent order by at limit %d) oldest
                group by webhook_id)
            select w.owner, w.name, coalesce(done.n, 0) as n, coalesce(done.missed, 0) as missed, half, most, slowest,
                coalesce(open.n, 0) as waiting, oldest
            from webhook w left join done using (webhook_id) left join open using (webhook_id)
            order by w.owner, w.name""".formatted(MOST, MOST_WAITING));

    /** The ids of pages begin with when they were recorded, in milliseconds. */
    private static final Sql FEED = Sql.of("""
            with seen as materialized (
                select greatest(0, round(1000 * extract(epoch from placed_at))::bigint
                    - ('x' || substr(replace(page_id::text, '-', ''), 1, 12))::bit(48)::bigint) as late
                from (select page_id, placed_at, urgent from outbox where page_id >= first_uuid_of(:from)
                    order by page_id desc limit %d) newest
                where urgent and placed_at is not null)
            select count(*) as n, percentile_disc(0.5) within group (order by late) as half,
                percentile_disc(0.99) within group (order by late) as most, max(late) as slowest
            from seen""".formatted(MOST));

    static List<Told> webhooks(Connection connection, Instant from) throws SQLException {
        return WEBHOOKS.with("from", from)
                .list(
                        connection,
                        row -> new Told(
                                row.text("owner"),
                                row.text("name"),
                                speed(row),
                                row.number("missed"),
                                row.number("waiting"),
                                row.optionalTime("oldest")));
    }

    /** How long until a no could be read in the feed. */
    static Speed feed(Connection connection, Instant from) throws SQLException {
        return FEED.with("from", from).first(connection, Told::speed).orElse(Speed.NONE);
    }

    private static Speed speed(Row row) throws SQLException {
        return new Speed(
                row.number("n"),
                millis(row.optionalNumber("half")),
                millis(row.optionalNumber("most")),
                millis(row.optionalNumber("slowest")));
    }

    private static Duration millis(Optional<Long> count) {
        return Duration.ofMillis(count.orElse(0L));
    }
}
