package dev.askfirst.outbound.feed;

import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Predicate;

/** What happened, in the one order in which everybody is told of it. */
public final class Feed {

    private static final int MOST_ROWS = 500;
    private static final int AT_A_TIME = 20;

    /** From which place on the feed is kept, and the first that is not taken yet. */
    record Bounds(long oldest, long next) {}

    private static final Sql BOUNDS = Sql.of("""
            select coalesce((select min(first_position) from outbox), next_position) as oldest, next_position
            from feed_position where id = 1""");

    private Feed() {}

    /** The place of the oldest change that is kept; the first that is not taken yet, if there is none. */
    public static long oldest(Connection connection) throws SQLException {
        return bounds(connection).oldest();
    }

    static Bounds bounds(Connection connection) throws SQLException {
        return BOUNDS.first(connection, row -> new Bounds(row.number("oldest"), row.number("next_position")))
                .orElseThrow();
    }

    /**
     * Shows changes in their order, from a place on, until {@code more} has enough. It may end before the feed does.
     * Needs a transaction: rows are fetched as they are used.
     */
    public static void read(Connection connection, long from, Predicate<Placed> more) throws SQLException {
        try (var select = connection.prepareStatement("""
                select first_position, page_id, changes, sequences from outbox
                where first_position >= coalesce((select max(first_position) from outbox where first_position <= ?), 0)
                order by first_position limit ?""")) {
            select.setLong(1, from);
            select.setInt(2, MOST_ROWS);
            select.setFetchSize(AT_A_TIME);
            var rows = select.executeQuery();
            var row = Row.of(rows);
            while (rows.next()) {
                var placed = Placed.all(
                        row.number("first_position"),
                        row.id("page_id"),
                        row.text("changes"),
                        row.optionalText("sequences"));
                for (var change : placed) if (change.position() >= from && !more.test(change)) return;
            }
        }
    }
}
