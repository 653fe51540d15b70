package dev.askfirst.platform.postgres;

import dev.askfirst.platform.StartRefused;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/**
 * Refuses to start behind a pooler that gives each transaction another session of the database. Settings of a session, which
 * limit how long statements and locks wait, would be lost or come to somebody else, and so would prepared statements.
 */
@ApplicationScoped
class PoolerCheck {

    private static final Logger LOG = Logger.getLogger(PoolerCheck.class);

    /** Before anything waits for the database, and once it is there. */
    private static final int EARLY = -2;

    private static final int LATE = 1;
    private static final int ROUNDS = 8;
    private static final Sql PROCESS = Sql.of("select pg_backend_pid() as process");
    private static final String SESSIONS =
            "a pooler stands before the database that gives each transaction another session (pool_mode = transaction or "
                    + "statement): the service sets limits of its sessions and prepares statements in them, and both would be "
                    + "lost. Connect directly, or set pool_mode = session for its roles, see docs/operations/failover.md";
    private static final String PARAMETERS =
            "a pooler stands before the database that does not take what is asked of a connection (%s): take options out of "
                    + "the JDBC address, or name what it says in ignore_startup_parameters, see docs/operations/failover.md";

    private final DatabaseLogin login;
    private boolean checked;

    PoolerCheck(DatabaseLogin login) {
        this.login = login;
    }

    void early(@Observes @Priority(EARLY) StartupEvent starting) {
        try {
            check();
        } catch (SQLException e) {
            // It is looked at again once the database is there.
            LOG.debugf("no session can be looked at yet: %s", e.getMessage());
        }
    }

    void late(@Observes @Priority(LATE) StartupEvent starting) throws SQLException {
        if (!checked) check();
    }

    private void check() throws SQLException {
        if (login.addresses().isEmpty()) return;
        try (var one = login.connect();
                var other = login.connect()) {
            if (!keepsItsSession(one, other)) throw new StartRefused(SESSIONS);
            checked = true;
        } catch (SQLException e) {
            var said = String.valueOf(e.getMessage());
            if (said.contains("pooling mode")) throw new StartRefused(SESSIONS);
            if (said.contains("unsupported startup parameter")) throw new StartRefused(PARAMETERS.formatted(said));
            throw e;
        }
    }

    /**
     * Whether a connection has the same server process in every transaction, though another connection holds one in
     * between: a pooler that gives processes to transactions would give that one the first's.
     */
    private static boolean keepsItsSession(Connection one, Connection other) throws SQLException {
        other.setAutoCommit(false);
        var first = process(one);
        for (var i = 0; i < ROUNDS; i++) {
            process(other);
            var now = process(one);
            other.rollback();
            if (now != first) return false;
        }
        return true;
    }

    private static int process(Connection connection) throws SQLException {
        return PROCESS.first(connection, row -> row.integer("process")).orElseThrow();
    }
}
