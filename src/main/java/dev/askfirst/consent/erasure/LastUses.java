package dev.askfirst.consent.erasure;

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
import org.jboss.logging.Logger;

/** Keeps the instant at which a permit last relied on each yes, as read from the record afterwards. */
@ApplicationScoped
class LastUses {

    private static final Logger LOG = Logger.getLogger(LastUses.class);
    private static final String MARKS = "grant_use_mark";

    private static final Sql READ = Sql.of("""
            with seen as materialized (
                select id, grant_id, decided_at, mode from decision where id > :after and id < :before order by id limit :most
            ), used as (
                insert into grant_use
                select s.grant_id, max(s.decided_at) from seen s
                join consent_event e on e.id = s.grant_id join person p on p.person_id = e.person_id
                where s.mode = 'reserve' and p.erased_at is null
                group by s.grant_id order by s.grant_id
                on conflict (grant_id) do update set last_used = excluded.last_used
                where grant_use.last_used < excluded.last_used
            )
            select count(*) as seen, (select id from seen order by id desc limit 1) as last from seen""");

    private final Follower follower;

    LastUses(Transactions transactions, Clock clock) {
        // If the database's clock went back, some permits are read twice: that changes nothing.
        this.follower = new Follower(transactions, clock, MARKS, READ, (_, mark, _) -> mark);
    }

    @Scheduled(
            every = "{askfirst.upkeep.every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void read() {
        read(Follower.MARGIN);
    }

    void read(Duration margin) {
        try {
            follower.read(margin);
        } catch (SQLException e) {
            LOG.warnf("what permits relied on is not read: %s %s", e.getSQLState(), e.getMessage());
        }
    }

    /** The instant up to which all permits have been read. */
    static Instant readUpTo(Connection connection) throws SQLException {
        return Follower.upTo(connection, MARKS);
    }
}
