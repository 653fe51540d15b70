package dev.askfirst.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Reads rows one after the other, however many there are, through a cursor: memory stays flat. Its connection has a
 * transaction open, so that all inspections see the same instant.
 */
public final class Reading {

    private static final int AT_ONCE = 1_000;

    /** Looks at one row, and tells what is wrong with it. */
    @FunctionalInterface
    public interface Look {
        Optional<Difference> at(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final Runnable perRow;

    /**
     * Begins to read.
     *
     * @param perRow is run for each row, so that people see that it goes on
     */
    public Reading(Connection connection, Runnable perRow) {
        this.connection = connection;
        this.perRow = perRow;
    }

    public Connection connection() {
        return connection;
    }

    /** Looks at each row until something is wrong. */
    public Optional<Difference> each(String sql, Look look) throws SQLException {
        // Rows are fetched as they are used: JDBC.
        try (var select = connection.prepareStatement(sql)) {
            select.setFetchSize(AT_ONCE);
            var row = select.executeQuery();
            while (row.next()) {
                perRow.run();
                var difference = look.at(row);
                if (difference.isPresent()) return difference;
            }
            return Optional.empty();
        }
    }
}
