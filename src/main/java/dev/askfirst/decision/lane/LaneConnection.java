package dev.askfirst.decision.lane;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * A lane's one connection: kept open, and opened again after it broke. A new one counts as open once the database has
 * committed something on it.
 */
final class LaneConnection {

    private static final Logger LOG = Logger.getLogger(LaneConnection.class);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** The server process of the connection. {@code started} tells it from other processes that had the same number. */
    private record Server(int process, String started) {}

    private final DataSource dataSource;
    private Connection connection;
    private Server server;
    private boolean lost;

    LaneConnection(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    Connection open() throws SQLException {
        if (connection == null) {
            connection = dataSource.getConnection();
            try {
                endServer();
                server = server();
                if (lost) probe();
                lost = false;
            } catch (SQLException e) {
                close();
                throw e;
            }
        }
        return connection;
    }

    boolean lost() {
        return lost;
    }

    /** Opens the connection as soon as the database commits; false if it is no longer wanted before that. */
    boolean restored(BooleanSupplier wanted) {
        while (wanted.getAsBoolean()) {
            try {
                open();
                return true;
            } catch (SQLException e) {
                LOG.debugf("the database does not commit yet: %s", e.getMessage());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return false;
    }

    /**
     * After the server answered with an error: whether a page that was written in this session was certainly rolled
     * back. That is so if the same session does not see it.
     */
    boolean rolledBack(UUID page) {
        rollBack();
        if (lost) return false;
        try (var select = connection.prepareStatement("select 1 from page where page_id = ?")) {
            select.setObject(1, page);
            return !select.executeQuery().next();
        } catch (SQLException _) {
            lose();
            return false;
        }
    }

    /** Ends a transaction that failed. */
    void rollBack() {
        if (connection == null) return;
        try (var statement = connection.createStatement()) {
            statement.execute("rollback");
        } catch (SQLException _) {
            lose();
        }
    }

    /** Gives up a connection that broke. */
    void lose() {
        lost = true;
        close();
    }

    /**
     * Closes the connection, so that the pool removes a broken one. An aborted connection would take a place in the
     * pool for ever.
     */
    void close() {
        if (connection == null) return;
        try {
            connection.close();
        } catch (SQLException _) {
            // The connection is not used again either way.
        }
        connection = null;
    }

    private void probe() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("insert into commit_probe (id, at) values (gen_random_uuid(), clock_timestamp())");
            if (statement.getWarnings() != null) throw statement.getWarnings();
        }
    }

    /**
     * Ends the server process of a lost connection: while it waits for a standby it does not notice the loss, and keeps
     * its slot.
     */
    private void endServer() throws SQLException {
        if (!lost || server == null) return;
        try (var end = connection.prepareStatement("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where pid = ? and backend_start::text = ? and pid <> pg_backend_pid()""")) {
            end.setInt(1, server.process());
            end.setString(2, server.started());
            end.execute();
        }
    }

    private Server server() throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select pid, backend_start::text from pg_stat_activity where pid = pg_backend_pid()")) {
            row.next();
            return new Server(row.getInt(1), row.getString(2));
        }
    }
}
