package dev.askfirst.audit.decision;

import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Reads pages of decisions. */
public final class DecisionLines {

    /**
     * One page, read only as far as counting and searching need it.
     *
     * @param first the index of its first leaf
     * @param size how many decisions it has
     * @param points the contact points that they are about
     */
    public record Lines(UUID page, long first, int size, List<Alike> alike, Set<UUID> points) {

        /** The index after its last leaf. */
        long end() {
            return first + size;
        }
    }

    /** Takes decisions of one page that are alike. */
    @FunctionalInterface
    public interface Taker {
        void take(Alike decisions);
    }

    private static final UUID NO_PAGE = new UUID(0, 0);

    private static final Sql SEALED = Sql.of("""
            select p.page_id, p.first_leaf, d.templates, d.lines
            from page p join decision_page d on d.page_id = p.page_id and d.shard = p.shard
            where p.first_leaf >= :from and p.first_leaf < :to order by p.first_leaf""");

    /** Pages of a time from a leaf on, and those that are not sealed yet. */
    private static final String NEWEST = """
            select %s from page p join decision_page d on d.page_id = p.page_id and d.shard = p.shard
            where (p.first_leaf >= :leaf or p.first_leaf is null)
              and d.page_id >= first_uuid_of(:from) and d.page_id < first_uuid_of(:to)""";

    private static final Sql HOW_MANY = Sql.of(NEWEST.formatted("coalesce(sum(d.n), 0) as n"));
    private static final Sql LINES = Sql.of(NEWEST.formatted("d.templates, d.lines"));

    private DecisionLines() {}

    /** The pages with leaves from one index on and before another, in the order of the log. */
    public static List<Lines> sealed(Connection connection, long from, long to) throws SQLException {
        return SEALED.with("from", from)
                .with("to", to)
                .list(
                        connection,
                        row -> lines(
                                row.id("page_id"), row.number("first_leaf"), row.text("templates"), row.text("lines")));
    }

    /** How many decisions of a time are sealed from this leaf on, or not sealed yet. */
    public static long since(Connection connection, long leaf, Instant from, Instant to) throws SQLException {
        return HOW_MANY.with("leaf", leaf)
                .with("from", from)
                .with("to", to)
                .first(connection, row -> row.number("n"))
                .orElseThrow();
    }

    /** The decisions of a time that are sealed from this leaf on, or not sealed yet. */
    public static void each(Connection connection, long leaf, Instant from, Instant to, Taker taker)
            throws SQLException {
        LINES.with("leaf", leaf)
                .with("from", from)
                .with("to", to)
                .each(
                        connection,
                        row -> lines(NO_PAGE, 0, row.text("templates"), row.text("lines"))
                                .alike()
                                .forEach(taker::take));
    }

    /** What is the same stands once, in a template, and is read once. */
    private static Lines lines(UUID page, long first, String templates, String lines) {
        var known = templates.split("\n");
        var counts = new long[known.length];
        var points = new HashSet<UUID>();
        var size = 0;
        for (var at = 0; at < lines.length(); size++) {
            counts[PageText.number(lines, at)]++;
            PageText.point(lines, at).ifPresent(points::add);
            var end = lines.indexOf('\n', at);
            at = end < 0 ? lines.length() : end + 1;
        }
        var alike = new ArrayList<Alike>(known.length);
        for (var i = 0; i < known.length; i++) if (counts[i] > 0) alike.add(Alike.of(known[i], counts[i]));
        return new Lines(page, first, size, alike, points);
    }
}
