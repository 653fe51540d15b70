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
            close();
        }
    }

    /** Gives the connection up, with nothing left open on it: the next batch gets another. */
    void discard() {
        if (connection == null) return;
        rollBack();
        close();
    }

    /** The pool forgets a connection that it saw break. One that is aborted would keep its place there for ever. */
    void close() {
        if (connection == null) return;
        try {
            connection.close();
        } catch (SQLException _) {
            // It is of no further use either way.
        }
        connection = null;
    }
}
