package dev.askfirst.decision.record;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Finds decisions by contact point through the index on those (docs/adr/0012). The planner takes a bloom index on random
 * ids to be as dear as reading every row, so for one query it is not asked; and it plans with the times that are asked for,
 * for without them it takes any to be a short one, which the primary key would be best for.
 */
public final class PointIndex {

    private static final String ON = """
            set local enable_seqscan = off; set local enable_indexscan = off; set local enable_indexonlyscan = off;
            set local plan_cache_mode = force_custom_plan""";

    /** What is read. */
    @FunctionalInterface
    public interface Query<T> {
        T read() throws SQLException;
    }

    private PointIndex() {}

    /** Reads with that index; the connection is not in a transaction, before or after. */
    public static <T> T use(Connection connection, Query<T> query) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(ON);
            return query.read();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
