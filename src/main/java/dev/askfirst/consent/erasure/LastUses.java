package dev.askfirst.consent.erasure;

import dev.askfirst.audit.Follower;
import dev.askfirst.platform.postgres.Sql;
import dev.askfirst.platform.postgres.Transactions;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Keeps the instant at which a permit last relied on each yes, as read from the record afterwards. */
@ApplicationScoped
class LastUses {

    private static final Logger LOG = Logger.getLogger(LastUses.class);
    private static final String MARKS = "grant_use_mark";

    private static final String READ = """
            with seen as materialized (
                select split_part(line, ' ', 2)::uuid as grant_id,
                       substr(template, strpos(template, '"decided":"') + 11, 27)::timestamptz as decided_at
                from page join decision_entry using (page_id)
                where %s
                  and split_part(line, ' ', 2) <> '' and strpos(template, '"mode":"reserve"') > 0
            ), used as (
                insert into grant_use
                select s.grant_id, max(s.decided_at) from seen s
                join consent_event e on e.id = s.grant_id join person p on p.person_id = e.person_id
                where p.erased_at is null
                group by s.grant_id order by s.grant_id
                on conflict (grant_id) do update set last_used = excluded.last_used
                where grant_use.last_used < excluded.last_used
            )
            select count(*) from seen""";

    private static final Sql SEALED = Sql.of(READ.formatted("first_leaf >= :from and first_leaf < :to"));
    private static final Sql NOT_SEALED = Sql.of(READ.formatted("first_leaf is null"));

    /**
     * No transaction that is still running began before: only the role that writes decisions is told when they began.
     */
    private static final Sql SETTLED = Sql.of("""
            select least(clock_timestamp(), min(xact_start)) as settled from pg_stat_activity
            where usename = current_user and pid <> pg_backend_pid()""");

    private static final Sql READ_UP_TO = Sql.of("select settled from grant_use_mark where id = 1");
    private static final Sql KEEP = Sql.of("update grant_use_mark set settled = :settled where id = 1");

    private final Follower follower;
    private final DataSource dataSource;

    LastUses(Transactions transactions, DataSource dataSource) {
        this.follower = new Follower(
                transactions,
                MARKS,
                (connection, from, to) ->
                        SEALED.with("from", from).with("to", to).exists(connection));
        this.dataSource = dataSource;
    }

    @Scheduled(
            every = "{askfirst.upkeep.every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void read() {
        try (var connection = dataSource.getConnection()) {
            var settled = SETTLED.first(connection, row -> row.time("settled")).orElseThrow();
            // In this order: what is sealed meanwhile is read by the follower. To read it again changes nothing.
            NOT_SEALED.first(connection, _ -> true);
            // Another instance that is still at it knows itself how far it is.
            if (follower.read()) KEEP.with("settled", settled).update(connection);
        } catch (SQLException e) {
            LOG.warnf("what permits relied on is not read: %s %s", e.getSQLState(), e.getMessage());
        }
    }

    /** The instant up to which all permits have been read. */
    static Instant readUpTo(Connection connection) throws SQLException {
        return READ_UP_TO.first(connection, row -> row.time("settled")).orElseThrow();
    }
}
