package dev.askfirst.search.moves;

import dev.askfirst.audit.Follower;
import dev.askfirst.platform.Clock;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Counts yeses, noes and messages by day, behind the record. Sources and campaigns are texts of senders: those that are rare in
 * a day lose their name when that is a month ago, as they might tell of somebody.
 */
@ApplicationScoped
class YesDays {

    private static final Logger LOG = Logger.getLogger(YesDays.class);
    private static final String MARKS = "yes_day_mark";
    private static final Duration NAMED = Duration.ofDays(30);
    private static final int RARE = 5;

    private static final Sql FORGET = Sql.of("""
            with rare as (
                delete from yes_day
                where by in ('source', 'campaign') and value not in ('', '…') and n < :rare
                  and day < (:before::timestamptz at time zone 'UTC')::date
                returning day, event, controller, by, n)
            insert into yes_day (day, event, controller, by, value, n)
            select day, event, controller, by, '…', sum(n) from rare group by 1, 2, 3, 4
            on conflict (day, event, controller, by, value) do update set n = yes_day.n + excluded.n""");

    private final Follower follower;
    private final DataSource dataSource;
    private final Clock clock;

    YesDays(Transactions transactions, DataSource dataSource, Clock clock) {
        this.follower = new Follower(transactions, MARKS, YesDays::piece);
        this.dataSource = dataSource;
        this.clock = clock;
    }

    @Scheduled(
            every = "{askfirst.upkeep.every}",
            delayed = "{askfirst.upkeep.delayed}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void count() {
        try {
            follower.read();
        } catch (SQLException e) {
            LOG.warnf("yeses are not counted: %s %s", e.getSQLState(), e.getMessage());
        }
    }

    @Scheduled(every = "{askfirst.tidying.every}", delayed = "10m")
    void forget() {
        try (var connection = dataSource.getConnection()) {
            FORGET.with("rare", RARE)
                    .with("before", clock.read(connection).minus(NAMED))
                    .update(connection);
        } catch (SQLException e) {
            LOG.warnf("rare names were not forgotten: %s %s", e.getSQLState(), e.getMessage());
        }
    }

    private static void piece(Connection connection, long from, long to) throws SQLException {
        var tally = new Tally();
        SaidActs.count(connection, from, to, tally);
        Messages.count(connection, from, to, tally);
        tally.write(connection);
    }

    /** The earliest page that is not counted yet; empty if all are. */
    static Optional<UUID> unread(Connection connection) throws SQLException {
        return Follower.unread(connection, MARKS);
    }
}
