package dev.askfirst.audit.decision;

import dev.askfirst.platform.postgres.Row;
import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Reads pages of decisions. */
public final class DecisionLines {

    /**
     * One page, with its decisions by slot.
     *
     * @param first the index of its first leaf
     */
    public record Lines(UUID page, long first, List<DecisionLine> decisions) {

        /** The index after its last leaf. */
        long end() {
            return first + decisions.size();
        }
    }

    /** Takes one decision. */
    @FunctionalInterface
    public interface Taker {
        void take(DecisionLine line);
    }

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
                .list(connection, row -> new Lines(row.id("page_id"), row.number("first_leaf"), lines(row)));
    }

    /** How many decisions of a time are sealed from this leaf on, or not sealed yet. */
    public static long since(Connection connection, long leaf, Instant from, Instant to) throws SQLException {
        return HOW_MANY.with("leaf", leaf)
                .with("from", from)
                .with("to", to)
                .first(connection, row -> row.number("n"))
                .orElseThrow();
    }

    /** Each decision of a time that is sealed from this leaf on, or not sealed yet. */
    public static void each(Connection connection, long leaf, Instant from, Instant to, Taker taker)
            throws SQLException {
        LINES.with("leaf", leaf)
                .with("from", from)
                .with("to", to)
                .each(connection, row -> lines(row).forEach(taker::take));
    }

    private static List<DecisionLine> lines(Row row) throws SQLException {
        return DecisionLine.of(row.text("templates"), row.text("lines"));
    }
}
