package dev.askfirst.search;

import dev.askfirst.audit.Follower;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Counts decisions by hour and day, after they were recorded. */
@ApplicationScoped
class DecisionCounts {

    private static final Logger LOG = Logger.getLogger(DecisionCounts.class);
    private static final String MARKS = "decision_count_mark";

    private static final Sql COUNT = Sql.of("""
            with seen as materialized (
                select id, decided_at, sender, topic, channel, outcome, reasons from decision
                where id > :after and id < :before order by id limit :most
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
            select count(*) as seen, (select id from seen order by id desc limit 1) as last from seen""");

    private final Follower follower;

    DecisionCounts(Transactions transactions, Clock clock) {
        this.follower = new Follower(transactions, clock, MARKS, COUNT, DecisionCounts::again);
    }

    @Scheduled(
            every = "{askfirst.upkeep.every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        count(Follower.MARGIN);
    }

    void count(Duration margin) {
        try {
            follower.read(margin);
        } catch (SQLException e) {
            LOG.warnf("decisions are not counted: %s %s", e.getSQLState(), e.getMessage());
        }
    }

    /** The database's clock went back: what it makes now is before what was counted, so that day is counted anew. */
    private static UUID again(Connection connection, UUID mark, Instant settled) throws SQLException {
        for (var what : new String[] {"hour", "day"}) {
            Sql.of("delete from decision_%1$s where %1$s >= date_trunc('day', :settled, 'UTC')".formatted(what))
                    .with("settled", settled)
                    .update(connection);
        }
        return Follower.least(settled.truncatedTo(ChronoUnit.DAYS));
    }

    /** Up to which id all decisions have been counted. */
    static UUID mark(Connection connection) throws SQLException {
        return Follower.mark(connection, MARKS);
    }

    /** Up to when all decisions have been counted. */
    static Instant upTo(Connection connection) throws SQLException {
        return Follower.upTo(connection, MARKS);
    }
}
