package dev.askfirst.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

/** Decisions that were made long ago, as far as the database can tell. */
final class Past {

    private static final int PIECE = 250_000;

    // In the order of time, as decisions are written; one in 100,000 of a rare sender, one in a million for a rare
    // reason.
    private static final String FILL = """
            with line as (
                select n / 40 as p, at, n %% 40 as slot, format('{"authorship":"automated","catalog":1,"channel":"%%s",'
                        || '"controller":"%%s","critical":false,"cut":false,"decided":"%%s",'
                        || E'\\x1f"id":"\\x1f","kind":"decision","mode":"reserve","outcome":"%%s","point":"\\x1f","reasons":[%%s],'
                        || E'"sender":"%%s"\\x1f,"suppressions":[],"terms":\\x1f\\x1f,"topic":"%%s"}',
                    case when n %% 10 = 0 then 'sms' else 'email' end,
                    case when n %% 100 < 60 then 'acme' else 'globex' end,
                    to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                    case when n %% 20 < 14 then 'permit' when n %% 20 < 19 then 'deny' else 'defer' end,
                    case when n %% 1000000 = 11 then '"no_opening"' when n %% 20 < 14 then ''
                        when n %% 20 < 17 then '"consent_unknown"' when n %% 20 < 19 then '"consent_withdrawn"'
                        else '"quiet_hours"' end,
                    case when n %% 100000 = 7 then 'acme-dialler' when n %% 100 < 60 then 'acme-mailer'
                        when n %% 100 < 85 then 'globex-mailer' else 'agency' end,
                    (array['offers.shoes', 'offers.bags', 'events', 'newsletter', 'orders'])[1 + n %% 5]) as template,
                    md5('point' || n * 7919 %% 200000)::uuid as point
                from (select n, ?::timestamptz + (?::timestamptz - ?::timestamptz) * ((n / 40 * 40)::float8 / ?) as at
                      from generate_series(?::bigint, ?::bigint) n) it),
            numbered as (
                select p, at, slot, template, point, dense_rank() over (partition by p order by template) - 1 as number from line),
            made as (
                select p, (left(first_uuid_of(at)::text, 14) || '7' || left(md5('page' || p), 3) || '-8'
                        || substr(md5('page' || p), 4, 3) || '-' || substr(md5('page' || p), 7, 9) || '000')::uuid as page_id,
                    count(*) as n, string_agg(distinct template, E'\\n' order by template) as templates,
                    string_agg(number || '  ' || point || '  1 ', E'\\n' order by slot) as lines
                from numbered group by p, at),
            paged as (
                insert into page (page_id, n, leaves, first_leaf, shard)
                select page_id, n, decode(repeat('00', 32 * n::integer), 'hex'), 1000000000 + p * 40, shard_of(page_id) from made)
            insert into decision_page (page_id, n, templates, lines, shard)
            select page_id, n, templates, lines, shard_of(page_id) from made order by p
            """.replace("%%", "%");

    private static final String PARTITION = """
            create table if not exists decision_page_%1$s partition of decision_page
            for values from (first_uuid_of('%2$s 00:00+00')) to (first_uuid_of('%3$s 00:00+00'))""";

    private Past() {}

    /** Fills in so many decisions, spread evenly over this time, each month in a partition of its own. */
    static void fill(Connection owner, long rows, Instant start, Instant end) throws SQLException {
        var started = System.nanoTime();
        try (var insert = owner.prepareStatement(FILL);
                var statement = owner.createStatement()) {
            for (var month = month(start); !month.isAfter(month(end)); month = month.plusMonths(1))
                statement.execute(PARTITION.formatted(
                        month.toString().replace('-', '_'),
                        month.atDay(1),
                        month.plusMonths(1).atDay(1)));
            for (var first = 0L; first < rows; first += PIECE) {
                for (var i : List.of(1, 3)) insert.setString(i, start.toString());
                insert.setString(2, end.toString());
                insert.setDouble(4, rows);
                insert.setLong(5, first);
                insert.setLong(6, Math.min(first + PIECE, rows) - 1);
                insert.executeUpdate();
                if (first / PIECE % 8 == 7) System.out.printf("%,d decisions%n", first + PIECE);
            }
            statement.execute("vacuum analyze decision_page, page");
            // What was filled in behind the counter's back is counted from the beginning.
            statement.execute("truncate decision_hour, decision_day, decision_stretch");
            statement.execute("update decision_count_mark set leaf = 0");
        }
        System.out.printf("%,d decisions in %.0f s%n", rows, (System.nanoTime() - started) / 1e9);
    }

    private static YearMonth month(Instant instant) {
        return YearMonth.from(instant.atOffset(ZoneOffset.UTC));
    }
}
