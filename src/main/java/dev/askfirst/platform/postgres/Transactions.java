package dev.askfirst.platform.postgres;

import dev.askfirst.platform.Ids;
import dev.askfirst.platform.postgres.TransactionSteps.Step;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Runs recording transactions and knows for certain what became of each. When the end of a commit is unknown (the
 * connection broke, or the server warned), it checks on a new connection whether the page exists; it trusts what it
 * sees only once a row of its own has become durable too.
 */
@ApplicationScoped
public class Transactions {

    private static final Logger LOG = Logger.getLogger(Transactions.class);

    /** Callers get an answer within 15 seconds; 3 of them are left for everything but the database. */
    private static final TimeLimit ACT = new TimeLimit(Duration.ofSeconds(12));

    /** How long the outcome of a commit is looked up. */
    private static final TimeLimit PATIENCE = new TimeLimit(Duration.ofSeconds(10));

    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final Sql PROBE = Sql.of("insert into commit_probe (id, at) values (:id, clock_timestamp())");
    private static final Sql PAGE = Sql.of("select 1 from page where page_id = :page");

    /** What a database answers to a transaction that must be run again with fresh reads: serialization failure. */
    public static final String LOST_RACE = "40001";

    /** The work inside a transaction; it may run a second time if the first run lost a race. */
    @FunctionalInterface
    public interface Work<R> {
        R in(Connection connection) throws SQLException;
    }

    /** Work that tells its steps apart. */
    @FunctionalInterface
    public interface TimedWork<R> {
        R in(Connection connection, TransactionSteps steps) throws SQLException;
    }

    /** The result of recording work: where it wrote a page, that page tells whether it was committed. */
    public interface Recorded {
        Optional<UUID> page();
    }

    private final DataSource dataSource;
    private final TimeLimit limit;
    private final Consumer<TransactionSteps> ended;

    @Inject
    Transactions(DataSource dataSource, TransactionMetrics metrics) {
        this(dataSource, ACT, metrics::ended);
    }

    /** For work that no caller waits for: how long its steps take is told nobody. */
    Transactions(DataSource dataSource, TimeLimit limit) {
        this(dataSource, limit, _ -> {});
    }

    private Transactions(DataSource dataSource, TimeLimit limit, Consumer<TransactionSteps> ended) {
        this.dataSource = dataSource;
        this.limit = limit;
        this.ended = ended;
    }

    /**
     * Runs the work on a connection of the pool; a lost race (40001, 40P01) is run once more with fresh reads. Work
     * that takes too long is given up: it may still be committed, which a repeated request with the same key finds.
     */
    public <R extends Recorded> R run(Work<R> work) throws SQLException {
        return run((connection, _) -> work.in(connection));
    }

    /** As {@link #run(Work)}. */
    public <R extends Recorded> R run(TimedWork<R> work) throws SQLException {
        var steps = new TransactionSteps();
        try {
            return limit.run(() -> {
                try (var connection = dataSource.getConnection()) {
                    connection.setAutoCommit(false);
                    steps.done(Step.CONNECTION);
                    return twice(connection, steps, work);
                }
            });
        } finally {
            ended.accept(steps);
        }
    }

    /** Whether a constraint refused rows of this transaction, so that others of them may still be written. */
    public static boolean refusedData(SQLException e) {
        var state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private <R extends Recorded> R twice(Connection connection, TransactionSteps steps, TimedWork<R> work)
            throws SQLException {
        try {
            return once(connection, steps, work);
        } catch (SQLException e) {
            if (!lostRace(e)) throw e;
            steps.again();
            return once(connection, steps, work);
        }
    }

    private <R extends Recorded> R once(Connection connection, TransactionSteps steps, TimedWork<R> work)
            throws SQLException {
        R result;
        try {
            result = work.in(connection, steps);
            steps.done(Step.WORK);
        } catch (SQLException | RuntimeException e) {
            rollBack(connection);
            throw e;
        }
        return commit(connection, steps, result);
    }

    private <R extends Recorded> R commit(Connection connection, TransactionSteps steps, R result) throws SQLException {
        try {
            connection.clearWarnings();
            connection.commit();
            steps.done(Step.COMMIT);
            if (connection.getWarnings() == null) return result;
            LOG.warnf("commit with a warning: %s", connection.getWarnings().getMessage());
        } catch (SQLException e) {
            if (surelyRolledBack(e)) throw e;
            LOG.warnf("commit ended unknown: %s", e.getMessage());
        }
        if (result.page().isPresent() && cameThrough(result.page().get())) return result;
        throw new SQLException("the transaction was not committed", "08007");
    }

    /** Whether this page was committed, after a commit whose end is unknown; false too when nobody can tell in time. */
    public boolean isDurable(UUID page) {
        try {
            return PATIENCE.run(() -> cameThrough(page));
        } catch (SQLException e) {
            LOG.warnf("nobody can tell what became of page %s: %s", page, e.getMessage());
            return false;
        }
    }

    private boolean cameThrough(UUID page) {
        var end = System.nanoTime() + PATIENCE.most().toNanos();
        while (System.nanoTime() < end) {
            try (var connection = dataSource.getConnection()) {
                connection.setAutoCommit(false);
                var found = probe(connection, page);
                connection.commit();
                if (connection.getWarnings() == null) return found;
            } catch (SQLException e) {
                LOG.debugf("cannot ask yet what became of page %s: %s", page, e.getMessage());
            }
            if (!pause()) return false;
        }
        return false;
    }

    private static boolean probe(Connection connection, UUID page) throws SQLException {
        PROBE.with("id", Ids.at(Instant.now())).update(connection);
        return PAGE.with("page", page).exists(connection);
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debugf("roll-back failed: %s", e.getMessage());
        }
    }

    /** Whether this transaction was rolled back only because of another one at the same time. */
    public static boolean lostRace(SQLException e) {
        return LOST_RACE.equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
    }

    /** Only the server's own refusal of this transaction proves that nothing of it will ever be seen. */
    private static boolean surelyRolledBack(SQLException e) {
        var state = e.getSQLState();
        // 40003: statement completion unknown.
        return state != null && (state.startsWith("40") && !state.equals("40003") || state.startsWith("23"));
    }
}
