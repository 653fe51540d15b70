package dev.askfirst.search;

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
 * Counts decisions by hour and day after the fact: the way of a decision writes nothing more. It stays behind every
 * transaction that still runs, so that what is committed late is counted all the same.
 */
@ApplicationScoped
class DecisionCounts {

    private static final Logger LOG = Logger.getLogger(DecisionCounts.class);
    private static final int AT_ONCE = 50_000;
    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** Whoever is at it holds the mark: there is nothing to do for a second one. */
    private static final String MARK = "select up_to from decision_count_mark where id = 1 for update skip locked";

    private static final String SETTLED = """
            select %s - greatest(?::interval, coalesce(max(clock_timestamp() - xact_start), interval '0'))
            from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()""";

    private static final String COUNT = """
            with seen as materialized (
                select id, decided_at, sender, topic, channel, outcome, reasons from decision
                where id > ? and id < first_uuid_of(?) order by id limit %d
            ), hours as (
                insert into decision_hour
                select date_trunc('hour', decided_at, 'UTC') as hour, sender, topic, channel, outcome, reasons, count(*)
                from seen group by 1, 2, 3, 4, 5, 6
                on conflict (hour, sender, topic, channel, outcome, reasons)
                    do update set n = decision_hour.n + excluded.n
            ), days as (
                insert into decision_day
                select date_trunc('day', decided_at, 'UTC') as day, sender, topic, channel, outcome, reasons, count(*)
                from seen group by 1, 2, 3, 4, 5, 6
                on conflict (day, sender, topic, channel, outcome, reasons)
                    do update set n = decision_day.n + excluded.n
            )
            select count(*), (select id from seen order by id desc limit 1) from seen""".formatted(AT_ONCE);

    private record Counted(boolean more) implements Transactions.Recorded {
        @Override
        public Optional<UUID> page() {
            return Optional.empty();
        }
    }

    private final Transactions transactions;
    private final Clock clock;

    DecisionCounts(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(
            every = "{askfirst.upkeep.every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        count(MARGIN);
    }

    void count(Duration margin) {
        try {
            while (transactions.run(connection -> some(connection, margin)).more())
                LOG.debug("more decisions are to be counted");
        } catch (SQLException e) {
            LOG.warnf("decisions are not counted: %s %s", e.getSQLState(), e.getMessage());
        }
    }

    private Counted some(Connection connection, Duration margin) throws SQLException {
        var mark = mark(connection);
        if (mark.isEmpty()) return new Counted(false);
        // Two statements, in this order: the second sees all that had ended when the first looked.
        var settled = settled(connection, margin);
        var start = mark.get();
        if (Wanted.compare(start, Wanted.least(settled)) > 0) start = again(connection, settled);
        try (var count = connection.prepareStatement(COUNT)) {
            count.setObject(1, start);
            count.setObject(2, settled.atOffset(ZoneOffset.UTC));
            var row = count.executeQuery();
            row.next();
            var more = row.getLong(1) == AT_ONCE;
            move(connection, more ? row.getObject(2, UUID.class) : floor(settled));
            return new Counted(more);
        }
    }

    /** The database's clock went back: what it makes now is before what was counted, so that day is counted anew. */
    private static UUID again(Connection connection, Instant settled) throws SQLException {
        for (var what : new String[] {"hour", "day"}) {
            try (var delete = connection.prepareStatement(
                    "delete from decision_%1$s where %1$s >= date_trunc('day', ?::timestamptz, 'UTC')"
                            .formatted(what))) {
                delete.setObject(1, settled.atOffset(ZoneOffset.UTC));
                delete.executeUpdate();
            }
        }
        return floor(settled.truncatedTo(java.time.temporal.ChronoUnit.DAYS));
    }

    private static UUID floor(Instant at) {
        return new UUID(at.toEpochMilli() << 16, 0);
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

    private static void move(Connection connection, UUID to) throws SQLException {
        try (var update = connection.prepareStatement("update decision_count_mark set up_to = ? where id = 1")) {
            update.setObject(1, to);
            update.executeUpdate();
        }
    }

    /** Up to when all decisions have been counted. */
    static Instant upTo(Connection connection) throws SQLException {
        return Wanted.instant(mark(connection, "select up_to from decision_count_mark where id = 1"));
    }

    private static UUID mark(Connection connection, String sql) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            var row = select.executeQuery();
            row.next();
            return row.getObject(1, UUID.class);
        }
    }
}
