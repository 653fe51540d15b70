package dev.askfirst.decision.record;

import dev.askfirst.platform.postgres.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Finds decisions by contact point through the index on contact points (docs/adr/0012). The planner thinks that a bloom
 * index on random ids costs as much as reading every row, so it is forced to use it for this query. It also gets the
 * actual times: with a generic plan it would expect a short range, for which the primary key is best.
 */
public final class PointIndex {

    private static final Sql ON = Sql.of("""
            set local enable_seqscan = off; set local enable_indexscan = off; set local enable_indexonlyscan = off;
            set local plan_cache_mode = force_custom_plan""");

    /** The query. */
    @FunctionalInterface
    public interface Query<T> {
        T read() throws SQLException;
    }

    private PointIndex() {}

    /** Runs the query with that index; the connection is in no transaction, before and after. */
    public static <T> T use(Connection connection, Query<T> query) throws SQLException {
        connection.setAutoCommit(false);
        try {
            ON.update(connection);
            return query.read();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
