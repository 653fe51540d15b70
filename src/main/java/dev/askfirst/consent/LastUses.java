package dev.askfirst.consent;

import dev.askfirst.platform.Clock;
import dev.askfirst.platform.Transactions;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Keeps when each yes was last relied on, read from the record after the fact: the way of a decision writes nothing more.
 * It stays behind every transaction that still runs, so that what is committed late is read all the same.
 */
@ApplicationScoped
class LastUses {

    private static final Logger LOG = Logger.getLogger(LastUses.class);
    private static final int AT_ONCE = 50_000;

    /** For a clock of the database that is set while it runs. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** Whoever is at it holds the mark: there is nothing to do for a second one. */
    private static final String MARK = "select up_to from grant_use_mark where id = 1 for update skip locked";

    /**
     * The id of a decision carries an instant of its own transaction. Before this one every transaction has ended; how old
     * the oldest is, the database tells about those of the same role.
     */
    private static final String SETTLED = """
            select %s - greatest(?::interval, coalesce(max(clock_timestamp() - xact_start), interval '0'))
            from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()""";

    private static final String READ = """
            with seen as materialized (
                select id, grant_id, decided_at, mode from decision
                where id > ? and id < first_uuid_of(?) order by id limit %d
            ), used as (
                insert into grant_use
                select s.grant_id, max(s.decided_at) from seen s
                join consent_event e on e.id = s.grant_id join person p on p.person_id = e.person_id
                where s.mode = 'reserve' and p.erased_at is null
                group by s.grant_id order by s.grant_id
                on conflict (grant_id) do update set last_used = excluded.last_used
                where grant_use.last_used < excluded.last_used
            )
            select count(*), (select id from seen order by id desc limit 1) from seen""".formatted(AT_ONCE);

    private record Read(boolean more) implements Transactions.Recorded {
        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    private final Transactions transactions;
    private final Clock clock;

    LastUses(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(
            every = "{askfirst.upkeep.every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void read() {
        read(MARGIN);
    }

    void read(Duration margin) {
        try {
            while (transactions.run(connection -> some(connection, margin)).more())
                LOG.debug("more permits are to be read");
        } catch (SQLException e) {
            LOG.warnf("what permits relied on is not read: %s %s", e.getSQLState(), e.getMessage());
        }
    }

    private Read some(Connection connection, Duration margin) throws SQLException {
        var mark = mark(connection);
        if (mark.isEmpty()) return new Read(false);
        // Two statements, in this order: the second sees all that had ended when the first looked.
        var settled = settled(connection, margin);
        try (var read = connection.prepareStatement(READ)) {
            read.setObject(1, mark.get());
            read.setObject(2, settled.atOffset(ZoneOffset.UTC));
            var row = read.executeQuery();
            row.next();
            var more = row.getLong(1) == AT_ONCE;
            if (more) move(connection, "?::uuid", row.getObject(2, UUID.class));
            // Also back, after the database's clock went back: what is read twice changes nothing.
            else move(connection, "first_uuid_of(?)", settled.atOffset(ZoneOffset.UTC));
            return new Read(more);
        }
    }

    private Optional<UUID> mark(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(MARK)) {
            var row = select.executeQuery();
            return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
        }
    }

    private Instant settled(Connection connection, Duration margin) throws SQLException {
        try (var select = connection.prepareStatement(SETTLED.formatted(clock.now()))) {
            select.setString(1, margin.toString());
            var row = select.executeQuery();
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static void move(Connection connection, String to, Object value) throws SQLException {
        try (var update =
                connection.prepareStatement("update grant_use_mark set up_to = %s where id = 1".formatted(to))) {
            update.setObject(1, value);
            update.executeUpdate();
        }
    }

    /** Up to when all permits have been read. */
    static Instant readUpTo(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("select up_to from grant_use_mark where id = 1")) {
            var row = select.executeQuery();
            row.next();
            return Instant.ofEpochMilli(row.getObject(1, UUID.class).getMostSignificantBits() >>> 16);
        }
    }
}
