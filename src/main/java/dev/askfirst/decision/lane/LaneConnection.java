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
 * A lane's one connection: kept, and opened anew after it broke. A new one counts as open once the database has committed
 * something on it.
 */
final class LaneConnection {

    private static final Logger LOG = Logger.getLogger(LaneConnection.class);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Which of the database's processes serves us; started says which of those that had the number. */
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

    /** Opens it as soon as the database commits; false if nobody wants that any more. */
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
     * Whether a page that was written in this session, whose server answered with an error, was surely rolled back: then
     * the same session does not see it, and never will.
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

    private void probe() throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("insert into commit_probe (id, at) values (gen_random_uuid(), clock_timestamp())");
            if (statement.getWarnings() != null) throw statement.getWarnings();
        }
    }

    /** A process that waits for a standby does not notice that we are gone, and would keep its place for as long. */
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
