package dev.askfirst.console.noes;

import dev.askfirst.consent.event.NoInForce;
import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How long after they were said noes came onto the record: as their acts say, among the newest acts.
 *
 * @param week its Monday; empty for all weeks together
 * @param all how many noes there were
 * @param speed of those that were said before they were recorded: others were said here
 */
record SaidToRecorded(NoInForce.Way way, Optional<LocalDate> week, long all, Speed speed) {

    /** So many of the newest acts are looked at: it takes the same time, however long the record is. */
    static final int MOST_ACTS = 100_000;

    /** What was found, and whether there were more acts than were looked at. */
    record Found(List<SaidToRecorded> rows, boolean cut) {}

    private static final Sql READ = Sql.of("""
            with seen as materialized (
                select kind, made, known, body ->> 'method' as method, body #>> '{by,issuer}' as issuer,
                    body #>> '{by,role}' as role,
                    body -> 'stop' is not null as reply
                from consent_event where id >= first_uuid_of(:from) order by id desc limit %d),
            no as (
                select date_trunc('week', known at time zone 'UTC')::date as week,
                    round(1000 * extract(epoch from known - made))::bigint as late,
                    case when reply then 'reply' when method = 'import' then 'import'
                        when method = 'page' and role = 'person' and (issuer = 'askfirst' or issuer like 'askfirst/%%') then 'page'
                        else 'api' end as way
                from seen where kind in ('refusal', 'withdrawal'))
            select way, week, count(*) as n, count(*) filter (where late > 0) as timed,
                percentile_disc(0.5) within group (order by late) filter (where late > 0) as half,
                percentile_disc(0.99) within group (order by late) filter (where late > 0) as most,
                max(late) as slowest, (select count(*) from seen) as seen
            from no group by grouping sets ((way), (way, week)) order by way, week""".formatted(MOST_ACTS));

    static Found since(Connection connection, Instant from) throws SQLException {
        var seen = new long[1];
        var rows = READ.with("from", from).list(connection, row -> {
            seen[0] = row.number("seen");
            return of(row);
        });
        return new Found(rows, seen[0] == MOST_ACTS);
    }

    private static SaidToRecorded of(Row row) throws SQLException {
        var speed = new Speed(
                row.number("timed"),
                millis(row.optionalNumber("half")),
                millis(row.optionalNumber("most")),
                millis(row.optionalNumber("slowest")));
        return new SaidToRecorded(
                row.constant(NoInForce.Way.class, "way"), row.optionalDate("week"), row.number("n"), speed);
    }

    private static Duration millis(Optional<Long> count) {
        return Duration.ofMillis(count.orElse(0L));
    }
}
