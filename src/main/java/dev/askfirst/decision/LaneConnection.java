package dev.askfirst.decision;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A lane's one connection: kept, and opened anew after it broke. */
final class LaneConnection {

    private final DataSource dataSource;
    private Connection connection;

    LaneConnection(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    Connection open() throws SQLException {
        if (connection == null) {
            connection = dataSource.getConnection();
        }
        return connection;
    }

    /** Ends a transaction that failed. */
    void rollBack() {
        try (var statement = open().createStatement()) {
            statement.execute("rollback");
        } catch (SQLException _) {
            discard();
        }
    }

    /** Gives the connection up: the next batch gets another. */
    void discard() {
        if (connection == null) return;
        try {
            connection.abort(Runnable::run);
        } catch (SQLException _) {
            // It is of no further use either way.
        }
        close();
    }

    void close() {
        if (connection == null) return;
        try {
            connection.close();
        } catch (SQLException _) {
            // Closing a broken connection may fail; the pool forgets it all the same.
        }
        connection = null;
    }
}
