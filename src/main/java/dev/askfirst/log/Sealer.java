package dev.askfirst.log;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Sql;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Builds the tree behind the record: about every second, when something is new, and on one instance at a time. Nothing of
 * it is kept in memory, so whoever goes on after a crash goes on from what was committed.
 */
@ApplicationScoped
class Sealer {

    private static final Logger LOG = Logger.getLogger(Sealer.class);

    private static final Sql WAITS = Sql.of("select exists (select 1 from page where first_leaf is null) as waits");

    private final DataSource dataSource;
    private final LogConfig config;
    private final LogKeys keys;
    private final Clock clock;
    private final SealerMetrics metrics;
    private final CheckpointPush push;
    private final String usualOrigin;

    private Optional<Lease> lease = Optional.empty();
    private long renewed;
    private boolean unpublished;
    private boolean over;

    Sealer(
            DataSource dataSource,
            LogConfig config,
            LogKeys keys,
            Clock clock,
            SealerMetrics metrics,
            CheckpointPush push,
            @ConfigProperty(name = "askfirst.public-url") String address) {
        this.dataSource = dataSource;
        this.config = config;
        this.keys = keys;
        this.clock = clock;
        this.metrics = metrics;
        this.push = push;
        this.usualOrigin = address.replaceFirst("^https?://", "").replaceFirst("/+$", "") + "/log";
    }

    @Scheduled(every = "{askfirst.seal.every}", concurrentExecution = ConcurrentExecution.SKIP)
    synchronized void tick() {
        if (over) return;
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                run(connection);
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (LostLease e) {
            LOG.info(e.getMessage());
            lease = Optional.empty();
        } catch (SQLException | RuntimeException e) {
            LOG.errorf("the log is not sealed: %s", e.getMessage());
            lease = Optional.empty();
        }
        metrics.sealing(lease.isPresent());
    }

    /** Lets another instance go on at once. */
    synchronized void stop(@Observes ShutdownEvent stopping) {
        over = true;
        if (lease.isEmpty()) return;
        try (var connection = dataSource.getConnection()) {
            lease.get().release(connection);
        } catch (SQLException e) {
            LOG.debugf("the lease runs out by itself: %s", e.getMessage());
        }
    }

    private void run(Connection connection) throws SQLException {
        if (lease.isEmpty() && !take(connection)) return;
        renewIfDue(connection);
        while (someWaits(connection)) {
            var done = new Seal(connection, lease.orElseThrow(), clock).run(origin(connection), keys(connection));
            unpublished |= done.leaves() > 0;
            var clean = commit(connection);
            metrics.sealed(done, clock.read(connection));
            connection.rollback();
            if (!clean || done.leaves() < Seal.MOST_LEAVES) break;
            renewed = 0;
            renewIfDue(connection);
        }
        if (unpublished) publish(connection);
    }

    private boolean take(Connection connection) throws SQLException {
        lease = Lease.take(connection, config.lease());
        if (lease.isPresent()) LogKeys.publish(connection, keys(connection));
        commit(connection);
        renewed = System.nanoTime();
        // The last seal of the previous holder may not have been published yet.
        unpublished = lease.isPresent();
        return lease.isPresent();
    }

    private void renewIfDue(Connection connection) throws SQLException {
        if (System.nanoTime() - renewed < config.lease().toNanos() / 4) return;
        lease.orElseThrow().renew(connection, config.lease());
        commit(connection);
        renewed = System.nanoTime();
    }

    /** Only a commit without a warning, later than that of the seal, makes sure that nothing takes it back. */
    private void publish(Connection connection) throws SQLException {
        lease.orElseThrow().renew(connection, config.lease());
        if (!commit(connection)) return;
        CheckpointRows.publish(connection, lease.orElseThrow());
        commit(connection);
        unpublished = false;
        CheckpointRows.published(connection).ifPresent(it -> push.pass(it.note()));
        connection.rollback();
    }

    private static boolean commit(Connection connection) throws SQLException {
        connection.clearWarnings();
        connection.commit();
        if (connection.getWarnings() == null) return true;
        LOG.warnf("commit with a warning: %s", connection.getWarnings().getMessage());
        return false;
    }

    private static boolean someWaits(Connection connection) throws SQLException {
        return WAITS.first(connection, row -> row.flag("waits")).orElseThrow();
    }

    private String origin(Connection connection) throws SQLException {
        return Head.read(connection).origin().or(config::origin).orElse(usualOrigin);
    }

    private List<Signer> keys(Connection connection) throws SQLException {
        return keys.signers(origin(connection));
    }
}
